import type { Problem } from '../../util/result.ts';
import type { ClauseNode, CohortDefinition } from '../language/ast.ts';
import { leafClauses } from '../language/leaf-clauses.ts';
import { printClause } from '../language/print-clause.ts';

/**
 * The live reading keeps one more instant, or one more distinct value, of each user than a clause compares with: the number is what
 * bounds its memory and its work for each event. What a sum, an average, a wait or a funnel keeps is
 * bounded by the user's events in the window.
 */
export const MAX_COUNT_KEPT = 100_000;
export const MAX_DISTINCT_KEPT = 10_000;

/** The clauses that would have to keep more of each user than is kept, each at the place of its number. */
export function stateProblems({ where }: CohortDefinition): readonly Problem[] {
  return leafClauses(where).flatMap(({ clause, path }) => {
    const found = kept(clause);
    if (found === undefined || found.number <= found.max) return [];
    const message = `\`${printClause(clause)}\` asks to keep ${found.number} ${found.what} of each user or account, and at most ${found.max} are kept: compare with a smaller number, or over a property that counts them`;
    return [{ code: 'too-much-to-keep', message, path: `${path}.${found.field}` }];
  });
}

function kept(clause: ClauseNode) {
  if (clause.kind === 'event-count')
    return { number: clause.count, max: MAX_COUNT_KEPT, what: 'events', field: 'count' };
  if (clause.kind === 'event-aggregate' && clause.aggregate === 'distinct')
    return { number: clause.value, max: MAX_DISTINCT_KEPT, what: 'distinct values', field: 'value' };
  return undefined;
}
