import { createHash } from 'node:crypto';
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/** How far a file got: its first `rows` rows are durable, or known to be left out. */
export interface Checkpoint {
  readonly path: string;
  /** The file that it speaks of: another size or time of change is another file. */
  readonly size: number;
  readonly modifiedMs: number;
  readonly rows: number;
  readonly complete: boolean;
}

/**
 * Where an import notes how far it got. A note may be lost without harm: rows have insert ids made from their place and
 * content, so reading them again stores nothing twice for as long as repeats are found (7 days).
 */
export interface CheckpointStore {
  readonly read: (key: string) => Promise<Checkpoint | undefined>;
  readonly write: (key: string, checkpoint: Checkpoint) => Promise<void>;
}

/** What a checkpoint is kept under: the same file read with another mapping, or into another project, starts anew. */
export function checkpointKey(project: string, path: string, mapping: unknown): string {
  return createHash('sha256')
    .update(JSON.stringify([project, path, mapping ?? null]))
    .digest('hex')
    .slice(0, 32);
}

/** One small JSON file a checkpoint in `directory`, replaced whole, so a crash leaves the old or the new one. */
export function fileCheckpoints(directory: string): CheckpointStore {
  const fileOf = (key: string): string => join(directory, `${key}.json`);
  return {
    async read(key) {
      try {
        return asCheckpoint(JSON.parse(await readFile(fileOf(key), 'utf8')));
      } catch {
        return undefined;
      }
    },
    async write(key, checkpoint) {
      await mkdir(directory, { recursive: true });
      const half = `${fileOf(key)}.${process.pid}.tmp`;
      await writeFile(half, `${JSON.stringify(checkpoint)}\n`);
      await rename(half, fileOf(key));
    },
  };
}

function asCheckpoint(value: unknown): Checkpoint | undefined {
  if (typeof value !== 'object' || value === null) return undefined;
  const { path, size, modifiedMs, rows, complete } = value as Record<string, unknown>;
  if (typeof path !== 'string' || typeof size !== 'number' || typeof modifiedMs !== 'number')
    return undefined;
  if (typeof rows !== 'number' || typeof complete !== 'boolean') return undefined;
  return { path, size, modifiedMs, rows, complete };
}
