import type { CallContext } from '../audience.ts';
import { type Destination, defineDestination } from '../define-destination.ts';
import { writeAll } from '../files/all-file.ts';
import { fileTaken } from '../files/answers.ts';
import { changeFile } from '../files/change-files.ts';
import { fileAddress } from '../files/identity.ts';
import { placeOf } from '../files/place.ts';
import { accountOf } from '../short-digest.ts';
import { s3Fault } from './fault.ts';
import { s3Store } from './s3-store.ts';
import { type S3Settings, s3Root, s3Settings, s3Url } from './settings.ts';
import { signed } from './sign.ts';

/** Files in a bucket of Amazon S3, or of a store that speaks it. https://docs.aws.amazon.com/AmazonS3/latest/API/ */
export const s3: Destination = defineDestination<S3Settings>({
  kind: 's3',
  title: 'Files in S3',
  settings: s3Settings,
  secrets: ['secretAccessKey', 'sessionToken'],
  units: ['user', 'account'],
  // Amazon takes 3,500 writes a second and prefix. A file of 20,000 rows is a megabyte or two: four at once fill most lines, also when an
  // answer takes 200 ms, and each goes through within the timeout at 5 Mbit/s.
  limits: ({ rowsPerFile }) => ({
    operationsPerRequest: rowsPerFile,
    bytesPerRequest: 8_000_000,
    quotas: { files: { requests: 100, perMs: 1_000 } },
    concurrency: 4,
    timeoutMs: 15_000,
  }),
  account: (settings) => accountOf(s3Root(settings), settings.accessKeyId),
  addressOf: fileAddress,
  mixes: false,
  steps: ['changes'],
  asksEntries: true,
  everyMs: ({ everyMinutes }) => everyMinutes * 60_000,
  ensureAudience: async (request) => placeOf(s3Root(request.settings), request),
  tellsChanges: ({ what }) => what !== 'all',
  plan: (operations, context) => {
    const { path, bytes } = changeFile(operations, context);
    const url = s3Url(context.settings, `${context.audience.id}/${path}`);
    return [{ request: { method: 'PUT', url, headers: {}, bytes }, quota: 'files', operations }];
  },
  interpret: (planned, response, now) =>
    fileTaken(planned, response, now, ({ body }, fault) => s3Fault(fault, body)),
  snapshot: ({ what }) => {
    if (what === 'changes') return undefined;
    return (context) => writeAll(s3Store(context.settings, context.call), context.audience.id, context);
  },
  sign: signed,
  verify: canWrite,
});

/** Writes an object of its own and takes it away, where the key may do that. */
async function canWrite({ settings, call }: CallContext<S3Settings>): Promise<void> {
  const path = `${s3Root(settings)}/cusp-test`;
  await s3Store(settings, call).put(path, Buffer.from('Cusp may write here.\n'));
  const request = { method: 'DELETE' as const, url: s3Url(settings, path), headers: {} };
  await call(request, 'files').catch(() => undefined);
}
