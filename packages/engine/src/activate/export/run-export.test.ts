import { randomBytes } from 'node:crypto';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Webhook } from 'standardwebhooks';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type TemporaryStore, temporaryEventStore } from '../../../../../test/support/event-store.ts';
import { type TemporaryRecordStore, temporaryRecordStore } from '../../../../../test/support/record-store.ts';
import { storedEvent } from '../../../../../test/support/stored-event.ts';
import type { CohortDefinition } from '../../define/language/ast.ts';
import { DAY_MS } from '../../model/time.ts';
import { eventRows } from '../../store/clickhouse/event-row.ts';
import { loadIdentityOverlay } from '../../store/clickhouse/timeline.ts';
import { jsonb } from '../../store/postgres/json.ts';
import { secretBox } from '../../util/secret-box.ts';
import { createExport, type Export, listExports, listRuns } from './export-ledger.ts';
import type { StoredExportSettings } from './export-settings.ts';
import { type ExportDependencies, runExport } from './run-export.ts';

const T = Date.UTC(2026, 3, 1);
const SECRET = `whsec_${randomBytes(32).toString('base64')}`;
const DEFINITION: CohortDefinition = {
  unit: 'user',
  where: {
    kind: 'event-count',
    event: { names: ['paywall'], filters: [] },
    op: 'at-least',
    count: 1,
    window: { kind: 'last', duration: { amount: 7, unit: 'day' } },
  },
};

interface Message {
  readonly run: number;
  readonly entered: readonly { readonly id: string; readonly properties: Record<string, unknown> }[];
  readonly exited: readonly { readonly id: string }[];
}

