import type { Condition } from '@cusp/engine/define/language/ast.ts';
import { type Gap, moved, type Tree } from './edits.ts';
import { conditionAt, isGroup, isInside, isSamePath, type Path, partsOf, pathOf } from './path.ts';

/** Every gap of a tree, in the order in which it is read. */
export function gapsOf(root: Tree): readonly Gap[] {
  if (root === undefined) return [];
  const found: Gap[] = [];
  const walk = (condition: Condition, path: Path): void => {
    const parts = partsOf(condition);
    for (const [step, part] of parts.entries()) {
      if (isGroup(condition)) found.push({ group: path, index: step });
      walk(part, [...path, step]);
    }
    if (isGroup(condition)) found.push({ group: path, index: parts.length });
  };
  walk(root, []);
  return found;
}

/** Would a condition that goes into this gap stand where it stands, or inside itself? */
export function isIdle(from: Path, { group, index }: Gap): boolean {
  const own = from.at(-1);
  if (isInside(group, from)) return true;
  return own !== undefined && isSamePath(group, from.slice(0, -1)) && (index === own || index === own + 1);
}

export interface Moved {
  readonly tree: Tree;
  /** Where the condition stands now. */
  readonly path: Path;
}

/** Takes a condition one place up or down as it is read, into groups and out of them; undefined at either end. */
export function movedBy(root: Tree, from: Path, direction: 'up' | 'down'): Moved | undefined {
  const condition = conditionAt(root, from);
  const own = from.at(-1);
  if (condition === undefined || own === undefined) return undefined;
  const group = from.slice(0, -1);
  const gaps = gapsOf(root).filter((gap) => !isInside(gap.group, from));
  const here = gaps.findIndex((gap) => isSamePath(gap.group, group) && gap.index === own);
  if (here < 0) return undefined;
  const to = direction === 'up' ? gaps[here - 1] : gaps[here + 2];
  return to && movedTo(root, from, to);
}

/** Takes a condition into a gap, and tells where it stands then; undefined when nothing changes. */
export function movedTo(root: Tree, from: Path, to: Gap): Moved | undefined {
  const condition = conditionAt(root, from);
  if (condition === undefined || isIdle(from, to)) return undefined;
  const tree = moved(root, from, to);
  const path = tree && pathOf(tree, condition);
  return tree === root || path === undefined ? undefined : { tree, path };
}
