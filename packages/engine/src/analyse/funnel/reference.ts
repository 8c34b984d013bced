import type { FunnelPath, Period } from '../../define/funnel/paths.ts';
import { funnelPaths } from '../../define/funnel/reference.ts';
import { plainSpan } from '../../define/language/window.ts';
import { selects } from '../../define/selector/event-selector.ts';
import { labelsOf } from '../../define/selector/labels.ts';
import type { History, HistoryEvent } from '../../model/history.ts';
import type { PropertyValue } from '../../model/property-value.ts';
import { must } from '../../util/assert.ts';
import { quantile } from '../../util/statistics/quantile.ts';
import { decodeBreakdownValue, encodeBreakdownValue } from './breakdown-value.ts';
import { FREQUENCY_BOUNDS, timeBounds } from './buckets.ts';
import type { BreakdownCounts, FunnelCounts, PeriodCounts, SegmentCounts, Spread } from './counts.ts';
import type { FunnelPlan } from './plan.ts';
import type { FunnelBreakdownSpec } from './spec.ts';

/** What the reference needs to know of others than the histories that take part. */
export interface ReferenceSurroundings {
  /** The places of a unit's segments. */
  readonly segmentsOf: (id: string) => readonly number[];
  /** A property of the account that an event of the unit is of, as it stood then. */
  readonly accountProperty: (
    event: HistoryEvent,
    unit: string,
    property: string,
  ) => PropertyValue | undefined;
  /** The periods that are asked for. */
  readonly periods: readonly Period[];
}

/** The meaning of a funnel's numbers over the histories of those who take part (members of the cohort, when there is one). */
export function funnelReference(
  plan: FunnelPlan,
  histories: readonly History[],
  surroundings: ReferenceSurroundings,
): FunnelCounts {
  const { spec, required } = plan;
  const known = histories.filter(({ knownSince }) => knownSince <= plan.asOf);
  const taking = spec.newOnly
    ? known.filter(({ knownSince }) => knownSince >= plan.from && knownSince < plan.to)
    : known;
  const paths = funnelPaths(plan, taking);
  const steps = required.map((_, step) => step);
  return {
    counts: countsOf(paths, plan),
    medianMsFromPrevious: steps.map((step) => (step === 0 ? null : median(gaps(paths, step, step - 1)))),
    medianMsFromFirst: steps.map((step) => (step === 0 ? null : median(gaps(paths, step)))),
    open: paths.filter(({ isOpen }) => isOpen).length,
    optional: plan.optional.map(({ after }, i) => {
      const did = paths.filter(({ optional }) => optional[i] !== undefined);
      const wentOn = (of: readonly FunnelPath<HistoryEvent>[]) =>
        of.filter(({ events }) => events.length > after + 1).length;
      return { did: did.length, didAndWentOn: wentOn(did), wentOnWithout: wentOn(paths) - wentOn(did) };
    }),
    breakdown: spec.breakdown && breakdownOf(paths, taking, plan, spec.breakdown, surroundings),
    times: spec.timeToConvert && {
      fromPrevious: steps.slice(1).map((step) => spread(gaps(paths, step, step - 1), timeBounds(plan))),
      fromFirst: steps.slice(1).map((step) => spread(gaps(paths, step), timeBounds(plan))),
    },
    frequency: plan.frequency && frequencyOf(paths, plan.frequency.before),
    periods: spec.overTime && periodsOf(plan, taking, surroundings.periods),
    segments: plan.segments?.map((_, place) => segmentOf(paths, plan, place, surroundings.segmentsOf)),
  };
}

function countsOf(paths: readonly FunnelPath<HistoryEvent>[], { required }: FunnelPlan): number[] {
  return required.map((_, step) => paths.filter(({ events }) => events.length > step).length);
}

/** When the steps up to and with this one were done; undefined: not all were. */
function doneAt({ events }: FunnelPath<HistoryEvent>, step: number): number | undefined {
  return events.length > step ? Math.max(...events.slice(0, step + 1).map(({ time }) => time)) : undefined;
}

/** From another step, or from the beginning, to this one, of the paths that got to it. */
function gaps(paths: readonly FunnelPath<HistoryEvent>[], to: number, from?: number): number[] {
  return paths.flatMap((path) => {
    const start = from === undefined ? path.entered.time : doneAt(path, from);
    const end = doneAt(path, to);
    return start === undefined || end === undefined ? [] : [end - start];
  });
}

