/**
 * How fast an audience is filled where the destination sets no limit, next to writing the ledger's rows alone.
 * MEMBERS (1,000,000) are put in over a fake Iterable in the process, then compared again with nothing to do. The embedded record store holds the ledger. The goals: 20,000
 * members/s, and a process under 800 MB.
 */
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { resolve } from 'node:path';
import { iterable } from '../../packages/engine/src/activate/destinations/iterable/iterable.ts';
import { AccountLimits } from '../../packages/engine/src/activate/sync/account-limits.ts';
import { saveDestination } from '../../packages/engine/src/activate/sync/destination-records.ts';
import type { Line } from '../../packages/engine/src/activate/sync/exchange.ts';
import { takeLease } from '../../packages/engine/src/activate/sync/lease.ts';
import { record } from '../../packages/engine/src/activate/sync/ledger.ts';
import type { Delivered, Wanted } from '../../packages/engine/src/activate/sync/net-difference.ts';
import { realPace } from '../../packages/engine/src/activate/sync/pace.ts';
import { comparePass } from '../../packages/engine/src/activate/sync/run-pass.ts';
import { createSync, getSync } from '../../packages/engine/src/activate/sync/sync-records.ts';
import { jsonb } from '../../packages/engine/src/store/postgres/json.ts';
import { openPglite } from '../../packages/engine/src/store/postgres/pglite.ts';
import { must } from '../../packages/engine/src/util/assert.ts';
import { secretBox } from '../../packages/engine/src/util/secret-box.ts';
import { machine, sizeFrom } from '../support/environment.ts';
import { elapsed } from '../support/measure.ts';
import { saveResults } from '../support/results.ts';
import { markdownTable } from '../support/table.ts';
import { inTemporaryDirectory } from '../support/temporary-store.ts';

const MEMBERS = sizeFrom('MEMBERS', 1_000_000);
const CHUNK = 10_000;
const MIB = 1024 ** 2;

const figures = await inTemporaryDirectory(async (path) => {
  await makeStore(path);
  const records = await openPglite({ path });
  try {
    return await measure(records);
  } finally {
    await records.close();
  }
});
const perSecond = (ms: number): string => Math.round((MEMBERS / ms) * 1_000).toLocaleString('en');
const report = [
  `# A sync of ${MEMBERS.toLocaleString('en')} members`,
  '',
  markdownTable(
    ['', 'members/s', 'of the rows alone'],
    [
      ['the rows of the ledger alone', perSecond(figures.floorMs), '1.0'],
      ['first fill', perSecond(figures.fillMs), (figures.fillMs / figures.floorMs).toFixed(1)],
      [
        'comparison with nothing to do',
        perSecond(figures.idleMs),
        (figures.idleMs / figures.floorMs).toFixed(1),
      ],
    ],
  ),
  '',
  `The process took ${figures.rssMiB} MiB at most, the record store included. Goals: 20,000 members/s, 800 MB.`,
].join('\n');
process.stdout.write(`${report}\n`);
await saveResults('sync', report, { machine: machine(), members: MEMBERS, ...figures });

async function makeStore(path: string): Promise<void> {
  const [code] = await once(fork(resolve(import.meta.dirname, 'make-store.js'), [path]), 'exit');
  if (code !== 0) throw new Error(`the record store was not made: exit code ${code}`);
}

async function measure(records: Awaited<ReturnType<typeof openPglite>>) {
  const project = 'bench';
  const { db } = records;
  await db
    .insertInto('projects')
    .values({ id: project, name: project, time_zone: 'UTC', account_group: 'account' })
    .execute();
  await db.transaction().execute(async (transaction) => {
    const row = {
      id: 'c',
      project_id: project,
      name: 'walls',
      description: '',
      version: 1,
      archived_at: null,
    };
    await transaction.insertInto('cohorts').values(row).execute();
    const version = { cohort_id: 'c', version: 1, definition: jsonb<unknown>({}), text: '' };
    await transaction.insertInto('cohort_versions').values(version).execute();
  });
  const settings = iterable.settings.parse({
    apiKey: 'bench-key-0123456789',
    identity: 'user_id',
    requestsPerSecond: 100,
  }) as Record<string, unknown>;
  const there = await saveDestination(
    records,
    secretBox(Buffer.alloc(32, 1)),
    project,
    'there',
    iterable,
    settings,
  );
  const mapping = { email: 'email', attributes: {} };
  const syncOf = (audienceName: string) =>
    createSync(records, project, {
      cohortId: 'c',
      destinationId: there.id,
      mode: 'dynamic',
      audienceName,
      mapping,
    });
  const lease = must(
    await takeLease(records, there.id, {
      owner: 'bench',
      seconds: 3_600,
      monotonic: () => performance.now(),
    }),
    'lease',
  );
  const pace = realPace(Date.now);
  const line: Line = {
    destination: iterable,
    settings,
    limits: new AccountLimits(iterable.limits(settings), pace, async () => Number.MAX_SAFE_INTEGER),
    send: async ({ url, body = '' }) => ({
      status: 200,
      headers: {},
      body: url.endsWith('/api/lists') ? lists(body) : taken(body),
    }),
    pace,
    redact: (text) => text,
    leftMs: () => Number.POSITIVE_INFINITY,
  };
  const alone = await syncOf('alone');
  const floorMs = await elapsed(async () => {
    for await (const chunk of wanted()) {
      for (let from = 0; from < chunk.length; from += 1_000) {
        const keep = chunk.slice(from, from + 1_000).map(settled);
        await record(records, lease, alone.id, Date.now(), { keep, forget: [] });
      }
    }
  });
  const made = await syncOf('walls');
  const pass = async () =>
    comparePass({
      records,
      lease,
      line,
      sync: await getSync(records, project, made.id),
      cohort: { id: 'c', name: 'walls', unit: 'user', version: 1 },
      source: { all: wanted, of: async () => [] },
      stopped: () => false,
    });
  let added = 0;
  const fillMs = await elapsed(async () => {
    added = (await pass()).added;
  });
  if (added !== MEMBERS) throw new Error(`${added} of ${MEMBERS} were put in`);
  const idleMs = await elapsed(pass);
  return { floorMs, fillMs, idleMs, rssMiB: Math.round((process.resourceUsage().maxRSS * 1024) / MIB) };
}

async function* wanted(): AsyncGenerator<readonly Wanted[]> {
  for (let from = 0; from < MEMBERS; from += CHUNK) {
    yield Array.from({ length: Math.min(CHUNK, MEMBERS - from) }, (_, i): Wanted => {
      const name = `user-${from + i}`;
      const address = { ok: true, address: name } as const;
      return { subject: String(10 ** 12 + from + i), name, address, attributes: {}, fingerprint: '-' };
    });
  }
}

function settled({ subject, name, fingerprint }: Wanted): Delivered {
  return {
    ...{ subject, name, address: name, fingerprint, wants: 'in', has: 'yes', state: 'settled' },
    ...{ reason: undefined, message: undefined, attempts: 0, nextAt: 0, eventAt: 0, missed: 0 },
  };
}

function lists(body: string): string {
  const list = { id: 1, name: 'walls', description: 'cusp', listType: 'Standard' };
  return JSON.stringify(body === '' ? { lists: [list] } : { listId: 1 });
}

function taken(body: string): string {
  const { subscribers } = JSON.parse(body) as { subscribers: unknown[] };
  return JSON.stringify({ successCount: subscribers.length, failCount: 0, failedUpdates: {} });
}
