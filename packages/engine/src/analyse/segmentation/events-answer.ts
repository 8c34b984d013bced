import { plainSpan, type Span } from '../../define/language/window.ts';
import type { Instant } from '../../model/time.ts';
import type { AnalysisContext } from '../define-analysis.ts';
import { extentSql, seriesSql } from './events-to-sql.ts';
import { intervalsOf } from './intervals.ts';
import type { EventsAnswer, Interval, Series } from './result.ts';
import type { EventsSpec, Measure } from './spec.ts';
import { valueLabel } from './value-label.ts';

interface SeriesRow {
  readonly labels: readonly string[];
  readonly place: number;
  readonly bucket: number;
  readonly value: number | null;
  readonly events: number;
  readonly units: number;
  readonly without_value: number;
  readonly others: number;
}

/** Answers a segmentation of events. Throws a ProblemError when the window covers too many intervals. */
export async function eventsAnswer(spec: EventsSpec, context: AnalysisContext): Promise<EventsAnswer> {
  const asOf = spec.asOf ?? context.now;
  const span = plainSpan(spec.window, asOf);
  const covered = await coveredSpan(spec, context, span, asOf);
  const intervals = intervalsOf(spec.interval, covered, span, context.project.timeZone);
  const starts = intervals.map(({ from }) => from);
  const rowsOf = async (of: EventsSpec): Promise<SeriesRow[]> => {
    if (starts.length === 0) return [];
    const statement = seriesSql(of, context, span, asOf, starts);
    return context.store.query<SeriesRow>(statement, { signal: context.signal });
  };
  const total = await rowsOf({ ...spec, breakdown: [] });
  const split = spec.breakdown.length === 0 ? [] : await rowsOf(spec);
  return {
    of: 'events',
    asOf,
    intervals,
    total: seriesOf(total, intervals, spec.measure),
    series: byPlace(split).map((rows) => seriesOf(rows, intervals, spec.measure)),
    others: split[0]?.others ?? 0,
    withoutValue: total.find((row) => row.bucket < 0)?.without_value ?? 0,
  };
}

/** What intervals are made of: the window; of all time, from the first selected event to the last; of nothing, nothing. */
async function coveredSpan(
  spec: EventsSpec,
  context: AnalysisContext,
  span: Span,
  asOf: Instant,
): Promise<Span> {
  if (spec.window.kind !== 'ever') return span;
  const [found] = await context.store.query<{ events: number; first: number; last: number }>(
    extentSql(spec, context, span, asOf),
    { signal: context.signal },
  );
  return found?.events
    ? { after: found.first - 1, until: found.last }
    : { after: span.until, until: span.until };
}

function byPlace(rows: readonly SeriesRow[]): SeriesRow[][] {
  const groups = new Map<number, SeriesRow[]>();
  for (const row of rows) {
    const group = groups.get(row.place);
    if (group) group.push(row);
    else groups.set(row.place, [row]);
  }
  return [...groups.values()];
}

function seriesOf(rows: readonly SeriesRow[], intervals: readonly Interval[], measure: Measure): Series {
  const byStart = new Map(rows.map((row) => [row.bucket, row]));
  const all = byStart.get(-1);
  const ofNothing = ['uniques', 'totals', 'sum'].includes(measure.kind) ? 0 : null;
  return {
    labels: (all?.labels ?? []).map(valueLabel),
    values: intervals.map(({ from }) => byStart.get(from)?.value ?? ofNothing),
    overall: all?.value ?? ofNothing,
    events: all?.events ?? 0,
    units: all?.units ?? 0,
  };
}