function median(values: readonly number[]): number | null {
  return quantile(values, 0.5);
}

function spread(values: readonly number[], bounds: readonly number[]): Spread {
  const bucketOf = (value: number): number => bounds.filter((bound) => bound <= value).length;
  return {
    median: quantile(values, 0.5),
    p90: quantile(values, 0.9),
    mean: values.length === 0 ? null : values.reduce((sum, value) => sum + value, 0) / values.length,
    distribution: [...bounds, 0].map(
      (_, bucket) => values.filter((value) => bucketOf(value) === bucket).length,
    ),
  };
}

function frequencyOf(paths: readonly FunnelPath<HistoryEvent>[], before: number): Spread {
  const reached = paths.filter(({ events }) => events.length > before);
  return spread(
    reached.map(({ frequency }) => frequency),
    FREQUENCY_BOUNDS,
  );
}

function periodsOf(
  plan: FunnelPlan,
  histories: readonly History[],
  periods: readonly Period[],
): PeriodCounts[] {
  const last = plan.required.length - 1;
  return periods.map((period) => {
    const paths = funnelPaths(plan, histories, period);
    return { from: period.from, counts: countsOf(paths, plan), medianMs: median(gaps(paths, last)) };
  });
}

function segmentOf(
  paths: readonly FunnelPath<HistoryEvent>[],
  plan: FunnelPlan,
  place: number,
  segmentsOf: ReferenceSurroundings['segmentsOf'],
): SegmentCounts {
  const of = paths.filter(({ unit }) => segmentsOf(unit).includes(place));
  return {
    counts: countsOf(of, plan),
    medianMs: median(gaps(of, plan.required.length - 1)),
    shared: of.filter(({ unit }) => segmentsOf(unit).includes(0)).length,
  };
}

function breakdownOf(
  paths: readonly FunnelPath<HistoryEvent>[],
  histories: readonly History[],
  plan: FunnelPlan,
  breakdown: FunnelBreakdownSpec,
  { accountProperty }: ReferenceSurroundings,
): BreakdownCounts {
  const { scope, property, hits } = breakdown;
  const propertyOf = (event: HistoryEvent, unit: string): PropertyValue | undefined => {
    if (scope === 'account') return accountProperty(event, unit, property);
    return (scope === 'event' ? event.properties : event.userProperties)[property];
  };
  const carried = ({ unit, events }: FunnelPath<HistoryEvent>): string[] | undefined => {
    if (hits) {
      const { after, until } = hits.window
        ? plainSpan(hits.window, plan.asOf)
        : { after: plan.from - 1, until: Math.min(plan.to - 1, plan.asOf) };
      const history = must(
        histories.find(({ id }) => id === unit),
        'history of a path',
      );
      const labels = history.events
        .filter((event) => event.time > after && event.time <= until && selects(event, hits.event))
        .flatMap((event) => labelsOf(propertyOf(event, unit)))
        .filter((label) => label !== '');
      return labels.length === 0 ? [''] : [...new Set(labels)];
    }
    const event = events[plan.attributedTo];
    if (!event) return undefined;
    const value = propertyOf(event, unit);
    return breakdown.lists === 'each' ? labelsOf(value) : [encodeBreakdownValue(value)];
  };
  const groups = new Map<string, FunnelPath<HistoryEvent>[]>();
  const unreached: FunnelPath<HistoryEvent>[] = [];
  const labelled = paths.flatMap((path) => {
    const labels = carried(path);
    if (labels) return [{ path, labels }];
    unreached.push(path);
    return [];
  });
  for (const { path, labels } of labelled)
    for (const label of labels) groups.set(label, [...(groups.get(label) ?? []), path]);
  const rows = [...groups].map(([key, of]) => ({ key, counts: countsOf(of, plan) }));
  rows.sort(
    (a, b) =>
      (b.counts[0] ?? 0) - (a.counts[0] ?? 0) || Buffer.compare(Buffer.from(a.key), Buffer.from(b.key)),
  );
  const shown = rows.slice(0, breakdown.limit);
  const isShown = (label: string): boolean => shown.some(({ key }) => key === label);
  const others = labelled.filter(({ labels }) => labels.some((label) => !isShown(label)));
  return {
    rows: shown.map(({ key, counts }) => ({ value: decodeBreakdownValue(key), counts })),
    values: rows.length,
    other: countsOf(
      others.map(({ path }) => path),
      plan,
    ),
    unreached: countsOf(unreached, plan),
  };
}
