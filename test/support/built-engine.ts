import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';

const ROOT = resolve(import.meta.dirname, '../..');

export interface BuiltEngine {
  /** Folder of the compiled engine: what packages/engine/dist is after a build. */
  readonly folder: string;
  readonly dispose: () => Promise<void>;
}

/** The engine as plain JavaScript in a folder of its own, for tests that need a second process. */
export async function buildEngine(): Promise<BuiltEngine> {
  const cache = join(ROOT, 'node_modules/.cache');
  await mkdir(cache, { recursive: true });
  const folder = await mkdtemp(join(cache, 'cusp-engine-'));
  const compiler = join(ROOT, 'node_modules/typescript/bin/tsc');
  const options = ['--outDir', folder, '--incremental', 'false', '--tsBuildInfoFile', 'null', '--noCheck'];
  await promisify(execFile)(process.execPath, [compiler, '-p', join(ROOT, 'packages/engine'), ...options]);
  return { folder, dispose: () => rm(folder, { recursive: true, force: true }) };
}
