import { randomUUID } from 'node:crypto';
import { chmod, mkdtemp, readdir, rm, stat, statfs } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import type { TestProject } from 'vitest/node';

declare module 'vitest' {
  interface ProvidedContext {
    /** Where the compiled engine of this run lies once somebody needed it. */
    compiledEngine: string;
  }
}

const PREFIX = 'cusp-tests-';
const CACHE = resolve(import.meta.dirname, '../../node_modules/.cache');
/** Files in memory. What tests kill are processes, and those leave the same behind here as on a disk. */
const IN_MEMORY = '/dev/shm';
/** What all tests together never come near, so that the disk is taken where there is less. */
const ROOM_BYTES = 8 * 1024 ** 3;
/** A folder in which nothing came or went for so long is of a run that was killed. */
const FORGOTTEN_MS = 3_600_000;

/**
 * Runs once before all tests: one folder holds every temporary file of the run, in memory where there is room, because
 * thousands of small stores are made, synced to disk and deleted. Afterwards it goes, with whatever a test left behind.
 */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  const before = process.env.TMPDIR;
  await deleteForgotten();
  const folder = await mkdtemp(join((await hasRoom()) ? IN_MEMORY : tmpdir(), PREFIX));
  // Servers that a test starts may run as another user.
  await chmod(folder, 0o711);
  const compiled = join(CACHE, `cusp-engine-${randomUUID()}`);
  process.env.TMPDIR = folder;
  project.provide('compiledEngine', compiled);
  return async () => {
    if (before === undefined) delete process.env.TMPDIR;
    else process.env.TMPDIR = before;
    await Promise.all([folder, compiled].map((path) => rm(path, { recursive: true, force: true })));
  };
}

async function hasRoom(): Promise<boolean> {
  const { bavail, bsize } = await statfs(IN_MEMORY).catch(() => ({ bavail: 0, bsize: 0 }));
  return Math.min(bavail * bsize, process.availableMemory()) > ROOM_BYTES;
}

/** A run that was killed would hold its memory until the machine is started anew. */
async function deleteForgotten(): Promise<void> {
  const names = await readdir(IN_MEMORY).catch(() => []);
  for (const path of names.filter((name) => name.startsWith(PREFIX)).map((name) => join(IN_MEMORY, name))) {
    const { mtimeMs } = await stat(path);
    if (Date.now() - mtimeMs > FORGOTTEN_MS) await rm(path, { recursive: true, force: true });
  }
}
