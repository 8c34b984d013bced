import { Webhook } from 'standardwebhooks';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type TemporaryRecordStore, temporaryRecordStore } from '../../../../../test/support/record-store.ts';
import { type VirtualPace, virtualPace } from '../../../../../test/support/virtual-pace.ts';
import { createCohort } from '../../define/cohorts/cohort-records.ts';
import type { CohortDefinition } from '../../define/language/ast.ts';
import { parseCohort } from '../../define/language/parse.ts';
import type { CohortState } from '../../define/membership/live-cohorts.ts';
import { liveOff, NOT_KEPT } from '../../define/membership/live-off.ts';
import { DAY_MS, MINUTE_MS } from '../../model/time.ts';
import { must } from '../../util/assert.ts';
import { secretBox } from '../../util/secret-box.ts';
import type { Fault } from '../destinations/fault.ts';
import type { VendorRequest } from '../destinations/vendor-request.ts';
import { webhook } from '../destinations/webhook/webhook.ts';
import { type DestinationRecord, restAfter, saveDestination, unpark } from '../sync/destination-records.ts';
import { changeSync, createSync } from '../sync/sync-records.ts';
import { addReceiver, getReceiver, listReceivers, removeReceiver } from './alert-receivers.ts';
import { type AlertService, createAlertService } from './alert-service.ts';

const SLACK = 'https://hooks.slack.com/services/T000/B000/abcdefgh12345678';
const HOOK = 'https://hooks.example.com/alerts?token=hidden-token-1';
const CREDENTIALS: Fault = { kind: 'credentials', message: 'Invalid API key of ann@example.com' };
const PROJECT = { id: 'p', name: 'shop <1>' };
const secrets = secretBox(Buffer.alloc(32, 3));

