import { int128, nanounits, nanounitsSql } from '../../define/clauses/event-aggregate/nanounits.ts';
import { numbersOf } from '../../define/clauses/event-aggregate/sql.ts';
import { localTimeSql } from '../../define/compile/local-time-sql.ts';
import { type MembersContext, membersSql } from '../../define/compile/members.ts';
import { windowTimeline } from '../../define/compile/window-timeline.ts';
import type { CohortDefinition } from '../../define/language/ast.ts';
import { plainSpan } from '../../define/language/window.ts';
import { jsonValue } from '../../define/selector/compare-sql.ts';
import { selectorSql } from '../../define/selector/event-selector.ts';
import { labelsSql } from '../../define/selector/labels.ts';
import { DAY_MS, type Instant } from '../../model/time.ts';
import { joinSql, type Sql, sql } from '../../store/sql/fragment.ts';
import { param } from '../../store/sql/parameter.ts';
import { unreachable } from '../../util/assert.ts';
import { FIRST_ACCOUNT, withAccountProperty } from '../scope/account-property.ts';
import { OTHER } from '../segmentation/value-label.ts';
import type { FrequencySpec } from './spec.ts';

/** What a question is asked over, with its cohort looked up. */
export interface FrequencyScope extends MembersContext {
  readonly cohort: CohortDefinition | undefined;
  readonly membersAsOf: Instant;
  readonly timeZone: string;
}

const COLUMNS = { event: 'properties', user: 'user_properties' } as const;

/** How often each unit did it: `label` (''), `times`, `value` and `lacking`, the events without a number. Of a cohort each member, also who did not. */
export function unitsSql(spec: FrequencySpec, scope: FrequencyScope): Sql {
  const did = sql`SELECT unit, count() AS times, ${valueSql(spec, scope)} AS value, ${lackingSql(spec)} AS lacking
    FROM (${eventsSql({ ...spec, breakdown: undefined }, scope)}) GROUP BY unit`;
  if (scope.cohort === undefined) return sql`SELECT '' AS label, times, value, lacking FROM (${did})`;
  return sql`SELECT '' AS label, did.times AS times, did.value AS value, did.lacking AS lacking
    FROM (${membersOf(scope.cohort, scope)}) AS members LEFT ANY JOIN (${did}) AS did ON members.unit = did.unit`;
}

/** The same for each of the `shown` labels, and for the others together: of the units that did it with this value. */
export function labelledUnitsSql(spec: FrequencySpec, scope: FrequencyScope, shown: readonly string[]): Sql {
  // An event with several of the others is one event of theirs.
  const labels = sql`arrayDistinct(arrayMap(x -> if(has(${param.strings(shown)}, x), x, ${param.string(OTHER)}), labels))`;
  return sql`SELECT arrayJoin(${labels}) AS label, unit, count() AS times, ${valueSql(spec, scope)} AS value, ${lackingSql(spec)} AS lacking
    FROM (${membersOnly(eventsSql(spec, scope), scope)}) GROUP BY label, unit`;
}

/** The values with most units: `label`, and `labels`, how many values there are. */
export function labelsRankedSql(spec: FrequencySpec, scope: FrequencyScope): Sql {
  return sql`SELECT label, toFloat64(count() OVER ()) AS labels
    FROM (
      SELECT arrayJoin(labels) AS label, uniqExact(unit) AS units, count() AS events
      FROM (${membersOnly(eventsSql(spec, scope), scope)}) GROUP BY label
    )
    ORDER BY units DESC, events DESC, label LIMIT ${param.int(spec.limit)}`;
}

/**
 * One row for each label of such units: `units`, `did`, `events`, `without_value`, `mean`, `quantiles` (5, 50, 90 and 95%), `lowest`, `highest`, and
 * how many units, `units_at`, have how many of the bounds at or below their value, `places`.
 */
export function distributionSql(
  units: Sql,
  { measure }: Pick<FrequencySpec, 'measure'>,
  bounds: readonly number[],
): Sql {
  const isSum = measure.kind === 'sum';
  const exact = isSum
    ? sql`CAST([${joinSql(
        bounds.map((bound) => int128(nanounits(bound))),
        ', ',
      )}], 'Array(Int128)')`
    : param.ints(bounds);
  const scale = isSum ? sql`1e9` : sql`1`;
  return sql`SELECT label, toFloat64(count()) AS units, toFloat64(countIf(times > 0)) AS did, toFloat64(sum(times)) AS events,
      toFloat64(sum(lacking)) AS without_value, toFloat64(sum(value)) / ${scale} / units AS mean,
      quantilesExactInclusive(0.05, 0.5, 0.9, 0.95)(number) AS quantiles, min(number) AS lowest, max(number) AS highest,
      sumMap([place], [toUInt64(1)]) AS by_place,
      arrayMap(each -> toFloat64(each), by_place.1) AS places, arrayMap(each -> toFloat64(each), by_place.2) AS units_at
    FROM (
      SELECT label, times, value, lacking, toFloat64(value) / ${scale} AS number, toUInt32(arrayCount(x -> value >= x, ${exact})) AS place
      FROM (${units})
    )
    GROUP BY label`;
}

/** The selected events of the window: `unit`, `t`; of a sum `numbers`; of a breakdown `labels`. */
function eventsSql(spec: FrequencySpec, scope: FrequencyScope): Sql {
  const { measure, breakdown, unit } = spec;
  const columns: Sql[] = [];
  if (measure.kind === 'sum')
    columns.push(sql`${numbersOf(jsonValue(COLUMNS[measure.scope], measure.property))} AS numbers`);
  if (breakdown && breakdown.scope !== 'account')
    columns.push(sql`${labelsSql(jsonValue(COLUMNS[breakdown.scope], breakdown.property))} AS labels`);
  if (breakdown?.scope === 'account' && unit === 'user') columns.push(FIRST_ACCOUNT);
  const rows = windowTimeline(spec.window, selectorSql(spec.event), { ...scope, unit }, columns);
  if (breakdown?.scope !== 'account') return rows;
  return withAccountProperty(rows, {
    ...scope,
    unit,
    property: breakdown.property,
    until: scope.asOf,
    name: sql`labels`,
    of: labelsSql,
  });
}

function membersOnly(rows: Sql, scope: FrequencyScope): Sql {
  return scope.cohort ? sql`SELECT * FROM (${rows}) WHERE unit IN (${membersOf(scope.cohort, scope)})` : rows;
}

function membersOf(cohort: CohortDefinition, scope: FrequencyScope): Sql {
  return membersSql(cohort, { ...scope, asOf: scope.membersAsOf });
}

/** The measure of a unit's events: a whole number, of sums in billionths, so that it is the same in any order. */
function valueSql({ measure, window }: FrequencySpec, { asOf, timeZone }: FrequencyScope): Sql {
  switch (measure.kind) {
    case 'times':
      return sql`count()`;
    case 'active-days': {
      const { after, until } = plainSpan(window, asOf);
      return sql`uniqExact(intDiv(${localTimeSql(timeZone, after, until)}, ${param.int(DAY_MS)}))`;
    }
    case 'sum':
      return sql`sumArray(${nanounitsSql(sql`numbers`)})`;
    default:
      return unreachable(measure);
  }
}

function lackingSql({ measure }: FrequencySpec): Sql {
  return measure.kind === 'sum' ? sql`countIf(empty(numbers))` : sql`toUInt64(0)`;
}
