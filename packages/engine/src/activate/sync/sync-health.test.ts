import { describe, expect, it } from 'vitest';
import { DAY_MS, HOUR_MS, MINUTE_MS } from '../../model/time.ts';
import { GOOD_WITHIN_MS, type HealthInput, PENDING_WITHIN_MS, syncHealth } from './sync-health.ts';

const NOW = Date.UTC(2026, 4, 10, 12);

/** A dynamic sync that has run for a day and was whole ten minutes ago. */
function stood(
  changes: Partial<Omit<HealthInput, 'sync' | 'destination'>> & {
    sync?: Partial<HealthInput['sync']>;
    destination?: Partial<HealthInput['destination']>;
  } = {},
): HealthInput {
  return {
    isArchived: false,
    pending: undefined,
    drift: undefined,
    now: NOW,
    ...changes,
    sync: {
      id: 's1',
      mode: 'dynamic',
      state: 'running',
      goodAt: NOW - 10 * MINUTE_MS,
      runningSince: NOW - DAY_MS,
      ...changes.sync,
    },
    destination: {
      name: 'mail',
      parked: undefined,
      resting: undefined,
      upSince: undefined,
      ...changes.destination,
    },
  };
}

const resting = (kind: string, since: number, until = NOW + MINUTE_MS) => ({
  resting: { kind, since, until, message: 'api.x.com answered 503' },
});
const parked = { parked: { kind: 'credentials', message: 'Invalid API key' } };

describe('the health of a sync', () => {
  it('is healthy while it keeps its promise', () => {
    expect(syncHealth(stood())).toMatchObject({ state: 'healthy', reason: 'as-promised' });
    expect(syncHealth(stood()).message).toContain('2026-05-10 11:50 UTC');
    const new_ = stood({ sync: { goodAt: undefined, runningSince: NOW - MINUTE_MS } });
    expect(syncHealth(new_)).toMatchObject({
      state: 'healthy',
      message: 'it is being filled for the first time',
    });
    expect(
      syncHealth(stood({ sync: { mode: 'once', state: 'done', goodAt: NOW - 9 * DAY_MS } })),
    ).toMatchObject({
      state: 'healthy',
      reason: 'done',
    });
    expect(syncHealth(stood({ sync: { mode: 'once', goodAt: undefined } })).state).toBe('healthy');
  });

  it('is behind from one millisecond after the promise', () => {
    const whole = (goodAt: number) => syncHealth(stood({ sync: { goodAt } }));
    expect(whole(NOW - GOOD_WITHIN_MS).state).toBe('healthy');
    expect(whole(NOW - GOOD_WITHIN_MS - 1)).toMatchObject({ state: 'behind', reason: 'not-compared' });
    const waits = (since: number) => syncHealth(stood({ pending: { count: 3, since } }));
    expect(waits(NOW - PENDING_WITHIN_MS).state).toBe('healthy');
    expect(waits(NOW - PENDING_WITHIN_MS - 1)).toMatchObject({ state: 'behind', reason: 'pending' });
    expect(waits(NOW - PENDING_WITHIN_MS - 1).message).toContain('3 wait');
    const silent = (since: number) => syncHealth(stood({ destination: resting('unavailable', since) }));
    expect(silent(NOW - PENDING_WITHIN_MS).state).toBe('healthy');
    expect(silent(NOW - PENDING_WITHIN_MS - 1)).toMatchObject({ state: 'behind', reason: 'unanswered' });
    expect(syncHealth(stood({ sync: { goodAt: undefined } })).message).toContain('it was never whole');
  });

  it('has its whole promise again after it was resumed, and after its destination came back', () => {
    const old = { goodAt: NOW - 3 * DAY_MS };
    const pending = { count: 1, since: NOW - 3 * DAY_MS };
    expect(syncHealth(stood({ sync: { ...old, runningSince: NOW - MINUTE_MS }, pending })).state).toBe(
      'healthy',
    );
    expect(syncHealth(stood({ sync: old, destination: { upSince: NOW - MINUTE_MS }, pending })).state).toBe(
      'healthy',
    );
    expect(syncHealth(stood({ sync: old, destination: { upSince: NOW - HOUR_MS }, pending }))).toMatchObject({
      reason: 'pending',
    });
  });

  it('says at once that the day is used up, and until when', () => {
    const health = syncHealth(stood({ destination: resting('daily-limit', NOW - 1, Date.UTC(2026, 4, 11)) }));
    expect(health).toMatchObject({ state: 'behind', reason: 'daily-limit' });
    expect(health.message).toContain('2026-05-11 00:00 UTC');
  });

  it('is parked with what the vendor said, before it is anything else but stopped', () => {
    const all = stood({
      destination: parked,
      sync: { goodAt: NOW - DAY_MS },
      drift: { missing: 1, extra: 0, checkedAt: NOW },
    });
    expect(syncHealth(all)).toMatchObject({ state: 'parked', reason: 'parked' });
    expect(syncHealth(all).message).toContain('Invalid API key');
    expect(syncHealth(all).message).toContain('cusp destination set mail');
    expect(syncHealth({ ...all, sync: { ...all.sync, state: 'paused' } })).toMatchObject({
      reason: 'paused',
    });
    expect(syncHealth({ ...all, isArchived: true })).toMatchObject({ state: 'paused', reason: 'archived' });
  });

  it('is drifting when the audience was found to differ', () => {
    const drift = { missing: 3, extra: 2, checkedAt: NOW - HOUR_MS };
    expect(syncHealth(stood({ drift }))).toMatchObject({ state: 'drifting', reason: 'drift' });
    expect(syncHealth(stood({ drift })).message).toContain('lacked 3 and had 2 too many');
    expect(syncHealth(stood({ drift: { ...drift, missing: 0, extra: 0 } })).state).toBe('healthy');
  });
});
