import type { Condition } from '../../define/language/ast.ts';
import { LATEST_INSTANT } from '../../define/language/window.ts';
import type { EventSelector } from '../../define/selector/event-selector.ts';
import type { Instant } from '../../model/time.ts';
import { columnsOf } from '../retention/columns.ts';
import { periodDate, periodNumber, ROLLING_MS } from '../retention/periods.ts';
import type { RetentionSpec } from '../retention/spec.ts';
import { LanguageLacks } from '../scope/language-lacks.ts';
import { boundsFrom } from './period-bounds.ts';
import type { RetentionCellSpec } from './spec.ts';

/** Starts whose intervals begin together. */
export interface StartRow {
  readonly condition: Condition;
  /** Where starts of it begin. */
  readonly from: Instant;
  /** When interval N begins, for all of them. */
  readonly boundary: (interval: number) => Instant;
  readonly isOver: (column: number) => boolean;
}

/** More dates make a definition that nobody can read. */
const MAX_DATES = 60;

/**
 * The starts of a cell, by date where intervals follow the calendar. One row of all where only who started is asked for. Throws LanguageLacks where starts
 * have intervals of their own each.
 */
export function startRows(cell: RetentionCellSpec, asOf: Instant, timeZone: string): readonly StartRow[] {
  const { retention: spec, date, interval } = cell;
  const { start, intervals } = spec;
  const whole = start.kind === 'instant' ? { from: 0, to: start.at + 1 } : { from: start.from, to: start.to };
  const columns = columnsOf(intervals);
  if (start.kind === 'instant') {
    if (start.at > asOf) return [];
    const own = periodDate(periodNumber(start.at, intervals, timeZone), intervals);
    if (date !== undefined && date !== own) return [];
    const boundary = atInstant(spec, start.at, own, timeZone);
    return [row(spec, whole.from, whole.to, start.at, boundary, columns, asOf)];
  }
  if (date === undefined && interval === undefined)
    return [row(spec, whole.from, whole.to, whole.from, () => whole.from, columns, asOf)];
  if (interval !== undefined && intervals.kind === 'rolling')
    throw new LanguageLacks(
      'rolling intervals begin at each one’s own start, and no condition begins so long after an event: ask by calendar days, weeks or months',
    );
  const dates = date === undefined ? datesOf(spec, whole, asOf, timeZone) : [date];
  return dates.flatMap((each) => {
    const bounds = boundsFrom(each, 1 + (columns.at(-1)?.to ?? 1), intervals, timeZone);
    const [begin, end] = bounds ?? [];
    if (bounds === undefined || begin === undefined || end === undefined) return [];
    const [from, to] = [Math.max(begin, whole.from), Math.min(end, whole.to)];
    return from < to ? [row(spec, from, to, from, (n) => bounds[n] ?? LATEST_INSTANT, columns, asOf)] : [];
  });
}

function datesOf(
  { intervals }: RetentionSpec,
  { from, to }: { readonly from: Instant; readonly to: Instant },
  asOf: Instant,
  timeZone: string,
): readonly string[] {
  const [first, last] = [from, Math.min(to - 1, asOf)].map((at) => periodNumber(at, intervals, timeZone));
  if (first === undefined || last === undefined || last < first) return [];
  if (last - first >= MAX_DATES)
    throw new LanguageLacks(`${last - first + 1} dates together make too long a definition: choose one date`);
  return Array.from({ length: last - first + 1 }, (_, i) => periodDate(first + i, intervals));
}

function atInstant(
  { intervals }: RetentionSpec,
  at: Instant,
  date: string,
  timeZone: string,
): StartRow['boundary'] {
  if (intervals.kind === 'rolling') return (n) => at + n * ROLLING_MS[intervals.unit];
  const bounds = boundsFrom(date, 1 + (columnsOf(intervals).at(-1)?.to ?? 1), intervals, timeZone) ?? [];
  return (n) => bounds[n] ?? LATEST_INSTANT;
}

function row(
  spec: RetentionSpec,
  from: Instant,
  to: Instant,
  startsAt: Instant,
  boundary: StartRow['boundary'],
  columns: readonly { readonly to: number }[],
  asOf: Instant,
): StartRow {
  return {
    condition: startedIn(spec, from, to),
    from: startsAt,
    boundary,
    isOver: (column) => boundary(columns[column]?.to ?? 0) <= asOf + 1,
  };
}

function startedIn({ start }: RetentionSpec, from: Instant, to: Instant): Condition {
  if (start.kind !== 'event') return { kind: 'first-seen', window: { kind: 'between', from, to } };
  const here = didBetween(start.event, from, to);
  const since = start.which === 'first-ever' ? 0 : start.which === 'first' ? start.from : from;
  if (since >= from) return here;
  return {
    kind: 'all',
    conditions: [here, { kind: 'not', condition: didBetween(start.event, since, from) }],
  };
}

function didBetween(event: EventSelector, from: Instant, to: Instant): Condition {
  return { kind: 'event-count', event, op: 'at-least', count: 1, window: { kind: 'between', from, to } };
}
