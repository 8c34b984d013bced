import { describe, expect, it } from 'vitest';
import type { History } from '../../../model/history.ts';
import { notFollowedReference } from './reference.ts';
import type { NotFollowedClause } from './schema.ts';

/** `did a then b then not c within 5 milliseconds`, in a window. */
function clause(window: NotFollowedClause['window'] = { kind: 'ever' }): NotFollowedClause {
  return {
    kind: 'not-followed',
    steps: [
      { names: ['a'], filters: [] },
      { names: ['b'], filters: [] },
    ],
    without: { names: ['c'], filters: [] },
    within: { amount: 5, unit: 'millisecond' },
    window,
  };
}

/** `a1 b2`: the events and their times, in order of arrival. */
function holds(of: NotFollowedClause, rows: string, asOf: number): boolean {
  const events = rows
    .split(' ')
    .map((row, seq) => ({ name: row.slice(0, 1), time: Number(row.slice(1)), seq }))
    .toSorted((a, b) => a.time - b.time || a.seq - b.seq)
    .map((row) => ({ ...row, sessionId: -1, properties: {}, userProperties: {}, accounts: [], user: '1' }));
  const history: History = { id: '1', knownSince: 0, events, updates: [] };
  return notFollowedReference(of, history, {
    asOf,
    cohorts: { definition: () => undefined },
    population: [history],
    holds: () => false,
  });
}

const last = (amount: number) => ({ kind: 'last', duration: { amount, unit: 'millisecond' } }) as const;

describe('not followed', () => {
  it.each([
    ['a wait just over', clause(), 'a1 b2', 7, true],
    ['a wait not yet over', clause(), 'a1 b2', 6, false],
    ['the unwanted in the wait', clause(), 'a1 b2 c5', 20, false],
    ['the unwanted in the last instant of the wait', clause(), 'a1 b2 c7', 20, false],
    ['the unwanted just after the wait', clause(), 'a1 b2 c8', 20, true],
    ['the unwanted before the last step', clause(), 'a1 c2 b3', 20, true],
    ['the unwanted at the same instant, arrived later', clause(), 'a1 b2 c2', 20, false],
    ['the unwanted at the same instant, arrived before', clause(), 'a1 c2 b2', 20, true],
    ['a later wait that nothing came into', clause(), 'a1 b2 c3 b9', 20, true],
    ['an unfinished chain', clause(), 'a1 c2', 20, false],
    ['the whole chain still in the window', clause(last(10)), 'a1 b2', 10, true],
    ['the first step out of the window', clause(last(10)), 'a1 b2', 11, false],
    [
      'the unwanted after the end of the window',
      clause({ kind: 'between', from: 0, to: 3 }),
      'a1 b2 c6',
      20,
      false,
    ],
    ['a wait longer than the window', clause(last(5)), 'a1 b1', 6, false],
  ])('%s', (_, of, rows, asOf, expected) => {
    expect(holds(of, rows, asOf)).toBe(expected);
  });
});
