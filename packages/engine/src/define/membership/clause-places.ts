import type { CohortLookup } from '../clauses/define-clause.ts';
import { clauseOf } from '../clauses/registry.ts';
import type { Condition } from '../language/ast.ts';
import { printClause } from '../language/print-clause.ts';

/** A clause that a transition keeps a value of. */
export interface ClausePlace {
  /** Where it stands, such as `where.conditions.1`; of a clause of a cohort that is named there, the place that names it. */
  readonly path: string;
  /** In the language's words. */
  readonly text: string;
  /** A number that is as high may have been higher: its trackers count no further. Undefined: they count everything. */
  readonly stopsAt: number | undefined;
}

/**
 * The clauses of a definition in the order in which transitions keep their values. Undefined when it names a cohort that is not
 * there any more.
 */
export function clausePlaces(where: Condition, cohorts: CohortLookup): readonly ClausePlace[] | undefined {
  const places: ClausePlace[] = [];
  return walk(where, 'where', false) ? places : undefined;

  function walk(condition: Condition, path: string, isNamed: boolean): boolean {
    const inner = (step: string): string => (isNamed ? path : `${path}.${step}`);
    switch (condition.kind) {
      case 'all':
      case 'any':
        return condition.conditions.every((part, i) => walk(part, inner(`conditions.${i}`), isNamed));
      case 'not':
        return walk(condition.condition, inner('condition'), isNamed);
      default: {
        const reading = clauseOf(condition).live;
        if (reading.kind === 'stand-in') {
          if (condition.kind === 'in-cohort' && !cohorts.definition(condition.cohort)) return false;
          return walk(reading.condition(condition, cohorts), path, true);
        }
        places.push({ path, text: printClause(condition), stopsAt: reading.stops?.at(condition) });
        return true;
      }
    }
  }
}
