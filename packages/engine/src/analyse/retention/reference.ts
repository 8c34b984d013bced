import { selects } from '../../define/selector/event-selector.ts';
import type { History, HistoryEvent } from '../../model/history.ts';
import type { Instant } from '../../model/time.ts';
import { unreachable } from '../../util/assert.ts';
import { columnsOf, type RetentionColumn } from './columns.ts';
import { EVERYBODY } from './group-label.ts';
import { periodDate, periodNumber, ROLLING_MS } from './periods.ts';
import type { RetentionGroup } from './result.ts';
import { returnsOf } from './returns.ts';
import type { RetentionSpec } from './spec.ts';

export interface RetentionStart {
  readonly time: Instant;
  readonly seq: number;
  /** Where the start is one. */
  readonly event: HistoryEvent | undefined;
}

/** One start of a unit: how many columns are over, and for each return event the columns in which it came back. */
export interface RetentionCourse {
  readonly id: string;
  readonly label: string;
  readonly date: string;
  readonly over: number;
  readonly returned: readonly (readonly number[])[];
}

/**
 * The meaning of retention over histories. `labelsOf` says in which groups a start counts besides everybody's (see group-label.ts);
 * undefined: in none at all.
 */
export function retentionReference(
  spec: RetentionSpec,
  histories: Iterable<History>,
  labelsOf: (id: string, start: RetentionStart) => readonly string[] | undefined,
  asOf: Instant,
  timeZone: string,
): RetentionGroup[] {
  const courses = retentionCourses(spec, histories, labelsOf, asOf, timeZone);
  const byDate = grouped(courses, ({ label, date, over }) => ({ label, date, over }), spec);
  if (spec.start.kind !== 'event' || spec.start.which !== 'recurring') return byDate;
  return [...byDate, ...grouped(onceEach(courses), ({ label, over }) => ({ label, date: null, over }), spec)];
}

/** Every start of every unit, once for each group that it counts in. */
export function retentionCourses(
  spec: RetentionSpec,
  histories: Iterable<History>,
  labelsOf: (id: string, start: RetentionStart) => readonly string[] | undefined,
  asOf: Instant,
  timeZone: string,
): RetentionCourse[] {
  return [...histories].flatMap((history) =>
    startsOf(history, spec, asOf, timeZone).flatMap((start) => {
      const labels = labelsOf(history.id, start);
      if (!labels) return [];
      return [EVERYBODY, ...labels].map((label) => courseOf(history, start, label, spec, asOf, timeZone));
    }),
  );
}

function startsOf(history: History, spec: RetentionSpec, asOf: Instant, timeZone: string): RetentionStart[] {
  const { start } = spec;
  const noEvent = { seq: Number.POSITIVE_INFINITY, event: undefined };
  if (start.kind === 'instant')
    return history.knownSince <= start.at && start.at <= asOf ? [{ time: start.at, ...noEvent }] : [];
  const inRange = (time: Instant): boolean => time >= start.from && time < start.to && time <= asOf;
  if (start.kind === 'first-seen')
    return inRange(history.knownSince) ? [{ time: history.knownSince, ...noEvent }] : [];
  const selected = history.events.filter((event) => selects(event, start.event));
  const starts = selected.filter((event) => inRange(event.time));
  const [first] = starts;
  if (!first) return [];
  const asStart = (event: HistoryEvent): RetentionStart => ({ time: event.time, seq: event.seq, event });
  switch (start.which) {
    case 'first':
      return [asStart(first)];
    case 'first-ever':
      return first === selected[0] ? [asStart(first)] : [];
    case 'recurring': {
      const period = (event: HistoryEvent) => periodNumber(event.time, spec.intervals, timeZone);
      return starts
        .filter((event, i) => starts.findIndex((other) => period(other) === period(event)) === i)
        .map(asStart);
    }
    default:
      return unreachable(start.which);
  }
}

function courseOf(
  history: History,
  start: RetentionStart,
  label: string,
  spec: RetentionSpec,
  asOf: Instant,
  timeZone: string,
): RetentionCourse {
  const columns = columnsOf(spec.intervals);
  const index = (at: Instant): number => intervalIndex(start.time, at, spec, timeZone);
  const over = columns.filter(({ to }) => to <= index(asOf + 1)).length;
  const later = history.events.filter(
    ({ time, seq }) => time <= asOf && (time > start.time || (time === start.time && seq > start.seq)),
  );
  return {
    id: history.id,
    label,
    date: periodDate(periodNumber(start.time, spec.intervals, timeZone), spec.intervals),
    over,
    returned: returnsOf(spec).map((selector) => {
      const intervals = later.filter((event) => selects(event, selector)).map((event) => index(event.time));
      return columns
        .map((_, column) => column)
        .filter((column) => column < over && countsIn(column, columns, intervals, spec.count));
    }),
  };
}

/** Does somebody who came back in these intervals count in a column? */
function countsIn(
  column: number,
  columns: readonly RetentionColumn[],
  intervals: readonly number[],
  count: RetentionSpec['count'],
): boolean {
  const cameIn = ({ from, to }: RetentionColumn): boolean => intervals.some((at) => at >= from && at < to);
  const here = columns[column] ?? { from: 0, to: 0 };
  switch (count) {
    case 'on':
      return cameIn(here);
    case 'on-or-after':
      return intervals.some((at) => at >= here.from);
    case 'streak':
      return columns.slice(0, column + 1).every((each) => each.from === 0 || cameIn(each));
    default:
      return unreachable(count);
  }
}

/** Each unit once in each group: as far as its earliest start has come, back where it was after any of its starts. */
function onceEach(courses: readonly RetentionCourse[]): RetentionCourse[] {
  const units = new Map<string, RetentionCourse[]>();
  for (const course of courses) {
    const key = JSON.stringify([course.id, course.label]);
    units.set(key, [...(units.get(key) ?? []), course]);
  }
  return [...units.values()].flatMap((of) => {
    const [first] = of;
    if (!first) return [];
    return {
      ...first,
      over: Math.max(...of.map(({ over }) => over)),
      returned: first.returned.map((_, i) => [...new Set(of.flatMap((course) => course.returned[i] ?? []))]),
    };
  });
}

function grouped(
  courses: readonly RetentionCourse[],
  keyOf: (course: RetentionCourse) => Pick<RetentionGroup, 'label' | 'date' | 'over'>,
  spec: RetentionSpec,
): RetentionGroup[] {
  const groups = new Map<string, { units: number; returned: Map<number, number>[] }>();
  for (const course of courses) {
    const key = JSON.stringify(keyOf(course));
    const group = groups.get(key) ?? { units: 0, returned: returnsOf(spec).map(() => new Map()) };
    group.units += 1;
    group.returned.forEach((counts, i) => {
      for (const column of course.returned[i] ?? []) counts.set(column, (counts.get(column) ?? 0) + 1);
    });
    groups.set(key, group);
  }
  return [...groups].map(([key, { units, returned }]) => ({
    ...(JSON.parse(key) as Pick<RetentionGroup, 'label' | 'date' | 'over'>),
    units,
    returned: returned.map((counts) => [...counts].sort(([a], [b]) => a - b)),
  }));
}

/** In which interval of a start an instant lies. */
function intervalIndex(start: Instant, at: Instant, { intervals }: RetentionSpec, timeZone: string): number {
  if (intervals.kind === 'rolling') return Math.floor((at - start) / ROLLING_MS[intervals.unit]);
  return periodNumber(at, intervals, timeZone) - periodNumber(start, intervals, timeZone);
}
