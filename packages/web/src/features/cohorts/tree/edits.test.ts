import type { Condition } from '@cusp/engine/define/language/ast.ts';
import { checkCohort } from '@cusp/engine/define/language/check.ts';
import { parseCohort } from '@cusp/engine/define/language/parse.ts';
import { printCohort } from '@cusp/engine/define/language/print.ts';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { arbitraryDefinition } from '../../../../../../test/support/arbitrary-definition.ts';
import { clauseEditors } from '../clauses/registry.ts';
import {
  connected,
  duplicated,
  gapAfter,
  inserted,
  moved,
  negated,
  removed,
  replaced,
  type Tree,
  unwrapped,
  wrapped,
} from './edits.ts';
import { gapsOf, isIdle, movedBy, movedTo } from './gaps.ts';
import { leavesOf } from './leaves.ts';
import { conditionAt, type Path, partsOf, ROOT } from './path.ts';

/** The tree of a text's conditions. */
function tree(text: string): Condition {
  const read = parseCohort(`users who ${text}`);
  if (!read.ok) throw new Error(read.problems[0]?.message);
  return read.value.where;
}

/** A tree as its conditions on one line; `-` for none. */
function text(root: Tree): string {
  if (root === undefined) return '-';
  const read = checkCohort({ unit: 'user', where: root });
  if (!read.ok) throw new Error(read.problems[0]?.message);
  return printCohort(read.value)
    .replace(/^users who\s+/, '')
    .replaceAll(/\s+/g, ' ');
}

const [a, b, c, d] = ['did a', 'did b', 'did c', 'did d'].map(tree) as [
  Condition,
  Condition,
  Condition,
  Condition,
];

