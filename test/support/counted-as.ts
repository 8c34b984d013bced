import type { ClauseNode } from '../../packages/engine/src/define/language/ast.ts';

/**
 * Is `value` what a clause counts, or with `orMore` at least that? Out of what the reference says of the same clause with other numbers to
 * compare with. Undefined: the clause counts nothing.
 */
export function isCountedAs(
  clause: ClauseNode,
  value: number,
  orMore: boolean,
  holds: (clause: ClauseNode) => boolean,
): boolean | undefined {
  const isAtLeast = atLeast(clause);
  if (isAtLeast === undefined) return undefined;
  return (value === 0 || holds(isAtLeast(value))) && (orMore || !holds(isAtLeast(value + 1)));
}

function atLeast(clause: ClauseNode): ((count: number) => ClauseNode) | undefined {
  switch (clause.kind) {
    case 'event-count':
      return (count) => ({ ...clause, op: 'at-least', count });
    case 'active-days':
      return (days) => ({ ...clause, op: 'at-least', days });
    case 'event-aggregate':
      return clause.aggregate === 'distinct' ? (value) => ({ ...clause, op: 'at-least', value }) : undefined;
    default:
      return undefined;
  }
}
