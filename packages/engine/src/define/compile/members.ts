import type { Instant } from '../../model/time.ts';
import type { IdentityOverlay, Unit } from '../../store/clickhouse/timeline.ts';
import type { Sql } from '../../store/sql/fragment.ts';
import type { CohortLookup, SqlContext } from '../clauses/define-clause.ts';
import { clauseOf } from '../clauses/registry.ts';
import { assertReferences } from '../cohorts/references.ts';
import type { CohortDefinition, Condition } from '../language/ast.ts';
import { unitsIn } from './known-units.ts';
import { complement, intersection, type UnitSet, union } from './unit-set.ts';

export interface MembersContext {
  readonly project: string;
  readonly overlay: IdentityOverlay;
  readonly asOf: Instant;
  readonly cohorts: CohortLookup;
  /** The whole columns of `sequence_events`, for a question that would read there; none when left out. */
  readonly sequenceColumns?: ReadonlySet<string> | undefined;
}

/**
 * Who is a member as of an instant: a SELECT with one column `unit` (UInt64 key), each key once, in no order.
 * Throws a ProblemError (422) when the definition names cohorts that are not there, are of another unit, or form a ring.
 */
export function membersSql(definition: CohortDefinition, context: MembersContext): Sql {
  assertReferences(definition, context.cohorts);
  const { unit } = definition;
  return unitsIn(unitSet(definition.where, unit, context), { ...context, unit });
}

function unitSet(where: Condition, unit: Unit, context: MembersContext): UnitSet {
  const clauseContext: SqlContext = { ...context, unit, members };
  return members(where);

  function members(condition: Condition): UnitSet {
    switch (condition.kind) {
      case 'all':
        return intersection(condition.conditions.map(members));
      case 'any':
        return union(condition.conditions.map(members));
      case 'not':
        return complement(members(condition.condition));
      default:
        return clauseOf(condition).sql(condition, clauseContext);
    }
  }
}
