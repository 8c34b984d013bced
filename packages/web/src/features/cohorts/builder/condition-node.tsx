import type { Condition } from '@cusp/engine/define/language/ast.ts';
import { isGroup, type Path } from '../tree/path.ts';
import { ClauseRow } from './clause-row.tsx';
import { GroupRow } from './group-row.tsx';

export interface ConditionNodeProps {
  readonly condition: Condition;
  readonly path: Path;
  /** What stands in front of it: the connective of its group from the second part on. */
  readonly connective: 'and' | 'or' | undefined;
}

/** One part of a definition: a sentence, or a group of them. A `not` is worked into the words of what it negates. */
export function ConditionNode({ condition, path, connective }: ConditionNodeProps) {
  const isNegated = condition.kind === 'not';
  const inner = isNegated ? condition.condition : condition;
  const own = isNegated ? [...path, 0] : path;
  const props = { path, own, isNegated, connective };
  if (isGroup(inner)) return <GroupRow group={inner} {...props} />;
  // Twice `not`: the outer one stands as a group of its own around the other.
  if (inner.kind === 'not') return <GroupRow group={inner} {...props} />;
  return <ClauseRow clause={inner} {...props} />;
}
