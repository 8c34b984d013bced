import { plainSpan } from '../../define/language/window.ts';
import { propertyAt } from '../../define/reference/histories.ts';
import { selects } from '../../define/selector/event-selector.ts';
import type { History, HistoryEvent } from '../../model/history.ts';
import { accountKey } from '../../model/key.ts';
import type { PropertyValue } from '../../model/property-value.ts';
import type { Instant } from '../../model/time.ts';
import { quantile } from '../../util/statistics/quantile.ts';
import { intervalsOf } from './intervals.ts';
import type { EventsAnswer, Series } from './result.ts';
import type { EventsSpec, Measure } from './spec.ts';
import { labelsOf, OTHER, valueLabel } from './value-label.ts';

interface Row {
  readonly unit: string;
  readonly event: HistoryEvent;
}

/**
 * What a measure of events over time means. `histories` are of the units to look at; `accounts` of all accounts, for properties of
 * theirs. A window of all time has the intervals from the first selected event to the last.
 */
export function eventsReference(
  spec: EventsSpec,
  histories: Iterable<History>,
  accounts: ReadonlyMap<string, History>,
  asOf: Instant,
  timeZone: string,
): EventsAnswer {
  const span = plainSpan(spec.window, asOf);
  const rows: Row[] = [...histories].flatMap((history) =>
    history.events
      .filter((event) => event.time > span.after && event.time <= span.until && selects(event, spec.event))
      .map((event) => ({ unit: history.id, event })),
  );
  const times = rows.map((row) => row.event.time);
  const covered =
    spec.window.kind === 'ever' ? { after: Math.min(...times) - 1, until: Math.max(...times) } : span;
  const intervals = intervalsOf(spec.interval, covered, span, timeZone);
  const { measure } = spec;

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
  const shown = ranked.slice(0, spec.limit).map((group) => seriesOf(group.rows, group.labels));
  const rest = ranked.slice(spec.limit).flatMap((group) => group.rows);
  const others = spec.breakdown.map(() => OTHER);
  const isSplit = spec.breakdown.length > 0;
  return {
    of: 'events',
    asOf,
    intervals,
    total: seriesOf(rows, []),
    series: isSplit ? [...shown, ...(rest.length > 0 ? [seriesOf(rest, others)] : [])] : [],
    others: isSplit ? Math.max(0, ranked.length - spec.limit) : 0,
    withoutValue:
      'property' in measure ? rows.filter((row) => numberOf(row.event, measure) === undefined).length : 0,
  };

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

  function seriesOf(of: readonly Row[], labels: readonly string[]): Series {
    return {
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

type NumberMeasure = Extract<Measure, { readonly property: string }>;

function numberOf(event: HistoryEvent, { scope, property }: NumberMeasure): number | undefined {
  const value = (scope === 'event' ? event.properties : event.userProperties)[property];
  return typeof value === 'number' ? value : undefined;
}

function measureOf(measure: Measure, rows: readonly Row[]): number | null {
  if (!('property' in measure)) {
    if (measure.kind === 'uniques') return unitsOf(rows);
    if (measure.kind === 'totals') return rows.length;
    return rows.length === 0 ? null : rows.length / unitsOf(rows);
  }
  const numbers = rows.map((row) => numberOf(row.event, measure)).filter((value) => value !== undefined);
  const sum = numbers.reduce((total, value) => total + value, 0);
  if (measure.kind === 'sum') return sum;
  if (numbers.length === 0) return null;
  if (measure.kind === 'percentile') return quantile(numbers, measure.percentile / 100);
  if (measure.kind === 'mean') return sum / numbers.length;
  return measure.kind === 'min' ? Math.min(...numbers) : Math.max(...numbers);
}
