import { sql } from '../../../store/sql/fragment.ts';
import { param } from '../../../store/sql/parameter.ts';
import { must } from '../../../util/assert.ts';
import { unitsIn } from '../../compile/known-units.ts';
import { type UnitSet, unitsOf } from '../../compile/unit-set.ts';
import { windowTimeline } from '../../compile/window-timeline.ts';
import { selectorSql } from '../../selector/event-selector.ts';
import type { SqlContext } from '../define-clause.ts';
import type { TypicalCountClause } from './schema.ts';

/**
 * Everyone's counts, and beside them those of the members with 0 for who has none: the element at the nearest rank is a scalar of the
 * same statement. No member, no scalar: NULL, with which no comparison holds. Who has a count did it once at least.
 */
export function typicalCountSql(clause: TypicalCountClause, context: SqlContext): UnitSet {
  const { where } = must(context.cohorts.definition(clause.cohort), `cohort ${clause.cohort}`);
  const members = unitsIn(context.members(where), context);
  const rows = windowTimeline(clause.window, selectorSql(clause.event), context);
  const counts = sql`SELECT unit, count() AS done FROM (${rows}) GROUP BY unit`;
  const size = sql`length(groupArray(done))`;
  const rank = sql`intDiv(${param.int(clause.percentile)} * ${size} + 99, 100)`;
  return unitsOf(sql`SELECT unit FROM (${counts}) WHERE done >= (
    SELECT arrayElement(arraySort(groupArray(done)), ${rank}) FROM (${members}) AS members
    LEFT ANY JOIN (${counts}) AS counts USING (unit) HAVING ${size} > 0
  )`);
}
