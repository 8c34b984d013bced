import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, rename, rm } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { inject } from 'vitest';

const ROOT = resolve(import.meta.dirname, '../..');

export interface BuiltEngine {
  /** Folder of the compiled engine: what packages/engine/dist is after a build. */
  readonly folder: string;
  /** For symmetry with what else tests open: the engine is shared by the whole run, which deletes it at its end. */
  readonly dispose: () => Promise<void>;
}

/** The engine as plain JavaScript in a folder of its own, for tests that need a second process. Compiled once in a run. */
export async function buildEngine(): Promise<BuiltEngine> {
  const folder = inject('compiledEngine');
  if (!existsSync(folder)) await compileTo(folder);
  return { folder, dispose: () => Promise.resolve() };
}

async function compileTo(folder: string): Promise<void> {
  await mkdir(dirname(folder), { recursive: true });
  const making = await mkdtemp(`${folder}-`);
  const compiler = join(ROOT, 'node_modules/typescript/bin/tsc');
  const options = ['--outDir', making, '--incremental', 'false', '--tsBuildInfoFile', 'null', '--noCheck'];
  await promisify(execFile)(process.execPath, [compiler, '-p', join(ROOT, 'packages/engine'), ...options]);
  // Another file's tests may have compiled it meanwhile: then theirs is as good.
  await rename(making, folder).catch(() => rm(making, { recursive: true, force: true }));
}
