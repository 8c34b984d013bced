import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { cp, mkdir, mkdtemp, readdir, readFile, rename, rm } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join, resolve } from 'node:path';
import { inject } from 'vitest';
import type { TestProject } from 'vitest/node';
import { migrateRecordStore } from '../../packages/engine/src/store/postgres/migrate.ts';
import { openPglite } from '../../packages/engine/src/store/postgres/pglite.ts';

const pglite = JSON.parse(
  readFileSync(
    join(dirname(createRequire(import.meta.url).resolve('@electric-sql/pglite')), '../package.json'),
    'utf8',
  ),
) as { version: string };

declare module 'vitest' {
  interface ProvidedContext {
    recordTemplate: string;
  }
}

const CACHE = resolve(import.meta.dirname, '../../node_modules/.cache');
const SCHEMA = resolve(import.meta.dirname, '../../packages/engine/src/store/postgres/schema');

/**
 * Runs once before all tests: sees to a migrated record store that tests copy, because making one takes Postgres several
 * seconds and copying one does not. It is kept for later runs under a name that changes with the schema.
 */
export async function setup(project: TestProject): Promise<void> {
  const path = join(CACHE, `record-template-${await schemaHash()}`);
  project.provide('recordTemplate', path);
  if (existsSync(path)) return;
  await mkdir(CACHE, { recursive: true });
  const making = await mkdtemp(join(CACHE, 'making-'));
  const store = await openPglite({ path: making });
  await migrateRecordStore(store);
  await store.close();
  // Another run may have made it meanwhile: then its copy is as good.
  await rename(making, path).catch(() => rm(making, { recursive: true, force: true }));
}

async function schemaHash(): Promise<string> {
  const hash = createHash('sha256').update(pglite.version);
  for (const file of (await readdir(SCHEMA)).toSorted()) hash.update(await readFile(join(SCHEMA, file)));
  return hash.digest('hex').slice(0, 16);
}

/** Puts a copy of the migrated, empty record store at `path`. */
export async function copyRecordTemplate(path: string): Promise<void> {
  await cp(inject('recordTemplate'), path, { recursive: true });
}
