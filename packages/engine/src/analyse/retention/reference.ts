import { selects } from '../../define/selector/event-selector.ts';
import type { History } from '../../model/history.ts';
import { DAY_MS, type Instant } from '../../model/time.ts';
import { localTime } from '../../util/calendar.ts';
import type { RetentionGroup, RetentionSide } from './result.ts';
import type { RetentionSpec } from './spec.ts';

interface Start {
  readonly time: Instant;
  readonly seq: number;
}

/**
 * The meaning of retention over histories. `sideOf` says on which side a unit is, undefined: on none (not of the cohort, or
 * neither a member nor of the baseline).
 */
export function retentionReference(
  spec: RetentionSpec,
  histories: Iterable<History>,
  sideOf: (id: string) => RetentionSide | undefined,
  asOf: Instant,
  timeZone: string,
): RetentionGroup[] {
  const groups = new Map<string, { units: number; returned: Map<number, number> }>();
  for (const history of histories) {
    const start = startOf(history, spec, asOf);
    const side = sideOf(history.id);
    if (!start || !side) continue;
    const index = (at: Instant): number => intervalIndex(start.time, at, spec, timeZone);
    const over = Math.min(index(asOf + 1), spec.intervals.last + 1);
    const date = new Date(periodStart(start.time, spec, timeZone) * DAY_MS).toISOString().slice(0, 10);
    const returns = history.events
      .filter((event) => selects(event, spec.return) && event.time <= asOf)
      .filter((event) => event.time > start.time || (event.time === start.time && event.seq > start.seq))
      .map((event) => index(event.time));
    const key = JSON.stringify([side, date, over]);
    const group = groups.get(key) ?? { units: 0, returned: new Map() };
    group.units += 1;
    for (let interval = 0; interval < over; interval += 1) {
      const came = returns.some((at) => (spec.count === 'on' ? at === interval : at >= interval));
      if (came) group.returned.set(interval, (group.returned.get(interval) ?? 0) + 1);
    }
    groups.set(key, group);
  }
  return [...groups].map(([key, { units, returned }]) => {
    const [side, date, over] = JSON.parse(key) as [RetentionSide, string, number];
    return { side, date, over, units, returned: [...returned].sort(([a], [b]) => a - b) };
  });
}

function startOf(history: History, { start }: RetentionSpec, asOf: Instant): Start | undefined {
  const noEvent = Number.POSITIVE_INFINITY;
  if (start.kind === 'instant') {
    return history.knownSince <= start.at && start.at <= asOf ? { time: start.at, seq: noEvent } : undefined;
  }
  const inRange = (time: Instant): boolean => time >= start.from && time < start.to && time <= asOf;
  if (start.kind === 'first-seen') {
    return inRange(history.knownSince) ? { time: history.knownSince, seq: noEvent } : undefined;
  }
  return history.events.find((event) => inRange(event.time) && selects(event, start.event));
}

/** In which interval of a start an instant lies. */
function intervalIndex(start: Instant, at: Instant, spec: RetentionSpec, timeZone: string): number {
  const { kind, unit } = spec.intervals;
  if (kind === 'rolling') return Math.floor((at - start) / ROLLING_MS[unit]);
  return periodNumber(at, unit, timeZone) - periodNumber(start, unit, timeZone);
}

const ROLLING_MS = { day: DAY_MS, week: 7 * DAY_MS, month: 30 * DAY_MS };

type IntervalUnit = RetentionSpec['intervals']['unit'];

/** Days, Monday weeks or months since some fixed one, by the local date. */
function periodNumber(at: Instant, unit: IntervalUnit, timeZone: string): number {
  const day = Math.floor(localTime(at, timeZone) / DAY_MS);
  if (unit === 'day') return day;
  // 1970-01-01 was a Thursday.
  if (unit === 'week') return Math.floor((day + 3) / 7);
  const date = new Date(day * DAY_MS);
  return date.getUTCFullYear() * 12 + date.getUTCMonth();
}

/** The local date, in days since 1970, at which the day, week or month of an instant begins. */
function periodStart(at: Instant, { intervals: { unit } }: RetentionSpec, timeZone: string): number {
  const number = periodNumber(at, unit, timeZone);
  let day = Math.floor(localTime(at, timeZone) / DAY_MS);
  while (periodNumber((day - 1) * DAY_MS, unit, 'UTC') === number) day -= 1;
  return day;
}
