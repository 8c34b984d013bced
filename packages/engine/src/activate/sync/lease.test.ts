import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type TemporaryRecordStore, temporaryRecordStore } from '../../../../../test/support/record-store.ts';
import { must } from '../../util/assert.ts';
import { secretBox } from '../../util/secret-box.ts';
import { webhook } from '../destinations/webhook/webhook.ts';
import { restAfter, saveDestination } from './destination-records.ts';
import { NoLongerMine } from './exchange.ts';
import { takeLease } from './lease.ts';

describe('the lease of a destination', () => {
  let records: TemporaryRecordStore;
  let id = '';
  let sealedSecrets = '';
  let elapsed = 0;
  const options = (owner: string, seconds = 60) => ({
    owner,
    seconds,
    monotonic: () => elapsed,
  });
  const secrets = secretBox(Buffer.alloc(32, 3));
  beforeAll(async () => {
    records = await temporaryRecordStore();
    const project = { id: 'p', name: 'p', time_zone: 'UTC', account_group: 'account' };
    await records.store.db.insertInto('projects').values(project).execute();
    const settings = { url: 'https://example.com', secret: `whsec_${Buffer.alloc(32).toString('base64')}` };
    ({ id, sealedSecrets } = await saveDestination(records.store, secrets, 'p', 'hook', webhook, settings));
  });
  afterAll(() => records.dispose());

  it('is one process’s at a time, and its number grows', async () => {
    const first = must(await takeLease(records.store, id, options('a')), 'lease');
    expect(await takeLease(records.store, id, options('b'))).toBeUndefined();
    expect(await first.renew()).toBe(true);
    await first.release();
    const second = must(await takeLease(records.store, id, options('b')), 'lease');
    expect(second.token).toBeGreaterThan(first.token);
    expect(await first.renew()).toBe(false);
    await first.release();
    expect(await takeLease(records.store, id, options('a'))).toBeUndefined();
    await second.release();
  });

  it('gives out what sorts after all that was given out before, whoever had it', async () => {
    const first = must(await takeLease(records.store, id, options('a')), 'lease');
    const given = Array.from({ length: 11 }, () => first.nextOrder());
    await first.release();
    const second = must(await takeLease(records.store, id, options('b')), 'lease');
    given.push(second.nextOrder(), second.nextOrder());
    await second.release();
    expect(given.toSorted()).toEqual(given);
    expect(new Set(given).size).toBe(given.length);
  });

  it('lets nothing begin that could outlive it', async () => {
    const lease = must(await takeLease(records.store, id, options('a')), 'lease');
    expect(lease.leftMs()).toBe(60_000);
    elapsed += 44_000.5;
    expect(lease.leftMs()).toBe(15_999);
    elapsed += 12_000;
    expect(() => lease.leftMs()).toThrow(NoLongerMine);
    await lease.renew();
    expect(lease.leftMs()).toBe(60_000);
    await lease.release();
  });

  it('goes to the next when its holder is gone', async () => {
    const first = must(await takeLease(records.store, id, options('a', 0.01)), 'lease');
    expect(first.afterCrash).toBe(false);
    await new Promise((resolve) => setTimeout(resolve, 50));
    const second = must(await takeLease(records.store, id, options('b')), 'lease');
    expect(second.afterCrash).toBe(true);
  });

  it('keeps secrets apart, and rests longer with each fault', async () => {
    const { store } = records;
    const read = async () =>
      store.db.selectFrom('destinations').selectAll().where('id', '=', id).executeTakeFirstOrThrow();
    expect(JSON.stringify((await read()).settings)).not.toContain('whsec_');
    const fault = { kind: 'unavailable', afterMs: undefined, message: 'gone' } as const;
    const rests: number[] = [];
    for (let i = 0; i < 12; i += 1) {
      await restAfter(store, { id, sealedSecrets }, fault, 0, () => 1);
      rests.push((await read()).resume_at ?? 0);
    }
    expect(rests.slice(0, 4)).toEqual([5_000, 10_000, 20_000, 40_000]);
    expect(rests.at(-1)).toBe(900_000);
    await restAfter(
      store,
      { id, sealedSecrets },
      { kind: 'daily-limit', until: undefined, message: '' },
      5,
      () => 1,
    );
    expect((await read()).resume_at).toBe(86_400_000);
    await restAfter(store, { id, sealedSecrets }, { kind: 'credentials', message: 'expired' }, 5, () => 1);
    expect(await read()).toMatchObject({ parked_kind: 'credentials', parked_message: 'expired' });
  });
});
