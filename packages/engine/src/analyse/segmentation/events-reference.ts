import { plainSpan } from '../../define/language/window.ts';
import { propertyAt } from '../../define/reference/histories.ts';
import { selects } from '../../define/selector/event-selector.ts';
import { labelsOf, NONE } from '../../define/selector/labels.ts';
import type { History, HistoryEvent } from '../../model/history.ts';
import { accountKey } from '../../model/key.ts';
import type { PropertyValue } from '../../model/property-value.ts';
import type { Instant } from '../../model/time.ts';
import { quantile } from '../../util/statistics/quantile.ts';
import { seriesLetter } from './formula.ts';
import { formulaLines } from './formula-lines.ts';
import { intervalsOf } from './intervals.ts';
import type { EventsAnswer, Line, Series } from './result.ts';
import { type EventsSpec, type Measure, seriesOfSpec } from './spec.ts';
import { OTHER, valueLabel } from './value-label.ts';

/** An event, under each of the series that select it and each of the segments that its unit is in. */
interface Row {
  readonly unit: string;
  readonly event: HistoryEvent;
  readonly series: number;
  readonly segment: number;
}

/**
 * What series of events over time mean. `histories` are of the units to look at; `accounts` of all accounts, for properties of
 * theirs; `segmentsOf` the places of a unit's segments. A window of all time has the intervals from the first selected event to the last.
 */
export function eventsReference(
  spec: EventsSpec,
  histories: Iterable<History>,
  accounts: ReadonlyMap<string, History>,
  asOf: Instant,
  projectZone: string,
  segmentsOf: (unit: string) => readonly number[] = () => [0],
): EventsAnswer {
  const span = plainSpan(spec.window, asOf);
  const timeZone = spec.timeZone ?? projectZone;
  const allSeries = seriesOfSpec(spec);
  const rows: Row[] = [...histories].flatMap((history) =>
    history.events
      .filter((event) => event.time > span.after && event.time <= span.until)
      .flatMap((event) =>
        allSeries.flatMap(({ event: selector }, series) =>
          selects(event, selector)
            ? segmentsOf(history.id).map((segment) => ({ unit: history.id, event, series, segment }))
            : [],
        ),
      ),
  );
  const times = rows.map((row) => row.event.time);
  const covered =
    spec.window.kind === 'ever' ? { after: Math.min(...times) - 1, until: Math.max(...times) } : span;
  const intervals = intervalsOf({ ...spec, timeZone }, covered, span, asOf);

  const groups = new Map<string, { labels: readonly string[]; rows: Row[] }>();
  for (const row of rows) {
    for (const labels of combinations(spec.breakdown.map((by) => labelsOf(valueBy(row, by))))) {
      const group = groups.get(JSON.stringify(labels)) ?? { labels, rows: [] };
      group.rows.push(row);
      groups.set(JSON.stringify(labels), group);
    }
  }
  const ranked = [...groups.values()].sort(
    (a, b) =>
      unitsOf(b.rows) - unitsOf(a.rows) || b.rows.length - a.rows.length || byLabels(a.labels, b.labels),
  );
  const shown = ranked.slice(0, spec.limit).flatMap((group) => linesOf(group.rows, group.labels));
  const rest = ranked.slice(spec.limit).flatMap((group) => group.rows);
  const others = spec.breakdown.map(() => OTHER);
  const isSplit = spec.breakdown.length > 0;
  const totals = linesOf(rows, []);
  return {
    of: 'events',
    asOf,
    timeZone,
    intervals,
    total: totals[0] as Series,
    totals,
    series: isSplit ? [...shown, ...(rest.length > 0 ? linesOf(rest, others) : [])] : [],
    others: isSplit ? Math.max(0, ranked.length - spec.limit) : 0,
  };

  function linesOf(of: readonly Row[], labels: readonly string[]): Line[] {
    const names = spec.segments?.map(({ name }) => name) ?? [null];
    return names.flatMap((name, segment) => {
      const lines = allSeries.map((_, series) =>
        seriesOf(
          of.filter((row) => row.segment === segment && row.series === series),
          labels,
          series,
          name,
        ),
      );
      return [...lines, ...formulaLines(spec.formulas, lines)];
    });
  }

  function valueBy(
    row: Row,
    { scope, property }: EventsSpec['breakdown'][number],
  ): PropertyValue | undefined {
    if (scope === 'event') return row.event.properties[property];
    if (scope === 'user') return row.event.userProperties[property];
    const [first] = row.event.accounts;
    const id = spec.unit === 'account' ? row.unit : first === undefined ? '' : accountKey(first);
    const account = accounts.get(id);
    return account && propertyAt(account, property, row.event.time);
  }

  function seriesOf(
    of: readonly Row[],
    labels: readonly string[],
    series: number,
    segment: string | null,
  ): Series {
    const measure = allSeries[series]?.measure ?? spec.measure;
    return {
      kind: 'series',
      series: seriesLetter(series),
      segment,
      labels: labels.map(valueLabel),
      values: intervals.map(({ from, to }) =>
        measureOf(
          measure,
          of.filter(({ event }) => event.time >= from && event.time < to),
        ),
      ),
      overall: measureOf(measure, of),
      events: of.length,
      units: unitsOf(of),
      withoutValue: of.filter((row) => lacks(row.event, measure)).length,
    };
  }
}

