import { expect, it } from 'vitest';
import type { SnapshotContext } from '../snapshot-context.ts';
import { type FileStore, writeAll } from './all-file.ts';
import type { FileSettings } from './settings.ts';

/** More than one call can take as arguments. */
const MANY = 300_000;

it('writes every member once, also when all of them come in one chunk', async () => {
  const parts: Uint8Array[] = [];
  const store: FileStore = {
    put: async (_, bytes) => void parts.push(bytes),
    upload: async () => ({
      part: async (bytes) => void parts.push(bytes),
      finish: async () => undefined,
      abandon: async () => undefined,
    }),
  };
  async function* members(): SnapshotContext<FileSettings>['members'] {
    yield Array.from({ length: MANY }, (_, i) => ({ address: `u${i}`, attributes: {}, came: undefined }));
  }
  const settings = { format: 'csv', gzip: false, allName: 'all' } as FileSettings;
  const context = {
    settings,
    fields: [],
    now: 0,
    members: members(),
  } as unknown as SnapshotContext<FileSettings>;
  await writeAll(store, 'place', context);
  const lines = Buffer.concat(parts).toString().trimEnd().split('\r\n');
  expect(lines[0]).toMatch(/^id/);
  expect(new Set(lines.slice(1)).size).toBe(MANY);
  expect(lines.at(-1)).toMatch(new RegExp(`^u${MANY - 1}\\b`));
});
