import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Transition } from './transition.ts';
import { WaitingTransitions } from './waiting-transitions.ts';

/** `version` tells each apart. */
function transition(cohort: string, subject: string, version: number): Transition {
  return {
    ordinal: 0,
    cohort,
    version,
    unit: 'user',
    subject,
    direction: 'entered',
    at: 1,
    recorded: 0,
    cause: 'event',
    isLate: false,
    values: [],
  };
}

describe('transitions that wait', () => {
  it('lets few of a cohort go ahead of many of another', () => {
    const waiting = new WaitingTransitions();
    for (let i = 0; i < 10_000; i += 1) waiting.add(transition('wave', String(i), i));
    waiting.add(transition('few', 'ann', 10_000));
    const first = waiting.take(500);
    expect(first.filter(({ cohort }) => cohort === 'few')).toHaveLength(1);
    expect(first.length).toBeLessThan(1_000);
    waiting.add(transition('few', 'bob', 10_001));
    expect(waiting.take(0).map(({ subject }) => subject)).toEqual(['bob']);
    expect(waiting.size).toBe(10_001 - first.length);
  });

  it('gives each once, and those of a unit in their order, however waves and others come', () => {
    const step = fc.oneof(
      {
        weight: 4,
        arbitrary: fc.record({
          cohort: fc.constantFrom('a', 'b', 'c'),
          many: fc.integer({ min: 1, max: 400 }),
        }),
      },
      { weight: 1, arbitrary: fc.record({ take: fc.integer({ min: 0, max: 600 }) }) },
    );
    fc.assert(
      fc.property(fc.array(step, { maxLength: 60 }), fc.integer({ min: 1, max: 50 }), (steps, units) => {
        const waiting = new WaitingTransitions();
        const given: Transition[] = [];
        let told = 0;
        for (const each of steps) {
          if ('take' in each) given.push(...waiting.take(each.take));
          else {
            for (let i = 0; i < each.many; i += 1) {
              waiting.add(transition(each.cohort, String((told * 7) % units), told));
              told += 1;
            }
          }
          expect(waiting.size).toBe(told - given.length);
        }
        while (waiting.size > 0) given.push(...waiting.take(1_000));
        expect(given).toHaveLength(told);
        expect(waiting.inWaves).toBe(0);
        const last = new Map<string, number>();
        for (const { subject, version } of given) {
          expect(version).toBeGreaterThan(last.get(subject) ?? -1);
          last.set(subject, version);
        }
      }),
      { numRuns: 100 },
    );
  });
});