function combinations(lists: readonly (readonly string[])[]): string[][] {
  return lists.reduce<string[][]>(
    (made, list) => made.flatMap((one) => list.map((label) => [...one, label])),
    [[]],
  );
}

function byLabels(a: readonly string[], b: readonly string[]): number {
  for (const [i, label] of a.entries()) {
    const order = Buffer.compare(Buffer.from(label), Buffer.from(b[i] ?? ''));
    if (order !== 0) return order;
  }
  return 0;
}

function unitsOf(rows: readonly Row[]): number {
  return new Set(rows.map((row) => row.unit)).size;
}

type PropertyMeasure = Extract<Measure, { readonly property: string }>;

function propertyOf(event: HistoryEvent, { scope, property }: PropertyMeasure): PropertyValue | undefined {
  return (scope === 'event' ? event.properties : event.userProperties)[property];
}

function numberOf(event: HistoryEvent, measure: PropertyMeasure): number | undefined {
  const value = propertyOf(event, measure);
  return typeof value === 'number' ? value : undefined;
}

function distinctOf(event: HistoryEvent, measure: PropertyMeasure): readonly string[] {
  return labelsOf(propertyOf(event, measure)).filter((label) => label !== NONE);
}

function lacks(event: HistoryEvent, measure: Measure): boolean {
  if (!('property' in measure)) return false;
  return measure.kind === 'distinct'
    ? distinctOf(event, measure).length === 0
    : numberOf(event, measure) === undefined;
}

function measureOf(measure: Measure, rows: readonly Row[]): number | null {
  if (!('property' in measure)) {
    if (measure.kind === 'uniques') return unitsOf(rows);
    if (measure.kind === 'totals') return rows.length;
    return rows.length === 0 ? null : rows.length / unitsOf(rows);
  }
  if (measure.kind === 'distinct') return new Set(rows.flatMap((row) => distinctOf(row.event, measure))).size;
  const numbers = rows.map((row) => numberOf(row.event, measure)).filter((value) => value !== undefined);
  const sum = numbers.reduce((total, value) => total + value, 0);
  if (measure.kind === 'sum') return sum;
  if (numbers.length === 0) return null;
  if (measure.kind === 'percentile') return quantile(numbers, measure.percentile / 100);
  if (measure.kind === 'mean') return sum / numbers.length;
  return measure.kind === 'min' ? Math.min(...numbers) : Math.max(...numbers);
}