describe('an export', () => {
  let events: TemporaryStore;
  let records: TemporaryRecordStore;
  let folder: string;
  let url: string;
  const received: { readonly id: string; readonly message: Message }[] = [];
  /** What the receiver answers next; 200 when it runs out. */
  let answers: number[] = [];
  const receiver = createServer((request, response) => {
    let body = '';
    request.on('data', (chunk) => {
      body += chunk;
    });
    request.on('end', () => {
      const status = answers.shift() ?? 200;
      const headers = request.headers as Record<string, string>;
      const message = new Webhook(SECRET).verify(body, headers) as Message;
      if (status === 200) {
        const id = headers['webhook-id'] ?? '';
        // The specification parts what is signed by dots, so an id has none.
        expect(id).toMatch(/^[\w-]+$/);
        received.push({ id, message });
      }
      response.writeHead(status).end(status === 200 ? '' : 'not now');
    });
  });

  beforeAll(async () => {
    events = await temporaryEventStore();
    records = await temporaryRecordStore();
    folder = await mkdtemp(join(tmpdir(), 'cusp-exports-'));
    await new Promise<void>((resolve) => receiver.listen(0, '127.0.0.1', resolve));
    url = `http://127.0.0.1:${(receiver.address() as AddressInfo).port}/hook`;
    const { db } = records.store;
    await db
      .insertInto('projects')
      .values({ id: 'p', name: 'p', time_zone: 'UTC', account_group: 'account' })
      .execute();
    await db.transaction().execute(async (transaction) => {
      const cohort = {
        id: 'c',
        project_id: 'p',
        name: 'stuck',
        description: '',
        version: 1,
        archived_at: null,
      };
      await transaction.insertInto('cohorts').values(cohort).execute();
      const version = { cohort_id: 'c', version: 1, definition: jsonb<unknown>(DEFINITION), text: '' };
      await transaction.insertInto('cohort_versions').values(version).execute();
    });
    const at = (by: string, day: number) =>
      storedEvent({
        project: 'p',
        name: 'paywall',
        by,
        time: T + day * DAY_MS,
        userUpdates: { plan: 'free', seats: day },
      });
    await events.store.insert('events', eventRows([at('ann', 0), at('bob', 1), at('cat', 5), at('ann', 6)]));
  });
  beforeEach(() => {
    received.length = 0;
    answers = [];
  });
  afterAll(async () => {
    await new Promise((resolve) => receiver.close(resolve));
    await events.dispose();
    await records.dispose();
    await rm(folder, { recursive: true, force: true });
  });

  const dependencies = (): ExportDependencies => ({
    store: events.store,
    records: records.store,
    secrets: secretBox(Buffer.alloc(32, 7)),
    policy: { allowPrivate: true },
    clock: () => Date.now(),
    folder,
    retryAfterMs: [1, 1],
  });

  async function create(settings: StoredExportSettings): Promise<Export> {
    return createExport(records.store, 'p', 'c', settings);
  }

  async function run(made: Export, day: number) {
    const overlay = await loadIdentityOverlay(events.store, 'p');
    const cohort = { name: 'stuck', version: 1, definition: DEFINITION };
    return runExport(dependencies(), {
      project: 'p',
      export: made,
      cohort,
      overlay,
      cohorts: { definition: () => undefined },
      asOf: T + day * DAY_MS,
    });
  }

  const webhook = () =>
    create({
      kind: 'webhook',
      url,
      properties: ['plan', 'seats'],
      sealedSecret: dependencies().secrets.seal(SECRET),
    });

  it('sends who entered and who left since the last run, signed, and nothing when nothing changed', async () => {
    const made = await webhook();
    expect(await run(made, 2)).toMatchObject({ outcome: 'applied', entered: 2, exited: 0, total: 2 });
    expect(received.map((r) => r.message.entered)).toEqual([
      expect.arrayContaining([
        { id: 'ann', properties: { plan: 'free', seats: 0 } },
        { id: 'bob', properties: { plan: 'free', seats: 1 } },
      ]),
    ]);
    expect(await run(made, 2)).toMatchObject({ outcome: 'unchanged', entered: 0, exited: 0, total: 2 });
    expect(received.length).toBe(1);
    expect(await run(made, 8)).toMatchObject({ outcome: 'applied', entered: 1, exited: 1, total: 2 });
    expect(
      received.slice(1).map(({ message }) => [message.exited, message.entered.map((m) => m.id)]),
    ).toEqual([
      [[{ id: 'bob' }], []],
      [[], ['cat']],
    ]);
    expect(new Set(received.map((r) => r.id)).size).toBe(3);
  });

  it('tries again what may pass, gives up on what will not, and keeps what was taken', async () => {
    const made = await webhook();
    answers = [500, 429];
    expect(await run(made, 2)).toMatchObject({ outcome: 'applied', entered: 2 });
    answers = [200, 400];
    const broken = await run(made, 8);
    expect(broken).toMatchObject({
      outcome: 'failed',
      entered: 0,
      exited: 1,
      error: 'the receiver answered 400: not now',
    });
    expect(await run(made, 8)).toMatchObject({ outcome: 'applied', entered: 1, exited: 0 });
    expect(received.flatMap((r) => r.message.exited.map((m) => m.id))).toEqual(['bob']);
    const runs = await listRuns(records.store, made.id, 10);
    expect(runs.map((r) => r.outcome)).toEqual(['applied', 'failed', 'applied']);
  });

  it('keeps the secret sealed in the record store', async () => {
    const made = await webhook();
    const stored = (await listExports(records.store, 'p')).find((e) => e.id === made.id);
    expect(JSON.stringify(stored)).not.toContain(SECRET);
    expect(JSON.stringify(stored)).not.toContain(SECRET.slice(6));
  });

  it('writes CSV files of all, the entered and the exited', async () => {
    const made = await create({ kind: 'csv', properties: ['plan'] });
    await run(made, 2);
    const second = await run(made, 8);
    const texts = await Promise.all(second.files.map((file) => readFile(file, 'utf8')));
    expect(texts[0]?.split('\r\n').sort()).toEqual(['', 'ann,free', 'cat,free', 'id,plan']);
    expect(texts.slice(1)).toEqual(['id,plan\r\ncat,free\r\n', 'id\r\nbob\r\n']);
  });
});
