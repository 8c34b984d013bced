import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type TemporaryStore, temporaryEventStore } from '../../../../../test/support/event-store.ts';
import { must } from '../../util/assert.ts';
import type { LiveTransition } from '../live/live-cohort.ts';
import type { TrueInstants } from './late-transitions.ts';
import type { Transition } from './transition.ts';
import { lastCheckpoint, readTransitions, recordedAfter } from './transition-log.ts';
import { TransitionRecorder } from './transition-recorder.ts';

const AT = 1_700_000_000_000;

describe('the recorder of transitions', () => {
  let temporary: TemporaryStore;
  let ordinal = 0;
  beforeAll(async () => {
    temporary = await temporaryEventStore();
  });
  afterAll(() => temporary.dispose());

  function recorder(project: string, trueInstants: TrueInstants, heard: Transition[] = []) {
    const kept = [{ cohort: 'few', version: 1 }];
    return new TransitionRecorder({
      store: temporary.store,
      project,
      clock: Date.now,
      nextOrdinal: () => {
        ordinal += 1;
        return ordinal;
      },
      trueInstants,
      position: () => ({ upToSeq: 5, upTo: AT, kept }),
      isMember: () => undefined,
      onDifference: () => expect.fail('a difference'),
      onRecorded: (transitions) => heard.push(...transitions),
      onTrouble: (error) => {
        if (error !== undefined) throw error;
      },
    });
  }

  const told = (cohort: string, unit: number, isLate = false): LiveTransition => ({
    cohort: { id: cohort, version: 1, unit: 'user' },
    unit: String(unit),
    entered: true,
    at: AT,
    isLate,
    cause: 'event',
    values: [3, null],
  });
  const asKnown: TrueInstants = async (transitions) => transitions.map(() => undefined);
  const read = (project: string, cohort: string) =>
    readTransitions(temporary.store, { project, cohort, after: 0, limit: 100_000 });

  it('writes everything of a wave once, and one of another cohort ahead of nearly all of it', async () => {
    const heard: Transition[] = [];
    const made = recorder('wave', asKnown, heard);
    for (let i = 0; i < 20_000; i += 1) made.add(told('wave', i));
    made.flush();
    while (heard.length === 0) await new Promise((resolve) => setTimeout(resolve, 1));
    made.add(told('few', 1));
    made.flush();
    const before = heard.length;
    while (heard.length < 20_001) await new Promise((resolve) => setTimeout(resolve, 5));
    expect(heard.findIndex(({ cohort }) => cohort === 'few') - before).toBeLessThan(6_000);
    const mark = must(await made.close(), 'checkpoint');
    expect(heard.map((each) => each.ordinal)).toEqual(
      heard.map((each) => each.ordinal).toSorted((a, b) => a - b),
    );
    const stored = await read('wave', 'wave');
    expect(new Set(stored.map(({ subject }) => subject)).size).toBe(20_000);
    expect(stored).toHaveLength(20_000);
    expect(stored[0]).toEqual(heard.find(({ cohort }) => cohort === 'wave'));
    expect(await lastCheckpoint(temporary.store, 'wave')).toMatchObject({
      upToSeq: 5,
      ordinal: mark.ordinal,
      open: [],
    });
  });

  it('lists in its checkpoint what waits for its true instant, so that nobody waits and nothing is lost', async () => {
    const never: TrueInstants = () => new Promise(() => undefined);
    const heard: Transition[] = [];
    const first = recorder('late', never, heard);
    first.add(told('few', 1, true));
    first.add(told('other', 1));
    first.add(told('few', 2));
    first.flush();
    while (heard.length === 0) await new Promise((resolve) => setTimeout(resolve, 1));
    expect(heard.map(({ subject }) => subject)).toEqual(['2']);
    // It ends without a word here, as with a crash.
    const from = must(await lastCheckpoint(temporary.store, 'late'), 'checkpoint');
    expect(from.kept).toEqual([{ cohort: 'few', version: 1 }]);
    expect(from.open.map(({ cohort, unit }) => [cohort.id, unit])).toEqual([
      ['few', '1'],
      ['other', '1'],
    ]);
    for (let start = 0; start < 2; start += 1) {
      const next = recorder('late', async (late) => late.map(() => AT - 1_000));
      next.expect(await recordedAfter(temporary.store, 'late', from.ordinal));
      for (const each of from.open) next.add(each);
      await next.close();
    }
    expect((await read('late', 'few')).map(({ subject, at }) => [subject, at])).toEqual([
      ['2', AT],
      ['1', AT - 1_000],
    ]);
    expect(await read('late', 'other')).toHaveLength(1);
  });
});
