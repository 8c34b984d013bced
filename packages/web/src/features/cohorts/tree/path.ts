import type { Condition } from '@cusp/engine/define/language/ast.ts';

/** Where a condition stands in a tree: from the root on, the number of each part; the one part of a `not` is 0. */
export type Path = readonly number[];

export const ROOT: Path = [];

export type GroupCondition = Extract<Condition, { readonly kind: 'all' | 'any' }>;

export function isGroup(condition: Condition): condition is GroupCondition {
  return condition.kind === 'all' || condition.kind === 'any';
}

/** The conditions that one is made of; of a clause none. */
export function partsOf(condition: Condition): readonly Condition[] {
  if (condition.kind === 'not') return [condition.condition];
  return isGroup(condition) ? condition.conditions : [];
}

/** The condition at a path; undefined where there is none. */
export function conditionAt(root: Condition | undefined, path: Path): Condition | undefined {
  return path.reduce<Condition | undefined>((at, step) => at && partsOf(at)[step], root);
}

/** Where a condition stands, found as the very object that it is. */
export function pathOf(root: Condition | undefined, wanted: Condition): Path | undefined {
  if (root === undefined) return undefined;
  if (root === wanted) return ROOT;
  for (const [step, part] of partsOf(root).entries()) {
    const found = pathOf(part, wanted);
    if (found !== undefined) return [step, ...found];
  }
  return undefined;
}

/** The path as the engine writes it, such as `where.conditions.1.condition`. */
export function enginePath(root: Condition | undefined, path: Path): string {
  let at = root;
  let written = 'where';
  for (const step of path) {
    written += at?.kind === 'not' ? '.condition' : `.conditions.${step}`;
    at = at && partsOf(at)[step];
  }
  return written;
}

export function isInside(path: Path, outer: Path): boolean {
  return outer.length <= path.length && outer.every((step, i) => step === path[i]);
}

export function isSamePath(a: Path, b: Path): boolean {
  return a.length === b.length && isInside(a, b);
}
