import { afterAll, beforeAll, expect, it } from 'vitest';
import { type TemporaryRecordStore, temporaryRecordStore } from '../../../../../test/support/record-store.ts';
import { createCohort } from '../../define/cohorts/cohort-records.ts';
import { parseCohort } from '../../define/language/parse.ts';
import { must } from '../../util/assert.ts';
import { secretBox } from '../../util/secret-box.ts';
import { webhook } from '../destinations/webhook/webhook.ts';
import { saveDestination } from './destination-records.ts';
import { type Lease, takeLease } from './lease.ts';
import { deliveredPages, record } from './ledger.ts';
import type { Delivered } from './net-difference.ts';
import { createSync, removeSync } from './sync-records.ts';

const THERE: Delivered = {
  ...{ subject: '1', address: 'a', name: 'a', wants: 'in', has: 'yes', state: 'settled' },
  ...{
    reason: undefined,
    message: undefined,
    fingerprint: '-',
    attempts: 0,
    nextAt: 0,
    eventAt: 0,
    missed: 0,
  },
};

let temporary: TemporaryRecordStore;
let lease: Lease;
let cohort = '';
beforeAll(async () => {
  temporary = await temporaryRecordStore();
  const { store } = temporary;
  const project = { id: 'p', name: 'p', time_zone: 'UTC', account_group: 'account' };
  await store.db.insertInto('projects').values(project).execute();
  const made = await saveDestination(store, secretBox(Buffer.alloc(32)), 'p', 'hook', webhook, {
    url: 'https://x.com',
  });
  const parsed = parseCohort('users who did wall');
  if (!parsed.ok) throw new Error('the cohort does not parse');
  const given = { name: 'c', description: '', definition: parsed.value };
  cohort = (await createCohort(store, 'p', given)).id;
  const options = { owner: 'o', seconds: 600, monotonic: () => 0 };
  lease = must(await takeLease(store, made.id, options), 'lease');
});
afterAll(() => temporary.dispose());

async function newSync(audienceName: string): Promise<string> {
  const made = await createSync(temporary.store, 'p', {
    ...{ cohortId: cohort, destinationId: lease.destination, mode: 'dynamic', audienceName },
    mapping: { email: 'email', attributes: {} },
  });
  return made.id;
}

const keep = (sync: string, rows: readonly Delivered[]) =>
  record(temporary.store, lease, sync, 7, { keep: rows, forget: [] });

async function all(sync: string): Promise<Delivered[]> {
  const rows: Delivered[] = [];
  for await (const page of deliveredPages(temporary.store, sync)) for (const row of page) rows.push(row);
  return rows;
}

it('keeps what it is given, whatever is in the texts', async () => {
  const sync = await newSync('texts');
  const odd = ['', 'NULL', 'null', '"', '\\', '{a,b}', "it's", 'ü 入 🚀', ' ', '\n\t', '\\"{},'];
  const rows = odd.map((text, i): Delivered => {
    const subject = String(100 + i);
    const said = { reason: i % 2 === 0 ? text : undefined, message: i % 3 === 0 ? text : undefined };
    return { ...THERE, ...said, subject, address: `a${text}`, name: text, eventAt: 1_777_600_000_123 + i };
  });
  await keep(sync, rows);
  expect(await all(sync)).toEqual(rows);
});

it('gives everybody once, by subject as text, over pages', async () => {
  const sync = await newSync('pages');
  const subjects = Array.from({ length: 10_003 }, (_, i) => String((i * 7_919) % 10_003));
  await keep(
    sync,
    subjects.map((subject) => ({ ...THERE, subject })),
  );
  expect((await all(sync)).map(({ subject }) => subject)).toEqual(subjects.toSorted());
});

it('forgets the rows of a sync that is removed, and takes none of it afterwards', async () => {
  const [gone, other] = [await newSync('gone'), await newSync('other')];
  for (const sync of [gone, other]) await keep(sync, [THERE]);
  await removeSync(temporary.store, gone);
  expect(await all(gone)).toEqual([]);
  await keep(gone, [THERE]);
  expect(await all(gone)).toEqual([]);
  expect(await all(other)).toEqual([THERE]);
  await temporary.store.db.deleteFrom('destinations').where('id', '=', lease.destination).execute();
  expect(await all(other)).toEqual([]);
});
