import type { RetentionAnswer } from '@cusp/engine/analyse/retention/result.ts';
import { proportion } from '@cusp/engine/util/statistics/proportion.ts';
import { describe, expect, it } from 'vitest';
import { columnName, shownCurves } from './curves.ts';
import { movedFocus } from './moved-focus.ts';
import { unitFor } from './unit-for.ts';

const row = (count: number) => ({
  started: 10,
  cells: [{ interval: 0, returned: proportion(count, 10), immature: 0 }],
});
const curve = (group: object, place = 0) => ({
  group,
  return: place,
  overall: row(5),
  byDate: [],
  comparison: null,
});
const answer = (part: object) =>
  ({
    overall: row(4),
    byDate: [],
    comparison: null,
    curves: [],
    returns: [{ names: ['a'], filters: [] }],
    columns: [
      { from: 0, to: 1 },
      { from: 1, to: 7 },
    ],
    intervals: { unit: 'day' },
    ...part,
  }) as unknown as RetentionAnswer;

describe('the curves that are shown', () => {
  const names = (of: RetentionAnswer) => shownCurves(of).map(({ name }) => name);

  it('are one of everybody, or those of the groups', () => {
    expect(names(answer({}))).toEqual(['Everybody']);
    const segmented = answer({
      curves: [
        curve({ kind: 'everybody' }),
        curve({ kind: 'segment', name: 'a' }),
        curve({ kind: 'segment', name: 'b' }),
      ],
    });
    expect(names(segmented), 'segments stand by themselves').toEqual(['a', 'b']);
    const brokenDown = answer({
      curves: [curve({ kind: 'everybody' }), curve({ kind: 'none' }), curve({ kind: 'other' })],
    });
    expect(names(brokenDown)).toEqual(['Everybody', 'no value', 'Other values']);
    expect(shownCurves(brokenDown)[0]?.isBaseline).toBe(true);
  });

  it('say which return event they are of where there are several', () => {
    const several = answer({
      returns: [
        { names: ['a'], filters: [] },
        { names: [], filters: [] },
      ],
      curves: [curve({ kind: 'everybody' }, 0), curve({ kind: 'everybody' }, 1)],
    });
    expect(names(several)).toEqual(['Everybody: a', 'Everybody: any event']);
  });

  it('are members and baseline of a comparison', () => {
    const compared = shownCurves(answer({ comparison: { members: row(1), baseline: row(2) } }));
    expect(compared.map(({ group, isBaseline }) => [group.kind, isBaseline])).toEqual([
      ['members', false],
      ['baseline', true],
    ]);
  });
});

describe('words and places', () => {
  it('name a column by its interval or bracket', () => {
    expect([0, 1, 2].map((place) => columnName(answer({}), place))).toEqual(['Day 0', 'Days 1–6', '']);
  });

  it('keep the focus inside', () => {
    const size = { rows: 2, columns: 3 };
    expect(movedFocus({ row: 0, column: 2 }, 'ArrowRight', size)).toEqual({ row: 0, column: 2 });
    expect(movedFocus({ row: 0, column: 2 }, 'ArrowDown', size)).toEqual({ row: 1, column: 2 });
    expect(movedFocus({ row: 1, column: 2 }, 'Home', size)).toEqual({ row: 1, column: 0 });
    expect(movedFocus({ row: 1, column: 2 }, 'a', size)).toBeUndefined();
  });

  it('suggest an interval that people come back within', () => {
    expect([1, 2, 3, 10, 11].map(unitFor)).toEqual(['day', 'day', 'week', 'week', 'month']);
  });
});
