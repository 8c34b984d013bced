import { sql } from 'kysely';
import { beforeEach, describe, expect, it } from 'vitest';
import { jsonb } from '../../packages/engine/src/store/postgres/json.ts';
import { migrateRecordStore } from '../../packages/engine/src/store/postgres/migrate.ts';
import { isUniqueViolation } from '../../packages/engine/src/store/postgres/unique-violation.ts';
import { type RecordStore, RecordStoreError } from '../../packages/engine/src/store/record-store.ts';

/** What every record store does, whatever engine is behind it. `open` gives a migrated store that lasts for the whole suite. */
export function recordStoreContract(engine: string, open: () => RecordStore): void {
  describe(`record store on ${engine}`, () => {
    let store: RecordStore;
    beforeEach(async () => {
      store = open();
      await store.db.deleteFrom('projects').execute();
      await store.db.insertInto('projects').values(project('shop')).execute();
    });

    it('creates, reads, updates and deletes', async () => {
      const { db } = store;
      await db.updateTable('projects').set({ name: 'Shop 2' }).where('id', '=', 'shop').execute();
      expect(await db.selectFrom('projects').select(['id', 'name', 'time_zone']).execute()).toEqual([
        { id: 'shop', name: 'Shop 2', time_zone: 'Europe/Berlin' },
      ]);
      const deleted = await db.deleteFrom('projects').where('id', '=', 'shop').executeTakeFirstOrThrow();
      expect(deleted.numDeletedRows).toBe(1n);
      expect(await db.selectFrom('projects').selectAll().execute()).toEqual([]);
    });

    it('says how many rows a change touched', async () => {
      const updated = await store.db
        .updateTable('projects')
        .set({ name: 'x' })
        .where('id', '=', 'nobody')
        .executeTakeFirstOrThrow();
      expect(updated.numUpdatedRows).toBe(0n);
    });

    it('keeps text whatever it holds', async () => {
      const text = `'; DROP TABLE projects; -- "quoted" \\back\nline 🦉 \u2028 é`;
      await store.db.updateTable('projects').set({ name: text }).execute();
      const read = await store.db.selectFrom('projects').select('name').where('name', '=', text).execute();
      expect(read).toEqual([{ name: text }]);
    });

    it.each([
      ['an object', { a: 1, nested: { list: [1, 'two', null, true] }, 'odd "key"': '\\' }],
      ['a list', [1, 2, { three: 3 }]],
      ['an empty list', []],
      ['text that looks like JSON', '{"not":"an object"}'],
      ['a number', 1.5],
      ['null', null],
      ['true', true],
    ])('gives jsonb back as it was: %s', async (_, value) => {
      await saveCohort(store, 'c', value);
      expect(await store.db.selectFrom('cohort_versions').select('definition').execute()).toEqual([
        { definition: value },
      ]);
    });

    it('gives timestamps back to the millisecond, whatever the zone of the process', async () => {
      const at = new Date('2026-03-29T01:30:00.123Z');
      await store.db.updateTable('projects').set({ updated_at: at }).execute();
      const read = await store.db.selectFrom('projects').select(['updated_at', 'created_at']).execute();
      expect(read[0]?.updated_at).toEqual(at);
      expect(read[0]?.created_at).toBeInstanceOf(Date);
    });

    it('gives 64-bit integers and counts as numbers', async () => {
      await saveCohort(store, 'c', {});
      await saveExport(store, 'e', 'c');
      const run = await store.db
        .insertInto('export_runs')
        .values({ export_id: 'e', cohort_version: 1, as_of: 1_774_748_000_123, ...noChange })
        .returning(['id', 'as_of'])
        .executeTakeFirstOrThrow();
      expect(run).toEqual({ id: expect.any(Number), as_of: 1_774_748_000_123 });
      const counted = await store.db
        .selectFrom('export_runs')
        .select((eb) => eb.fn.countAll<number>().as('n'))
        .executeTakeFirstOrThrow();
      expect(counted).toEqual({ n: 1 });
    });

    it('takes back a whole transaction when it throws', async () => {
      await expect(
        store.db.transaction().execute(async (transaction) => {
          await transaction.insertInto('projects').values(project('other')).execute();
          throw new Error('changed my mind');
        }),
      ).rejects.toThrow('changed my mind');
      expect(await store.db.selectFrom('projects').select('id').execute()).toEqual([{ id: 'shop' }]);
    });

    it('takes back a whole transaction when a statement in it fails, and works on', async () => {
      const failing = store.db.transaction().execute(async (transaction) => {
        await transaction.insertInto('projects').values(project('other')).execute();
        await sql`SELECT 1 / 0`.execute(transaction);
      });
      await expect(failing).rejects.toMatchObject({ code: '22012' });
      expect(await store.db.selectFrom('projects').select('id').execute()).toEqual([{ id: 'shop' }]);
    });

    it('loses no update of transactions that run at once', async () => {
      await store.db.updateTable('projects').set({ name: '0' }).execute();
      const increment = () =>
        store.db.transaction().execute(async (transaction) => {
          const { name } = await transaction
            .selectFrom('projects')
            .select('name')
            .where('id', '=', 'shop')
            .forUpdate()
            .executeTakeFirstOrThrow();
          await transaction
            .updateTable('projects')
            .set({ name: String(Number(name) + 1) })
            .where('id', '=', 'shop')
            .execute();
        });
      await Promise.all(Array.from({ length: 20 }, increment));
      expect(await store.db.selectFrom('projects').select('name').execute()).toEqual([{ name: '20' }]);
    });

    it('never shows what a transaction has not committed', async () => {
      let seen: Promise<unknown> = Promise.resolve();
      await store.db.transaction().execute(async (transaction) => {
        await transaction.updateTable('projects').set({ name: 'uncommitted' }).execute();
        seen = store.db.selectFrom('projects').select('name').execute();
        await transaction.updateTable('projects').set({ name: 'committed' }).execute();
      });
      expect(JSON.stringify(await seen)).not.toContain('uncommitted');
    });

    it('tells a taken key from other failures', async () => {
      const twice = store.db.insertInto('projects').values(project('shop')).execute();
      const error = await twice.then(
        () => undefined,
        (reason: unknown) => reason,
      );
      expect(isUniqueViolation(error)).toBe(true);
      expect(isUniqueViolation(error, 'projects_pkey')).toBe(true);
      expect(isUniqueViolation(error, 'cohorts_name_in_project')).toBe(false);
      const broken = sql`SELECT nothing`.execute(store.db);
      expect(isUniqueViolation(await broken.catch((reason: unknown) => reason))).toBe(false);
    });

    it('holds a cohort name once per project', async () => {
      await saveCohort(store, 'c1', {}, 'Hot');
      const again = await saveCohort(store, 'c2', {}, 'Hot').catch((reason: unknown) => reason);
      expect(isUniqueViolation(again, 'cohorts_name_in_project')).toBe(true);
      await store.db.insertInto('projects').values(project('other')).execute();
      await saveCohort(store, 'c3', {}, 'Hot', 'other');
    });

    it('refuses a cohort whose version in force does not exist', async () => {
      const dangling = store.db
        .insertInto('cohorts')
        .values(cohort('c', 'Hot', 'shop'))
        .execute();
      await expect(dangling).rejects.toMatchObject({ code: '23503' });
    });

    it('deletes what belongs to a project with it', async () => {
      await saveCohort(store, 'c', {});
      await saveExport(store, 'e', 'c');
      await store.db
        .insertInto('export_members')
        .values({ export_id: 'e', unit: '18446744073709551615', id: 'ann', entered_run: 1, since: 5 })
        .execute();
      await store.db.deleteFrom('projects').where('id', '=', 'shop').execute();
      expect(await store.db.selectFrom('export_members').selectAll().execute()).toEqual([]);
      expect(await store.db.selectFrom('cohort_versions').selectAll().execute()).toEqual([]);
    });

    it('has nothing to migrate the second time', async () => {
      expect(await migrateRecordStore(store)).toEqual([]);
    });

    it('refuses tables that a newer Cusp migrated', async () => {
      await sql`INSERT INTO schema_versions (version, name) VALUES (9999, 'future')`.execute(store.db);
      try {
        const refused = migrateRecordStore(store);
        await expect(refused).rejects.toBeInstanceOf(RecordStoreError);
        await expect(refused).rejects.toThrow('schema 9999, newer than this Cusp knows');
      } finally {
        await sql`DELETE FROM schema_versions WHERE version = 9999`.execute(store.db);
      }
    });
  });
}

const noChange = { finished_at: null, entered: 0, exited: 0, total: 0, outcome: null, error: null };

function project(id: string) {
  return { id, name: 'Shop', time_zone: 'Europe/Berlin', account_group: 'company' };
}

function cohort(id: string, name: string, projectId: string) {
  return { id, project_id: projectId, name, description: '', version: 1, archived_at: null };
}

async function saveCohort(
  store: RecordStore,
  id: string,
  definition: unknown,
  name = id,
  projectId = 'shop',
) {
  await store.db.transaction().execute(async (transaction) => {
    await transaction
      .insertInto('cohorts')
      .values(cohort(id, name, projectId))
      .execute();
    await transaction
      .insertInto('cohort_versions')
      .values({ cohort_id: id, version: 1, definition: jsonb(definition), text: 'users who ...' })
      .execute();
  });
}

async function saveExport(store: RecordStore, id: string, cohortId: string) {
  await store.db
    .insertInto('exports')
    .values({ id, project_id: 'shop', cohort_id: cohortId, kind: 'csv', settings: jsonb({}) })
    .execute();
}
