import { type Condition, conditionDepth, MAX_CLAUSES, MAX_DEPTH } from '@cusp/engine/define/language/ast.ts';
import { leavesOf } from './leaves.ts';

/** Is a tree within the depth and the number of conditions that a definition may have? */
export function fits(root: Condition): boolean {
  return conditionDepth(root) <= MAX_DEPTH && leavesOf(root).length <= MAX_CLAUSES;
}