describe('edits of a definition', () => {
  it('puts conditions into gaps, and a group around a single one', () => {
    expect(text(inserted(undefined, { group: ROOT, index: 0 }, a))).toBe('did a');
    expect(text(inserted(a, { group: ROOT, index: 1 }, b))).toBe('did a and did b');
    expect(text(inserted(a, { group: ROOT, index: 0 }, b))).toBe('did b and did a');
    const either: Condition = { kind: 'any', conditions: [a, b] };
    expect(text(inserted(either, { group: ROOT, index: 1 }, c))).toBe('did a or did c or did b');
  });

  it('takes conditions out with the `not` and the group that would be left empty', () => {
    const root = tree('did a and (did b or not did c) and not (did d or did e)');
    expect(text(removed(root, [0]))).toBe('(did b or did not do c) and not (did d or did e)');
    expect(text(removed(root, [1, 1, 0]))).toBe('did a and did b and not (did d or did e)');
    expect(text(removed(root, [2, 0, 1]))).toBe('did a and (did b or did not do c) and did not do d');
    expect(removed(a, ROOT)).toBeUndefined();
    expect(removed({ kind: 'not', condition: a }, [0])).toBeUndefined();
    expect(removed({ kind: 'all', conditions: [a] }, [0])).toBeUndefined();
  });

  it('wraps, negates, connects, duplicates', () => {
    const root = tree('did a and did b');
    expect(wrapped(root, [1], 'any')).toEqual({
      kind: 'all',
      conditions: [a, { kind: 'any', conditions: [b] }],
    });
    expect(unwrapped(wrapped(root, [1], 'any'), [1])).toEqual(root);
    expect(text(unwrapped(tree('did a and (did b and did c)'), [1]))).toBe('did a and did b and did c');
    expect(text(unwrapped(tree('did a and (did b or did c)'), [1]))).toBe('did a and (did b or did c)');
    expect(text(negated(root, [1]))).toBe('did a and did not do b');
    expect(negated(negated(root, [1]), [1])).toEqual(root);
    expect(text(connected(root, ROOT, 'any'))).toBe('did a or did b');
    expect(text(duplicated(root, [0]))).toBe('did a and did a and did b');
    expect(text(duplicated(a, ROOT))).toBe('did a and did a');
    expect(text(replaced(root, [1], d))).toBe('did a and did d');
  });

  it('moves in a group, into one, out of one, and never into itself', () => {
    const root = tree('did a and (did b or did c) and did d');
    expect(text(moved(root, [0], { group: ROOT, index: 3 }))).toBe('(did b or did c) and did d and did a');
    expect(text(moved(root, [0], { group: [1], index: 1 }))).toBe('(did b or did a or did c) and did d');
    expect(text(moved(root, [1, 0], { group: ROOT, index: 0 }))).toBe('did b and did a and did c and did d');
    expect(moved(root, [1], { group: [1], index: 0 })).toBe(root);
  });

  it('goes up and down as it is read, into groups and out of them, with the keyboard alone', () => {
    let root: Tree = tree('did a and (did b or did c) and did d');
    let path: Path = [0];
    const seen: string[] = [];
    for (;;) {
      const next = movedBy(root, path, 'down');
      if (!next) break;
      ({ tree: root, path } = next);
      seen.push(text(root));
    }
    expect(seen).toEqual([
      '(did a or did b or did c) and did d',
      '(did b or did a or did c) and did d',
      '(did b or did c or did a) and did d',
      '(did b or did c) and did a and did d',
      '(did b or did c) and did d and did a',
    ]);
    expect(conditionAt(root, path)).toEqual(a);
    const back = movedBy(root, path, 'up');
    expect(back && text(back.tree)).toBe(seen[3]);
  });

  it('leaves a tree as it is where a place means nothing', () => {
    const root = tree('did a and did b');
    expect(removed(root, [7])).toBe(root);
    expect(negated(root, [0, 0])).toBe(root);
    expect(duplicated(root, [4])).toBe(root);
    expect(movedBy(root, [0], 'up')).toBeUndefined();
    expect(gapAfter(undefined, ROOT)).toBeUndefined();
  });

  it('keeps every definition valid, whatever is done to it, within what a definition may hold', () => {
    const kinds = Object.values(clauseEditors).map(({ example }) => exampleClause(example));
    fc.assert(
      fc.property(
        arbitraryDefinition(),
        fc.array(
          fc.record({ edit: fc.nat(8), at: fc.nat(), to: fc.nat(), isAny: fc.boolean(), kind: fc.nat() }),
          { maxLength: 12 },
        ),
        (definition, edits) => {
          let root: Tree = definition.where;
          for (const { edit, at, to, isAny, kind } of edits) {
            const before = root;
            const paths = everyPath(root);
            const path = paths[at % Math.max(1, paths.length)] ?? ROOT;
            const gaps = gapsOf(root);
            const gap = gaps[to % Math.max(1, gaps.length)] ?? { group: ROOT, index: to % 2 };
            const group = isAny ? 'any' : 'all';
            const clause = structuredClone(kinds[kind % kinds.length] ?? a);
            const leaves = leavesOf(before).length;
            switch (edit) {
              case 0:
                root = inserted(root, gap, clause);
                break;
              case 1:
                root = removed(root, path);
                break;
              case 2:
                root = duplicated(root, path);
                break;
              case 3:
                root = wrapped(root, path, group);
                break;
              case 4:
                root = negated(root, path);
                break;
              case 5: {
                const result = movedTo(root, path, gap);
                const condition = conditionAt(root, path);
                if (result && condition) {
                  expect(isIdle(path, gap)).toBe(false);
                  expect(conditionAt(result.tree, result.path)).toBe(condition);
                  root = result.tree;
                }
                expect(leavesOf(root)).toHaveLength(leaves);
                break;
              }
              case 6:
                root = connected(root, path, group);
                break;
              case 7:
                root = movedBy(root, path, isAny ? 'up' : 'down')?.tree ?? root;
                expect(leavesOf(root)).toHaveLength(leaves);
                break;
              default:
                root = unwrapped(root, path);
                expect(leavesOf(root)).toHaveLength(leaves);
            }
            if (root === undefined) {
              root = clause;
              continue;
            }
            const read = checkCohort({ unit: definition.unit, where: root });
            expect(read.ok ? [] : read.problems).toEqual([]);
          }
        },
      ),
      { numRuns: 300 },
    );
  });
});

function everyPath(root: Tree): readonly Path[] {
  if (root === undefined) return [];
  return [ROOT, ...partsOf(root).flatMap((part, i) => everyPath(part).map((path) => [i, ...path]))];
}

/** A whole clause of each kind: the one that its editor gives as an example. */
function exampleClause(example: string): Condition {
  return tree(
    example
      .replace(/\bhave (\w+) is "/, 'have $1 = "')
      .replace(/\bhad (\w+) is "/, 'had $1 = "')
      .replace(/ at least (\d+)% of/, ' >= $1% of')
      .replace(/ of amount at least /, ' of amount >= '),
  );
}
