import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { History, HistoryEvent } from '../../../model/history.ts';
import { durationMs } from '../../language/duration.ts';
import { selects } from '../../selector/event-selector.ts';
import { sequenceReference } from './reference.ts';
import type { SequenceClause } from './schema.ts';

const NAMES = ['a', 'b', 'c'] as const;
const AS_OF = 100;

function historyOf(rows: readonly (readonly [string, number])[]): History {
  const events = rows
    .map(([name, time], seq) => ({ name, time, seq }))
    .sort((a, b) => a.time - b.time || a.seq - b.seq)
    .map((row) => ({ ...row, sessionId: -1, properties: {}, userProperties: {}, accounts: [], user: '1' }));
  return { id: '1', knownSince: 0, events, updates: [] };
}

function clause(
  steps: readonly (readonly string[])[],
  within?: number,
  gaps: readonly (number | undefined)[] = [],
): SequenceClause {
  const ms = (amount: number | undefined) =>
    amount === undefined ? undefined : ({ amount, unit: 'millisecond' } as const);
  return {
    kind: 'sequence',
    steps: steps.map((names, i) => ({ names: [...names], filters: [], within: ms(gaps[i]) })),
    within: ms(within),
    window: { kind: 'ever' },
  };
}

const holds = (of: SequenceClause, rows: readonly (readonly [string, number])[]): boolean =>
  sequenceReference(of, historyOf(rows), CONTEXT);
const CONTEXT = { asOf: AS_OF, cohorts: { definition: () => undefined }, population: [], holds: () => false };

describe('sequence', () => {
  it.each([
    [
      'in order',
      clause([['a'], ['b']]),
      [
        ['a', 1],
        ['b', 2],
      ],
      true,
    ],
    [
      'out of order',
      clause([['a'], ['b']]),
      [
        ['b', 1],
        ['a', 2],
      ],
      false,
    ],
    [
      'at one instant, in order of arrival',
      clause([['a'], ['b']]),
      [
        ['a', 1],
        ['b', 1],
      ],
      true,
    ],
    [
      'at one instant, the other way round',
      clause([['a'], ['b']]),
      [
        ['b', 1],
        ['a', 1],
      ],
      false,
    ],
    ['one event for two steps', clause([['a'], ['a']]), [['a', 1]], false],
    [
      'two events for two equal steps',
      clause([['a'], ['a']]),
      [
        ['a', 1],
        ['a', 1],
      ],
      true,
    ],
    [
      'just within',
      clause([['a'], ['b']], 5),
      [
        ['a', 1],
        ['b', 6],
      ],
      true,
    ],
    [
      'just not within',
      clause([['a'], ['b']], 5),
      [
        ['a', 1],
        ['b', 7],
      ],
      false,
    ],
    [
      'within of a later start',
      clause([['a'], ['b']], 5),
      [
        ['a', 1],
        ['a', 3],
        ['b', 7],
      ],
      true,
    ],
    [
      'a step just within its gap',
      clause([['a'], ['b']], undefined, [undefined, 5]),
      [
        ['a', 1],
        ['b', 6],
      ],
      true,
    ],
    [
      'a step just not within its gap',
      clause([['a'], ['b']], undefined, [undefined, 5]),
      [
        ['a', 1],
        ['b', 7],
      ],
      false,
    ],
    [
      'a gap that only a later event of the step before leaves',
      clause([['a'], ['b'], ['c']], undefined, [undefined, undefined, 2]),
      [
        ['a', 1],
        ['b', 2],
        ['b', 5],
        ['c', 7],
      ],
      true,
    ],
    [
      'other events between',
      clause([['a'], ['b']]),
      [
        ['a', 1],
        ['c', 2],
        ['b', 3],
      ],
      true,
    ],
  ] as const)('%s', (_, of, rows, expected) => {
    expect(holds(of, rows)).toBe(expected);
  });

  it('finds a chain exactly when trying every choice of events finds one', () => {
    const name = fc.constantFrom(...NAMES);
    const steps = fc.array(fc.subarray([...NAMES], { minLength: 1 }), { minLength: 2, maxLength: 4 });
    const rows = fc.array(fc.tuple(name, fc.nat({ max: 6 })), { maxLength: 9 });
    const within = fc.option(fc.integer({ min: 1, max: 5 }), { nil: undefined });
    const gaps = fc.array(fc.option(fc.integer({ min: 1, max: 3 }), { nil: undefined }), { maxLength: 3 });
    fc.assert(
      fc.property(steps, rows, within, gaps, (of, made, limit, each) => {
        const asked = clause(of, limit, [undefined, ...each]);
        expect(holds(asked, made)).toBe(someChain(asked, historyOf(made).events, []));
      }),
      { seed: 11, numRuns: 2_000 },
    );
  });
});

/** Every way of choosing events for the steps, one after another. */
function someChain(
  of: SequenceClause,
  rest: readonly HistoryEvent[],
  chain: readonly HistoryEvent[],
): boolean {
  const step = of.steps[chain.length];
  if (step === undefined) {
    const [first, last] = [chain[0], chain.at(-1)];
    const took = (last?.time ?? 0) - (first?.time ?? 0);
    return of.within === undefined || took <= durationMs(of.within);
  }
  const gap = step.within ? durationMs(step.within) : Number.POSITIVE_INFINITY;
  return rest.some(
    (event, i) =>
      selects(event, step) &&
      event.time - (chain.at(-1)?.time ?? event.time) <= gap &&
      someChain(of, rest.slice(i + 1), [...chain, event]),
  );
}