describe('alerts', () => {
  let temporary: TemporaryRecordStore;
  let destination: DestinationRecord;
  let sync: string;
  let cohort: string;
  let pace: VirtualPace;
  let state: CohortState;
  let wall: CohortDefinition;
  let brokenProject: string | undefined;
  const sent: VendorRequest[] = [];
  const troubles: unknown[] = [];
  let answer: () => { status: number; body: string };
  const open: AlertService[] = [];

  beforeAll(async () => {
    temporary = await temporaryRecordStore();
    const { store } = temporary;
    const project = { id: 'p', name: PROJECT.name, time_zone: 'UTC', account_group: 'account' };
    await store.db.insertInto('projects').values(project).execute();
    destination = await saveDestination(store, secrets, 'p', 'mail & co', webhook, {});
    const parsed = parseCohort('users who did wall');
    if (!parsed.ok) throw new Error('the cohort does not parse');
    wall = parsed.value;
    const made = await createCohort(store, 'p', { name: 'stuck', description: '', definition: wall });
    cohort = made.id;
    ({ id: sync } = await createSync(store, 'p', {
      ...{ cohortId: cohort, destinationId: destination.id, mode: 'dynamic', audienceName: 'x' },
      mapping: { email: 'email', attributes: {} },
    }));
  });
  afterAll(() => temporary.dispose());
  beforeEach(async () => {
    for (const service of open.splice(0)) await service.close();
    const { db } = temporary.store;
    await db.deleteFrom('alert_receivers').execute();
    await db.deleteFrom('alert_problems').execute();
    sent.length = 0;
    pace = virtualPace();
    state = NOT_KEPT;
    brokenProject = undefined;
    answer = () => ({ status: 200, body: 'ok' });
    await unpark(temporary.store, destination.id, pace.clock());
    await changeSync(temporary.store, sync, { running_since: pace.clock(), good_at: pace.clock() });
  });

  /** A process of its own on the same records. */
  function service(): AlertService {
    const made = createAlertService({
      records: temporary.store,
      live: {
        ...liveOff(temporary.store),
        state: (project) => {
          if (project === brokenProject) throw new Error('broken');
          return state;
        },
      },
      secrets,
      policy: { allowPrivate: false },
      send: async (request) => {
        sent.push(request);
        return { headers: {}, ...answer() };
      },
      pace,
      monotonic: () => performance.now(),
      onTrouble: (error) => troubles.push(error),
    });
    open.push(made);
    return made;
  }

  const add = (kind: 'slack' | 'webhook') =>
    addReceiver(temporary.store, secrets, { allowPrivate: false }, 'p', {
      kind,
      url: kind === 'slack' ? SLACK : HOOK,
    });
  const park = (fault: Fault = CREDENTIALS) =>
    restAfter(temporary.store, destination, fault, pace.clock(), pace.random);
  const texts = () => sent.map(({ body }) => (JSON.parse(body ?? '') as { text: string }).text);

  it('tells Slack once that a sync is parked, reminds each day, and tells once that it is well', async () => {
    await add('slack');
    const one = service();
    await one.look();
    expect(sent).toEqual([]);
    await park();
    for (let i = 0; i < 3; i += 1) await one.look();
    expect(sent.map(({ url }) => url)).toEqual([SLACK]);
    expect(texts()[0]).toContain(
      'Cusp, project shop &lt;1&gt;\n\n*sync of stuck to mail &amp; co is parked*\n',
    );
    expect(texts()[0]).toContain('Invalid API key of [email]');
    expect(JSON.parse(sent[0]?.body ?? '')).toEqual({ text: texts()[0] });
    await one.close();
    const next = service();
    pace.advance(DAY_MS - 1);
    await next.look();
    expect(sent).toHaveLength(1);
    pace.advance(1);
    await next.look();
    await next.look();
    expect(texts().slice(1)).toEqual([
      expect.stringContaining('is still parked, since 2026-05-01 00:00 UTC'),
    ]);
    await unpark(temporary.store, destination.id, pace.clock());
    await next.look();
    await next.look();
    expect(texts().slice(2)).toEqual([expect.stringContaining('is no longer parked')]);
  });

  it('has one process at a time, which another takes over without telling again', async () => {
    await add('slack');
    await park();
    const [one, two] = [service(), service()];
    await Promise.all([one.look(), two.look()]);
    await Promise.all([two.look(), one.look()]);
    expect(sent).toHaveLength(1);
    // The holder is killed: nobody lets go for it, and its time runs out.
    await temporary.store.db
      .updateTable('alert_lease')
      .set({ until: new Date(0) })
      .execute();
    await two.look();
    expect(sent).toHaveLength(1);
    await unpark(temporary.store, destination.id, pace.clock());
    await one.look();
    expect(sent).toHaveLength(1);
    await two.look();
    expect(sent).toHaveLength(2);
  });

  it('writes nothing down once another process has taken over', async () => {
    await add('slack');
    await park();
    const slow = service();
    answer = () => {
      void temporary.store.db.updateTable('alert_lease').set({ owner: 'other', token: 9_999 }).execute();
      return { status: 200, body: '' };
    };
    await slow.look();
    expect(sent).toHaveLength(1);
    expect(await temporary.store.db.selectFrom('alert_told').selectAll().execute()).toEqual([]);
    await temporary.store.db.updateTable('alert_lease').set({ owner: null, until: null }).execute();
  });

  it('signs what it tells a webhook, with an id that stays until it is taken', async () => {
    const { secret } = await add('webhook');
    await park({ kind: 'misconfigured', message: 'the destination refuses everybody: bob-17 is no id' });
    const one = service();
    answer = () => ({ status: 500, body: '' });
    await one.look();
    answer = () => ({ status: 204, body: '' });
    pace.advance(MINUTE_MS);
    await one.look();
    expect(sent).toHaveLength(2);
    const [first, second] = sent.map(({ headers }) => headers['webhook-id']);
    expect(first).toMatch(/^alert_[0-9a-f]{32}$/);
    expect(second).toBe(first);
    const { body = '', headers } = must(sent[1], 'message');
    const verifier = new Webhook(must(secret, 'secret'));
    const signed = verifier.sign(
      must(first, 'id'),
      new Date(Number(headers['webhook-timestamp']) * 1_000),
      body,
    );
    expect(headers['webhook-signature']).toBe(signed);
    expect(JSON.parse(body)).toEqual({
      type: 'cusp.alert',
      data: {
        project: PROJECT,
        alerts: [
          {
            event: 'problem',
            subject: { kind: 'sync', id: sync, title: 'sync of stuck to mail & co' },
            problem: 'parked',
            since: '2026-05-01T00:00:00.000Z',
            message: expect.stringContaining('do not fit'),
          },
        ],
      },
    });
    expect(body).not.toContain('bob-17');
  });

  it('shows a receiver that fails, tries it ever later, and tells it only what still is', async () => {
    const { receiver } = await add('slack');
    await add('webhook');
    await park();
    answer = () => ({ status: 404, body: `no_service at ${new URL(SLACK).pathname}` });
    const one = service();
    for (let i = 0; i < 3; i += 1) await one.look();
    expect(sent).toHaveLength(2);
    const failing = async () => (await getReceiver(temporary.store, 'p', receiver.id)).failing;
    expect(await failing()).toMatchObject({
      since: pace.clock(),
      error: 'hooks.slack.com answered 404: no_service at [secret]',
    });
    const waits: number[] = [];
    for (let i = 0; i < 8; i += 1) {
      waits.push(must(await failing(), 'failing').nextAt - pace.clock());
      pace.advance(waits.at(-1) ?? 0);
      await one.look();
    }
    expect(waits[0]).toBeLessThanOrEqual(MINUTE_MS);
    expect(waits[7]).toBeGreaterThan(20 * MINUTE_MS);
    expect(Math.max(...waits)).toBeLessThanOrEqual(60 * MINUTE_MS);
    await unpark(temporary.store, destination.id, pace.clock());
    await changeSync(temporary.store, sync, { good_at: pace.clock() });
    answer = () => ({ status: 200, body: 'ok' });
    pace.advance(60 * MINUTE_MS);
    const { length } = sent;
    await one.look();
    expect(sent).toHaveLength(length);
    await one.test(must((await listReceivers(temporary.store, 'p'))[0], 'receiver'), PROJECT);
    expect(await failing()).toBeUndefined();
  });

  it('tells of a live cohort that an error holds up for longer than a moment, without the words of the error', async () => {
    await add('slack');
    state = { ...NOT_KEPT, state: 'stopped', error: 'cannot parse ann@example.com' };
    const one = service();
    await one.look();
    pace.advance(MINUTE_MS);
    await one.look();
    expect(sent).toEqual([]);
    pace.advance(MINUTE_MS);
    await one.look();
    expect(texts()).toEqual([expect.stringContaining('*cohort stuck is out of date*')]);
    expect(texts()[0]).not.toContain('ann');
    state = { ...NOT_KEPT, state: 'live', watermark: pace.clock() };
    await one.look();
    expect(texts()[1]).toContain('cohort stuck is no longer out of date');
  });

  it('tells the others when the address of one cannot be read, and shows that', async () => {
    const { receiver } = await add('slack');
    await add('webhook');
    const sealed = secretBox(Buffer.alloc(32, 9)).seal('{}');
    await temporary.store.db
      .updateTable('alert_receivers')
      .set({ sealed })
      .where('id', '=', receiver.id)
      .execute();
    await park();
    await service().look();
    expect(sent.map(({ url }) => url)).toEqual([HOOK]);
    const { failing } = await getReceiver(temporary.store, 'p', receiver.id);
    expect(failing?.error).toContain('encryption key');
    expect(troubles).toEqual([]);
  });

  it('tells of the other projects when something goes wrong in one', async () => {
    const { store } = temporary;
    const other = { id: 'a', name: 'another', time_zone: 'UTC', account_group: 'account' };
    await store.db.insertInto('projects').values(other).execute();
    await createCohort(store, 'a', { name: 'odd', description: '', definition: wall });
    await addReceiver(store, secrets, { allowPrivate: false }, 'a', { kind: 'slack', url: SLACK });
    await add('slack');
    await park();
    brokenProject = 'a';
    await service().look();
    expect(texts()).toEqual([expect.stringContaining('is parked')]);
    expect(troubles.splice(0)).toEqual([expect.objectContaining({ message: 'broken' })]);
    await store.db.deleteFrom('projects').where('id', '=', 'a').execute();
  });

  it('keeps addresses sealed, refuses private ones, and forgets who is removed', async () => {
    const { receiver } = await add('slack');
    const rows = await temporary.store.db.selectFrom('alert_receivers').selectAll().execute();
    expect(JSON.stringify(rows)).not.toContain('abcdefgh12345678');
    const refused = (url: string) =>
      addReceiver(temporary.store, secrets, { allowPrivate: false }, 'p', { kind: 'webhook', url });
    await expect(refused('https://10.0.0.1/x')).rejects.toMatchObject({ status: 422 });
    await expect(refused('http://x.com/x')).rejects.toMatchObject({ status: 422 });
    await park();
    await removeReceiver(temporary.store, receiver);
    await service().look();
    expect(sent).toEqual([]);
    for (let i = 0; i < 20; i += 1) await add('slack');
    await expect(add('slack')).rejects.toMatchObject({ status: 422 });
    expect(troubles).toEqual([]);
  });
});
