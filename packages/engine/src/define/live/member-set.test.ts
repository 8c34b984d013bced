import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type MemberSet, MemberTable } from './member-set.ts';

const step = fc.oneof(
  { weight: 1, arbitrary: fc.constant({ kind: 'add' as const }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('remove' as const), which: fc.nat(99) }) },
  {
    weight: 8,
    arbitrary: fc.record({
      kind: fc.constant('set' as const),
      which: fc.nat(99),
      index: fc.nat(3_000),
      isIn: fc.boolean(),
    }),
  },
);

describe('sets of members in one table', () => {
  it('do each what a Set does, however many there are and whichever go', () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 300 }), (steps) => {
        const table = new MemberTable();
        const sets: { ours: MemberSet; theirs: Set<number> }[] = [];
        // More than a word has bits for.
        for (let i = 0; i < 31; i += 1) sets.push({ ours: table.add(), theirs: new Set() });
        for (const each of steps) {
          if (each.kind === 'add') {
            sets.push({ ours: table.add(), theirs: new Set() });
            continue;
          }
          const at = each.which % sets.length;
          const set = sets[at];
          if (set === undefined) continue;
          if (each.kind === 'remove') {
            table.remove(set.ours);
            sets.splice(at, 1);
          } else {
            set.ours.set(each.index, each.isIn);
            if (each.isIn) set.theirs.add(each.index);
            else set.theirs.delete(each.index);
          }
        }
        for (const { ours, theirs } of sets) {
          expect(ours.size).toBe(theirs.size);
          expect([...ours.indices()]).toEqual([...theirs].sort((a, b) => a - b));
          for (const index of theirs) expect(ours.has(index)).toBe(true);
        }
      }),
      { numRuns: 200, seed: 7 },
    );
  });

  it('know of a unit that nobody put in that it is in none', () => {
    const set = new MemberTable().add();
    expect(set.has(5_000_000)).toBe(false);
    set.set(5_000_000, false);
    expect([...set.indices()]).toEqual([]);
  });
});
