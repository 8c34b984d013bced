import { z } from 'zod';
import type { CallContext } from '../audience.ts';
import { type Destination, defineDestination } from '../define-destination.ts';
import { DestinationFault } from '../fault.ts';
import { writeAll } from '../files/all-file.ts';
import { fileTaken } from '../files/answers.ts';
import { changeFile } from '../files/change-files.ts';
import { folderUrl } from '../files/folder-url.ts';
import { fileAddress } from '../files/identity.ts';
import { placeOf } from '../files/place.ts';
import { fileSettings } from '../files/settings.ts';
import { folderStore } from './folder-store.ts';

const settings = z.strictObject({
  folder: z
    .string()
    .min(1)
    .max(200)
    .regex(
      /^[^./\\\0][^/\\\0]*(\/[^./\\\0][^/\\\0]*)*$/,
      'Expected a path below CUSP_FILES_ROOT: names with / between, none beginning with a dot',
    )
    .describe('Where the files go, below the folder that the operator opens with CUSP_FILES_ROOT'),
  ...fileSettings,
});

type FolderSettings = z.infer<typeof settings>;

/** Files in a folder of the server's machine, or of a disk that it has mounted, for whatever loads them from there. */
export const folder: Destination = defineDestination<FolderSettings>({
  kind: 'folder',
  title: 'Files in a folder',
  settings,
  secrets: [],
  units: ['user', 'account'],
  // A disk has no quota; two files at once keep it busy while the next one is encoded.
  limits: ({ rowsPerFile }) => ({
    operationsPerRequest: rowsPerFile,
    bytesPerRequest: 64_000_000,
    quotas: { files: { requests: 1_000, perMs: 1_000 } },
    concurrency: 2,
    timeoutMs: 15_000,
  }),
  account: () => 'root',
  addressOf: fileAddress,
  mixes: false,
  steps: ['changes'],
  asksEntries: true,
  everyMs: ({ everyMinutes }) => everyMinutes * 60_000,
  ensureAudience: async (request) => placeOf(request.settings.folder, request),
  tellsChanges: ({ what }) => what !== 'all',
  plan: (operations, context) => {
    const { path, bytes } = changeFile(operations, context);
    const url = folderUrl(`${context.audience.id}/${path}`);
    return [{ request: { method: 'PUT', url, headers: {}, bytes }, quota: 'files', operations }];
  },
  interpret: (planned, response, now) => fileTaken(planned, response, now),
  snapshot: ({ what }) =>
    what === 'changes'
      ? undefined
      : (context) => writeAll(folderStore(context.call), context.audience.id, context),
  verify: canWrite,
});

/** Writes a file of its own there and takes it away. */
async function canWrite({ settings: { folder: place }, call }: CallContext<FolderSettings>): Promise<void> {
  const url = folderUrl(`${place}/cusp-test`);
  const bytes = Buffer.from('Cusp may write here.\n');
  for (const request of [
    { method: 'PUT' as const, url, headers: {}, bytes },
    { method: 'DELETE' as const, url, headers: {} },
  ]) {
    const { status, body } = await call(request, 'files');
    if (status >= 300) throw new DestinationFault({ kind: 'misconfigured', message: `\`folder\`: ${body}` });
  }
}
