import type { ClauseNode, Condition } from '@cusp/engine/define/language/ast.ts';
import { enginePath, isGroup, type Path, partsOf } from './path.ts';

export interface Leaf {
  readonly clause: ClauseNode;
  readonly path: Path;
  /** As the engine writes it. */
  readonly place: string;
}

/** Every clause of a tree in the order in which it is read. */
export function leavesOf(root: Condition | undefined): readonly Leaf[] {
  if (root === undefined) return [];
  const found: Leaf[] = [];
  const walk = (condition: Condition, path: Path): void => {
    if (!isGroup(condition) && condition.kind !== 'not') {
      found.push({ clause: condition, path, place: enginePath(root, path) });
      return;
    }
    for (const [step, part] of partsOf(condition).entries()) walk(part, [...path, step]);
  };
  walk(root, []);
  return found;
}
