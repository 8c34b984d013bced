import type { Condition } from '@cusp/engine/define/language/ast.ts';
import { fits } from './fits.ts';
import { conditionAt, type GroupCondition, isGroup, isInside, type Path, pathOf, ROOT } from './path.ts';

/** The conditions of a cohort that is being written; undefined while there is none yet. A group may hold a single part meanwhile. */
export type Tree = Condition | undefined;

/** A place between the parts of a group. Of a root that is no group: before (0) or after (1) it. */
export interface Gap {
  readonly group: Path;
  readonly index: number;
}

/**
 * Each edit gives a new tree, in which whatever it did not touch is the same object. An edit that has no meaning there, or that would exceed what
 * a definition may hold, gives the tree as it was.
 */
export function replaced(root: Tree, path: Path, condition: Condition): Tree {
  return fitting(
    root,
    changedAt(root, path, () => condition),
  );
}

/** Takes a condition out, and with it a `not` or a group that would be left empty. An inner group of one part becomes that part. */
export function removed(root: Tree, path: Path): Tree {
  return settled(
    changedAt(root, path, () => undefined),
    path.slice(0, -1),
  );
}

/** Puts a condition into a gap. */
export function inserted(root: Tree, gap: Gap, condition: Condition): Tree {
  return fitting(root, withInserted(root, gap, condition));
}

/** Puts a copy of a condition right behind it. */
export function duplicated(root: Tree, path: Path): Tree {
  const condition = conditionAt(root, path);
  const gap = gapAfter(root, path);
  return condition && gap ? inserted(root, gap, structuredClone(condition)) : root;
}

/** Puts a condition into a group of its own. */
export function wrapped(root: Tree, path: Path, kind: GroupCondition['kind']): Tree {
  return fitting(
    root,
    changedAt(root, path, (condition) => ({ kind, conditions: [condition] })),
  );
}

/** Puts the parts of an inner group in its place, where that says the same: in a group of its own kind, or when it has one part. */
export function unwrapped(root: Tree, path: Path): Tree {
  const group = conditionAt(root, path);
  if (group === undefined || !isGroup(group)) return root;
  const [only, ...others] = group.conditions;
  if (only !== undefined && others.length === 0) return changedAt(root, path, () => only);
  const at = path.at(-1);
  const parent = conditionAt(root, path.slice(0, -1));
  if (at === undefined || parent?.kind !== group.kind) return root;
  return changedAt(root, path.slice(0, -1), () => ({
    kind: group.kind,
    conditions: parent.conditions.toSpliced(at, 1, ...group.conditions),
  }));
}

/** Makes a condition its opposite: puts `not` in front of it, or takes it away. */
export function negated(root: Tree, path: Path): Tree {
  return fitting(
    root,
    changedAt(root, path, (condition) =>
      condition.kind === 'not' ? condition.condition : { kind: 'not', condition },
    ),
  );
}

/** All of a group's parts, or any of them. */
export function connected(root: Tree, path: Path, kind: GroupCondition['kind']): Tree {
  return changedAt(root, path, (condition) =>
    isGroup(condition) ? { kind, conditions: condition.conditions } : condition,
  );
}

/** Takes a condition from its place into a gap, which is named as the tree is before. Into itself nothing can go. */
export function moved(root: Tree, from: Path, to: Gap): Tree {
  const condition = conditionAt(root, from);
  if (root === undefined || condition === undefined || isInside(to.group, from)) return root;
  // A stand-in keeps all places as they are until the condition has arrived.
  const standIn: Condition = { kind: 'first-seen', window: { kind: 'ever' } };
  const held = withInserted(
    changedAt(root, from, () => standIn),
    to,
    condition,
  );
  const left = held && pathOf(held, standIn);
  if (left === undefined) return root;
  return fitting(root, removed(held, left));
}

/** Where a condition that stands beside another would go: right behind it. */
export function gapAfter(root: Tree, path: Path): Gap | undefined {
  const at = path.at(-1);
  if (at === undefined) return root && { group: ROOT, index: 1 };
  const group = path.slice(0, -1);
  const parent = conditionAt(root, group);
  if (parent?.kind === 'not') return gapAfter(root, group);
  return parent && { group, index: at + 1 };
}

function withInserted(root: Tree, { group, index }: Gap, condition: Condition): Tree {
  if (root === undefined) return condition;
  return changedAt(root, group, (target) => {
    if (isGroup(target)) return { ...target, conditions: target.conditions.toSpliced(index, 0, condition) };
    return { kind: 'all', conditions: index === 0 ? [condition, target] : [target, condition] };
  });
}

function changedAt(root: Tree, path: Path, change: (condition: Condition) => Tree): Tree {
  if (root === undefined) return undefined;
  const [step, ...rest] = path;
  if (step === undefined) return change(root);
  if (root.kind === 'not') {
    const condition = changedAt(root.condition, rest, change);
    return condition === root.condition ? root : condition && { kind: 'not', condition };
  }
  if (!isGroup(root)) return root;
  const part = root.conditions[step];
  const made = changedAt(part, rest, change);
  if (part === undefined || made === part) return root;
  const conditions =
    made === undefined ? root.conditions.toSpliced(step, 1) : root.conditions.with(step, made);
  return conditions.length === 0 ? undefined : { kind: root.kind, conditions };
}

/** After something was taken out of the group at a path: a group inside another that has one part left becomes that part. */
function settled(root: Tree, path: Path): Tree {
  if (path.length === 0) return root;
  const group = conditionAt(root, path);
  const [only, ...others] = group !== undefined && isGroup(group) ? group.conditions : [];
  return only === undefined || others.length > 0 ? root : changedAt(root, path, () => only);
}

function fitting(before: Tree, after: Tree): Tree {
  return after === undefined || fits(after) ? after : before;
}
