import { describe, expect, it } from 'vitest';
import { DAY_MS, MINUTE_MS } from '../../model/time.ts';
import { COHORT_PATIENCE_MS, dueTellings, type StandingProblem, type Told } from './due-tellings.ts';

const NOW = Date.UTC(2026, 4, 10);
const PARKED: StandingProblem = {
  ...{
    subject: 'sync:a',
    problem: 'parked',
    title: 'sync of a to mail',
    message: 'm',
    since: NOW - MINUTE_MS,
  },
};
const TOLD: Told = {
  ...{
    subject: 'sync:a',
    problem: 'parked',
    title: 'sync of a to mail',
    since: NOW - DAY_MS,
    toldAt: NOW - 1,
  },
};

describe('what is to be told', () => {
  it('is a problem once, and that it is over once', () => {
    expect(dueTellings([PARKED], [], NOW)).toEqual([{ kind: 'problem', problem: PARKED }]);
    expect(dueTellings([PARKED], [TOLD], NOW)).toEqual([]);
    expect(dueTellings([], [TOLD], NOW)).toEqual([{ kind: 'resolved', told: TOLD }]);
    expect(dueTellings([], [], NOW)).toEqual([]);
  });

  it('is another problem of the same subject, in place of that the first is over', () => {
    const behind: StandingProblem = { ...PARKED, problem: 'behind' };
    expect(dueTellings([behind], [TOLD], NOW)).toEqual([{ kind: 'problem', problem: behind }]);
  });

  it('is a reminder once a day', () => {
    const toldAt = NOW - DAY_MS;
    expect(dueTellings([PARKED], [{ ...TOLD, toldAt: toldAt + 1 }], NOW)).toEqual([]);
    expect(dueTellings([PARKED], [{ ...TOLD, toldAt }], NOW)).toEqual([
      { kind: 'reminder', problem: PARKED, lastTold: toldAt },
    ]);
  });

  it('waits whether the error of a live cohort goes away by itself', () => {
    const cohort = { ...PARKED, subject: 'cohort:c', problem: 'not-fresh' } as const;
    const since = NOW - COHORT_PATIENCE_MS;
    expect(dueTellings([{ ...cohort, since: since + 1 }], [], NOW)).toEqual([]);
    expect(dueTellings([{ ...cohort, since }], [], NOW)).toHaveLength(1);
  });
});
