import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { migrateRecordStore } from '../../packages/engine/src/store/postgres/migrate.ts';
import { openPglite } from '../../packages/engine/src/store/postgres/pglite.ts';
import { openPostgres } from '../../packages/engine/src/store/postgres/server.ts';
import { type RecordStore, RecordStoreError } from '../../packages/engine/src/store/record-store.ts';
import { must } from '../../packages/engine/src/util/assert.ts';
import { buildEngine } from '../support/built-engine.ts';
import { type PostgresServer, startPostgres } from '../support/postgres-server.ts';
import { type TemporaryRecordStore, temporaryRecordStore } from '../support/record-store.ts';
import { recordStoreContract } from './record-store.contract.ts';

describe('embedded', () => {
  let temporary: TemporaryRecordStore | undefined;
  beforeAll(async () => {
    temporary = await temporaryRecordStore();
  });
  afterAll(() => temporary?.dispose());

  recordStoreContract('PGlite', () => must(temporary, 'store').store);

  it('refuses a directory that is open already', async () => {
    const path = must(temporary, 'store').path;
    await expect(openPglite({ path })).rejects.toBeInstanceOf(RecordStoreError);
    await expect(openPglite({ path })).rejects.toThrow(
      `another process has the record store in ${path} open`,
    );
  });

  it('keeps what was acknowledged through a kill -9, and lets go of the directory', async () => {
    const path = await mkdtemp(join(tmpdir(), 'cusp-records-'));
    const engine = await buildEngine();
    const script = join(import.meta.dirname, 'processes/pglite-writer.mjs');
    const writer = spawn(process.execPath, [script, engine.folder, path], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    let acknowledged = 0;
    for await (const text of writer.stdout) {
      acknowledged = Number(String(text).trim().split('\n').at(-1));
      if (acknowledged >= 30) break;
    }
    const exited = once(writer, 'exit');
    writer.kill('SIGKILL');
    await exited;
    const store = await openPglite({ path });
    try {
      const rows = await store.db.selectFrom('projects').select('id').execute();
      const found = new Set(rows.map((row) => row.id));
      expect(found.size).toBe(rows.length);
      const lost = Array.from({ length: acknowledged }, (_, i) => `p${i + 1}`).filter((id) => !found.has(id));
      expect(lost).toEqual([]);
    } finally {
      await store.close();
      await rm(path, { recursive: true, force: true });
      await engine.dispose();
    }
  });
});

describe('server', () => {
  let server: PostgresServer | undefined;
  let store: RecordStore | undefined;
  beforeAll(async () => {
    server = await startPostgres();
    store = openPostgres(await server.createDatabase());
    await migrateRecordStore(store);
  });
  afterAll(async () => {
    await store?.close();
    await server?.stop();
  });

  recordStoreContract('Postgres', () => must(store, 'store'));

  it('lets one of several processes migrate while the others wait', async () => {
    const database = await must(server, 'server').createDatabase();
    const stores = Array.from({ length: 4 }, () => openPostgres(database));
    const applied = await Promise.all(stores.map(migrateRecordStore));
    await Promise.all(stores.map((other) => other.close()));
    expect(applied.filter((versions) => versions.length > 0)).toHaveLength(1);
  });

  it('survives the loss of its idle connections', async () => {
    const { createDatabase } = must(server, 'server');
    const other = openPostgres(await createDatabase());
    await migrateRecordStore(other);
    const admin = openPostgres(await createDatabase());
    const { sql } = await import('kysely');
    await sql`SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE pid <> pg_backend_pid() AND state = 'idle'`.execute(
      admin.db,
    );
    await expect
      .poll(() =>
        other.db
          .selectFrom('projects')
          .selectAll()
          .execute()
          .catch(() => 'broken'),
      )
      .toEqual([]);
    await Promise.all([other.close(), admin.close()]);
  });
});
