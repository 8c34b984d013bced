import { allOf, type Sql, sql, unsafeSql } from '../../../store/sql/fragment.ts';
import { param } from '../../../store/sql/parameter.ts';
import { unreachable } from '../../../util/assert.ts';
import { everyoneBut, type UnitSet, unitsOf } from '../../compile/unit-set.ts';
import { windowTimeline } from '../../compile/window-timeline.ts';
import { jsonValue, type ValueSql } from '../../selector/compare-sql.ts';
import { selectorSql } from '../../selector/event-selector.ts';
import type { SqlContext } from '../define-clause.ts';
import { compares } from './compare-aggregate.ts';
import { int128, nanounits, nanounitsSql } from './nanounits.ts';
import type { EventAggregateClause, NumberComparison } from './schema.ts';

const OPERATORS: Readonly<Record<NumberComparison, string>> = {
  is: '=',
  'is-not': '!=',
  greater: '>',
  'at-least': '>=',
  less: '<',
  'at-most': '<=',
};

/** One pass over the selector's events. Where nothing at all passes the comparison, those who fail it are left out of everyone. */
export function eventAggregateSql(clause: EventAggregateClause, context: SqlContext): UnitSet {
  const { scope, property, aggregate, op, value } = clause;
  const carried = jsonValue(scope === 'event' ? 'properties' : 'user_properties', property);
  const columns = aggregate === 'distinct' ? scalars(carried) : [sql`${numbersOf(carried)} AS numbers`];
  const rows = windowTimeline(clause.window, selectorSql(clause.event), context, columns);
  const holds = holdsSql(clause);
  const having = (condition: Sql): Sql => sql`SELECT unit FROM (${rows}) GROUP BY unit HAVING ${condition}`;
  const isZeroOfNone = aggregate === 'sum' || aggregate === 'distinct';
  return isZeroOfNone && compares(0, op, value)
    ? everyoneBut(having(sql`NOT (${holds})`))
    : unitsOf(having(holds));
}

function holdsSql({ aggregate, op, value }: EventAggregateClause): Sql {
  const operator = unsafeSql(OPERATORS[op]);
  const sum = sql`sumArray(${nanounitsSql(sql`numbers`)})`;
  const count = sql`sum(length(numbers))`;
  const hasSome = sql`${count} > 0`;
  switch (aggregate) {
    case 'sum':
      return sql`${sum} ${operator} ${int128(nanounits(value))}`;
    case 'average':
      return allOf([hasSome, sql`${sum} ${operator} ${int128(nanounits(value))} * toInt128(${count})`]);
    case 'minimum':
      return allOf([hasSome, sql`minArray(numbers) ${operator} ${param.float(value)}`]);
    case 'maximum':
      return allOf([hasSome, sql`maxArray(numbers) ${operator} ${param.float(value)}`]);
    case 'distinct':
      return sql`toFloat64(uniqExactArray(texts) + uniqExactArray(numbers) + uniqExactArray(bools)) ${operator} ${param.float(value)}`;
    default:
      return unreachable(aggregate);
  }
}

/** The elements of each type: equal ones are of one type. */
function scalars(value: ValueSql): readonly Sql[] {
  return [
    sql`${all(value.text, value.texts)} AS texts`,
    sql`${numbersOf(value)} AS numbers`,
    sql`${all(value.bool, value.bools)} AS bools`,
  ];
}

/** The numbers of a value: itself, or those of a list. */
export function numbersOf(value: ValueSql): Sql {
  return all(value.number, value.numbers);
}

function all(one: Sql, list: Sql): Sql {
  return sql`arrayConcat(if(isNull(${one}), [], [assumeNotNull(${one})]), arrayMap(x -> assumeNotNull(x), ${list}))`;
}
