import { durationMs } from '../../define/language/duration.ts';
import { selects } from '../../define/selector/event-selector.ts';
import type { History, HistoryEvent } from '../../model/history.ts';
import type { PropertyValue } from '../../model/property-value.ts';
import type { Instant } from '../../model/time.ts';
import { median } from '../../util/statistics/quantile.ts';
import { decodeBreakdownValue, encodeBreakdownValue } from './breakdown-value.ts';
import type { FunnelCounts } from './result.ts';
import type { FunnelSpec } from './spec.ts';

/**
 * The meaning of a funnel over the histories of those who take part (members of the cohort, when there is one). Tries every
 * path: for short histories only.
 */
export function funnelReference(spec: FunnelSpec, histories: Iterable<History>, asOf: Instant): FunnelCounts {
  const windowMs = durationMs(spec.conversionWindow);
  const entered: { path: readonly HistoryEvent[]; open: boolean }[] = [];
  for (const history of histories) {
    const events = history.events.filter((event) => event.time <= asOf);
    const starts = events.filter((event) => isStart(event, spec));
    const paths = starts.map((start) => longestPath([start], events, spec, start.time + windowMs));
    const longest = Math.max(...paths.map((path) => path.length));
    const path = paths.find((each) => each.length === longest);
    if (!path) continue;
    const open = longest < spec.steps.length && starts.some((start) => start.time + windowMs > asOf);
    entered.push({ path, open });
  }
  const paths = entered.map(({ path }) => path);
  return {
    counts: countsOf(paths, spec),
    medianMsFromPrevious: spec.steps.map((_, step) => medianGap(paths, step, step - 1)),
    medianMsFromFirst: spec.steps.map((_, step) => medianGap(paths, step, 0)),
    open: entered.filter(({ open }) => open).length,
    breakdown: spec.breakdown && breakdownOf(paths, spec),
  };
}

function isStart(event: HistoryEvent, { steps, from, to }: FunnelSpec): boolean {
  const [first] = steps;
  return first !== undefined && selects(event, first) && event.time >= from && event.time < to;
}

/** The longest path that goes on from `path` up to and at `until`; of equally long ones the earliest, since earlier events are tried first. */
function longestPath(
  path: readonly HistoryEvent[],
  events: readonly HistoryEvent[],
  spec: FunnelSpec,
  until: Instant,
): readonly HistoryEvent[] {
  const step = spec.steps[path.length];
  const last = path.at(-1);
  if (step === undefined || last === undefined) return path;
  let longest = path;
  for (const event of events.slice(events.indexOf(last) + 1)) {
    if (event.time > until || !selects(event, step)) continue;
    const found = longestPath([...path, event], events, spec, until);
    if (found.length > longest.length) longest = found;
    if (longest.length === spec.steps.length) break;
  }
  return longest;
}

function countsOf(paths: readonly (readonly HistoryEvent[])[], spec: FunnelSpec): number[] {
  return spec.steps.map((_, step) => paths.filter((path) => path.length > step).length);
}

function medianGap(paths: readonly (readonly HistoryEvent[])[], to: number, from: number): number | null {
  if (to === 0) return null;
  const gaps = paths.flatMap((path) => {
    const [start, end] = [path[from], path[to]];
    return start && end ? [end.time - start.time] : [];
  });
  return median(gaps);
}

function breakdownOf(
  paths: readonly (readonly HistoryEvent[])[],
  spec: FunnelSpec,
): FunnelCounts['breakdown'] {
  const groups = new Map<string, (readonly HistoryEvent[])[]>();
  for (const path of paths) {
    const value = valueAt(path[0], spec);
    const key = encodeBreakdownValue(value);
    groups.set(key, [...(groups.get(key) ?? []), path]);
  }
  const rows = [...groups].map(([key, of]) => ({ key, counts: countsOf(of, spec) }));
  rows.sort(
    (a, b) =>
      (b.counts[0] ?? 0) - (a.counts[0] ?? 0) || Buffer.compare(Buffer.from(a.key), Buffer.from(b.key)),
  );
  return {
    rows: rows
      .slice(0, spec.breakdown?.limit)
      .map(({ key, counts }) => ({ value: decodeBreakdownValue(key), counts })),
    values: rows.length,
  };
}

function valueAt(event: HistoryEvent | undefined, { breakdown }: FunnelSpec): PropertyValue | undefined {
  if (!event || !breakdown) return undefined;
  const properties = breakdown.scope === 'event' ? event.properties : event.userProperties;
  return properties[breakdown.property];
}
