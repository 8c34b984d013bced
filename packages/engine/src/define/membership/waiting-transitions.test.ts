import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Transition } from './transition.ts';
import { WaitingTransitions } from './waiting-transitions.ts';

/** `version` tells each apart. */
function transition(cohort: string, subject: string, version: number): Transition {
  const isEven = version % 2 === 0;
  return {
    ordinal: 0,
    cohort,
    version,
    unit: version % 3 === 0 ? 'account' : 'user',
    subject,
    direction: isEven ? 'entered' : 'exited',
    at: version * 10,
    recorded: 0,
    cause: isEven ? 'event' : 'time',
    isLate: version % 5 === 0,
    values: [version % 7 < 3 ? 'same' : version, null],
  };
}

describe('transitions that wait', () => {
  it('lets few of a cohort go ahead of many of another', () => {
    const waiting = new WaitingTransitions();
    for (let i = 0; i < 10_000; i += 1) waiting.add(transition('wave', String(i), i));
    waiting.add(transition('few', '20000', 10_000));
    const first = waiting.take(500);
    expect(first.filter(({ cohort }) => cohort === 'few')).toHaveLength(1);
    expect(first.length).toBeLessThan(1_000);
    waiting.add(transition('few', '20001', 10_001));
    expect(waiting.take(0).map(({ subject }) => subject)).toEqual(['20001']);
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
        for (const row of given) {
          const { cohort, subject, unit, version } = row;
          expect(row).toEqual(transition(cohort, subject, version));
          expect(version).toBeGreaterThan(last.get(`${unit} ${subject}`) ?? -1);
          last.set(`${unit} ${subject}`, version);
        }
        expect(new Set(given.map(({ version }) => version)).size).toBe(told);
      }),
      { numRuns: 100 },
    );
  });

  it('keeps keys of 64 bits, and begins again after many', () => {
    const waiting = new WaitingTransitions();
    for (let round = 0; round < 2; round += 1) {
      const subjects = Array.from({ length: 140_000 }, (_, i) =>
        String(18_446_744_073_709_551_615n - BigInt(i)),
      );
      for (const [i, subject] of subjects.entries()) waiting.add(transition('wave', subject, i));
      const given: Transition[] = [];
      while (waiting.size > 0) given.push(...waiting.take(5_000));
      expect(given.map(({ subject }) => subject)).toEqual(subjects);
    }
  });
});
