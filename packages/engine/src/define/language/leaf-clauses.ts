import type { ClauseNode, Condition } from './ast.ts';

export interface LeafClause {
  /** Where it stands, such as `where.conditions.1.condition`. */
  readonly path: string;
  readonly clause: ClauseNode;
}

/** The clauses of a condition in the order they are written, each with its place. */
export function leafClauses(condition: Condition, path = 'where'): readonly LeafClause[] {
  switch (condition.kind) {
    case 'all':
    case 'any':
      return condition.conditions.flatMap((part, i) => leafClauses(part, `${path}.conditions.${i}`));
    case 'not':
      return leafClauses(condition.condition, `${path}.condition`);
    default:
      return [{ path, clause: condition }];
  }
}
