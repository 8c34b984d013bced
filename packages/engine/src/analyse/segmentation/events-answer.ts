import { plainSpan, type Span } from '../../define/language/window.ts';
import { must } from '../../util/assert.ts';
import { problemError } from '../../util/problem-error.ts';
import type { AnalysisContext } from '../define-analysis.ts';
import { chosenSegments } from '../scope/segments.ts';
import { extentSql, type SeriesScope, seriesSql } from './events-to-sql.ts';
import { seriesLetter } from './formula.ts';
import { formulaLines } from './formula-lines.ts';
import { intervalsOf } from './intervals.ts';
import type { EventsAnswer, Interval, Line, Series } from './result.ts';
import { type EventsSpec, MAX_NUMBERS, type Measure, type SeriesSpec, seriesOfSpec } from './spec.ts';
import { valueLabel } from './value-label.ts';

interface SeriesRow {
  readonly segment: number;
  readonly series: number;
  readonly labels: readonly string[];
  readonly place: number;
  readonly bucket: number;
  readonly value: number | null;
  readonly events: number;
  readonly units: number;
  readonly without_value: number;
  readonly others: number;
}

/** Answers a segmentation of events. Throws a ProblemError when the answer would have too many intervals or numbers. */
export async function eventsAnswer(spec: EventsSpec, context: AnalysisContext): Promise<EventsAnswer> {
  const asOf = spec.asOf ?? context.now;
  const timeZone = spec.timeZone ?? context.project.timeZone;
  const span = plainSpan(spec.window, asOf);
  const series = seriesOfSpec(spec);
  const segments = spec.segments ? chosenSegments(spec.segments, spec.unit, context.cohorts) : null;
  const scope: SeriesScope = { series, segments, span, asOf };
  const covered = await coveredSpan(spec, context, scope);
  const intervals = intervalsOf({ ...spec, timeZone }, covered, span, asOf);
  assertFits(spec, series.length, intervals.length);
  const starts = intervals.map(({ from }) => from);
  const rowsOf = async (of: EventsSpec): Promise<SeriesRow[]> => {
    if (starts.length === 0) return [];
    const statement = seriesSql(of, context, scope, starts);
    return context.store.query<SeriesRow>(statement, { signal: context.signal });
  };
  const names = segments?.map(({ name }) => name) ?? [null];
  const linesOf = (rows: readonly SeriesRow[]): Line[] => groupLines(rows, names, series, intervals, spec);
  const totals = linesOf(await rowsOf({ ...spec, breakdown: [] }));
  const split = spec.breakdown.length === 0 ? [] : await rowsOf(spec);
  return {
    of: 'events',
    asOf,
    timeZone,
    intervals,
    total: must(
      totals.find((line) => line.kind === 'series'),
      'series A',
    ),
    totals,
    series: byPlace(split).flatMap(linesOf),
    others: split[0]?.others ?? 0,
  };
}

/** What a measure is of no events at all. */
function ofNothing(measure: Measure): 0 | null {
  return ['uniques', 'totals', 'sum', 'distinct'].includes(measure.kind) ? 0 : null;
}

function assertFits(spec: EventsSpec, series: number, intervals: number): void {
  const groups = spec.breakdown.length === 0 ? 1 : spec.limit + 2;
  const lines = (series + spec.formulas.length) * (spec.segments?.length ?? 1) * groups;
  if (lines * intervals <= MAX_NUMBERS) return;
  const message = `${lines} lines of ${intervals} intervals are ${lines * intervals} numbers and at most ${MAX_NUMBERS} fit in an answer: choose a longer interval, a lower "limit", or fewer series or segments`;
  throw problemError(422, 'too-many-numbers', message, 'interval');
}

/** What intervals are made of: the window; of all time, from the first selected event to the last; of nothing, nothing. */
async function coveredSpan(spec: EventsSpec, context: AnalysisContext, scope: SeriesScope): Promise<Span> {
  const { span } = scope;
  if (spec.window.kind !== 'ever') return span;
  const [found] = await context.store.query<{ events: number; first: number; last: number }>(
    extentSql(spec, context, scope),
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

/** The lines of one group: for each segment its series, of which some may have no rows, then its formulas. */
function groupLines(
  rows: readonly SeriesRow[],
  segments: readonly (string | null)[],
  series: readonly SeriesSpec[],
  intervals: readonly Interval[],
  spec: EventsSpec,
): Line[] {
  const labels = (rows[0]?.labels ?? []).map(valueLabel);
  return segments.flatMap((segment, place) => {
    const lines = series.map(({ measure }, i): Series => {
      const own = rows.filter((row) => row.segment === place && row.series === i);
      const byStart = new Map(own.map((row) => [row.bucket, row]));
      const all = byStart.get(-1);
      const nothing = ofNothing(measure);
      return {
        kind: 'series',
        series: seriesLetter(i),
        segment,
        labels,
        values: intervals.map(({ from }) => (byStart.get(from) ?? { value: nothing }).value),
        overall: all ? all.value : nothing,
        events: all?.events ?? 0,
        units: all?.units ?? 0,
        withoutValue: all?.without_value ?? 0,
      };
    });
    return [...lines, ...formulaLines(spec.formulas, lines)];
  });
}
