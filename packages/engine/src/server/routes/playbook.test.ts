import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type TemporaryApp, temporaryApp } from '../../../../../test/support/app.ts';
import { storedEvent } from '../../../../../test/support/stored-event.ts';
import { webhook } from '../../activate/destinations/webhook/webhook.ts';
import { saveDestination } from '../../activate/sync/destination-records.ts';
import { createSync } from '../../activate/sync/sync-records.ts';
import type { BacktestAnswer } from '../../analyse/backtest/result.ts';
import { LIVE_STATE, MemoryLive } from '../../define/membership/live-memory.testing.ts';
import { recordTransitions } from '../../define/membership/transition-log.ts';
import { recordRejected } from '../../ingest/rejected-events.ts';
import { userKey } from '../../model/key.ts';
import { DAY_MS, HOUR_MS } from '../../model/time.ts';
import { eventRows } from '../../store/clickhouse/event-row.ts';
import { must } from '../../util/assert.ts';
import { secretBox } from '../../util/secret-box.ts';
import type { Playbook } from '../playbook/step-answers.ts';

/** Far ahead: the engine deletes what was refused by its own clock. */
const NOW = Date.UTC(2090, 5, 20, 22, 30);
/** Half past midnight in Berlin: today began at 22:00 UTC. */
const TODAY = Date.UTC(2090, 5, 20, 22);

describe('the playbook', () => {
  const live = new MemoryLive();
  let now = NOW;
  let temporary: TemporaryApp;
  let url: string;
  const ids = new Map<string, string>();

  beforeAll(async () => {
    live.current = { ...LIVE_STATE, watermark: NOW };
    temporary = await temporaryApp({ clock: () => now, live });
    url = await temporary.listen();
    await call('PATCH', '/project', { timeZone: 'Europe/Berlin' });
    const people = Array.from({ length: 60 }, (_, i) => `user ${i}`);
    const at = (by: string, name: string, days: number) =>
      storedEvent({ project: 'default', by, name, time: NOW - days * DAY_MS });
    await temporary.app.dependencies.store.insert(
      'events',
      eventRows([
        ...people.map((by) => at(by, 'view', 60)),
        ...people.slice(0, 30).map((by) => at(by, 'paywall', 41)),
        ...people.slice(0, 20).map((by) => at(by, 'upgraded', 30)),
        ...people.slice(50, 53).map((by) => at(by, 'upgraded', 30)),
        ...people.slice(0, 5).map((by) => at(by, 'paywall', 0.5)),
      ]),
    );
  });
  afterAll(() => temporary.dispose());

  async function call<Body>(method: string, path: string, body?: object): Promise<Body> {
    const answer = await fetch(`${url}/api/v1${path}`, {
      method,
      headers: {
        authorization: `Bearer ${temporary.secretKey}`,
        ...(body && { 'content-type': 'application/json' }),
      },
      ...(body && { body: JSON.stringify(body) }),
    });
    const read = (await answer.json()) as Body;
    if (!answer.ok) throw new Error(`${method} ${path}: ${JSON.stringify(read)}`);
    return read;
  }

  const playbook = (): Promise<Playbook> => call<Playbook>('GET', '/playbook');

  async function define(name: string, text: string): Promise<void> {
    ids.set(name, (await call<{ id: string }>('POST', '/cohorts', { name, text })).id);
  }

  const BACKTEST = {
    kind: 'backtest',
    cohort: 'stuck',
    goal: { names: ['upgraded'], filters: [] },
    horizon: { amount: 14, unit: 'day' },
    instants: [NOW - 40 * DAY_MS],
  };

  it('is all open in a project without anything', async () => {
    const found = await playbook();
    expect(found).toMatchObject({ now: NOW, timeZone: 'Europe/Berlin', today: TODAY, attention: [] });
    const { define: first, validate, understand, segment, act, measure } = found;
    for (const { state } of [first, validate, understand, segment, act, measure]) expect(state).toBe('open');
  });

  it('tells what is defined, and what is made of it', async () => {
    await define('stuck', 'users who did paywall at least 1 times');
    expect(await playbook()).toMatchObject({
      define: {
        state: 'done',
        cohorts: 1,
        newest: { name: 'stuck', version: 1 },
        words: '"stuck" is the one cohort.',
      },
      validate: { state: 'open', newest: null, words: '"stuck" was not validated yet.' },
    });
    await define('stuck and paid', 'users who in cohort "stuck" and did upgraded at least 1 times');
    await define(
      'dropped',
      'users who in funnel (paywall then upgraded) dropped at step 2 within 7 days, in the last 90 days',
    );
    expect(await playbook()).toMatchObject({
      define: { cohorts: 3 },
      understand: { state: 'done', cohorts: [{ name: 'dropped' }] },
      segment: { state: 'done', cohorts: [{ name: 'stuck and paid', of: ['stuck'] }] },
    });
    for (const name of ['stuck and paid', 'dropped']) await call('DELETE', `/cohorts/${ids.get(name)}`);
  });

  it('keeps the last verdict of each version, with the numbers of the answer', async () => {
    const { answer } = await call<{ answer: BacktestAnswer }>('POST', '/query', BACKTEST);
    const { validate } = await playbook();
    expect(validate).toMatchObject({ state: 'done', words: answer.verdict.sentence });
    expect(validate.newest).toMatchObject({
      cohort: { id: ids.get('stuck'), name: 'stuck' },
      version: 1,
      isInForce: true,
      kind: 'backtest',
      finding: 'signal',
      lift: {
        estimate: answer.pool.ratio.estimate,
        low: answer.pool.ratio.low,
        high: answer.pool.ratio.high,
      },
      members: answer.pool.members,
      distinctMembers: 30,
      horizonMs: 14 * DAY_MS,
      asOf: NOW,
      spec: { cohort: 'stuck', goal: BACKTEST.goal },
    });
    const own = {
      unit: 'user',
      where: {
        kind: 'event-count',
        event: { names: ['view'], filters: [] },
        op: 'at-least',
        count: 1,
        window: { kind: 'ever' },
      },
    };
    await call('POST', '/query', { ...BACKTEST, cohort: own });
    const report = await call<{ answer: { verdict: { sentence: string } } }>('POST', '/query', {
      ...BACKTEST,
      kind: 'validation',
      instants: 2,
      thresholds: false,
    });
    const after = (await playbook()).validate;
    expect(after.findings).toHaveLength(1);
    expect(after.newest).toMatchObject({ kind: 'validation', sentence: report.answer.verdict.sentence });
  });

  it('says when the version in force is another than the one that was validated', async () => {
    await call('PATCH', `/cohorts/${ids.get('stuck')}`, { text: 'users who did paywall at least 2 times' });
    const waiting = await call<{ pendingVersion: number | null }>('GET', `/cohorts/${ids.get('stuck')}`);
    // The live reading of this test builds nothing: what waits is brought into force by hand.
    if (waiting.pendingVersion !== null) {
      await temporary.app.dependencies.records.db
        .updateTable('cohorts')
        .set({ version: waiting.pendingVersion, pending_version: null })
        .where('id', '=', must(ids.get('stuck'), 'id'))
        .execute();
    }
    expect((await playbook()).validate).toMatchObject({
      state: 'open',
      newest: { version: 1, isInForce: false },
      words: expect.stringContaining('version 1 was looked at, version 2 is in force'),
    });
  });

  it('counts who came and left today as the list of transitions does', async () => {
    const cohort = must(ids.get('stuck'), 'id');
    const transition = (ordinal: number, direction: 'entered' | 'exited', at: number) => ({
      ordinal,
      cohort,
      version: 1,
      unit: 'user' as const,
      subject: userKey(`user ${ordinal}`),
      direction,
      at,
      recorded: NOW,
      cause: 'event' as const,
      isLate: false,
      values: [1],
    });
    await recordTransitions(
      temporary.app.dependencies.store,
      'default',
      [
        transition(1, 'entered', TODAY - 1),
        transition(2, 'entered', TODAY),
        transition(3, 'entered', NOW),
        transition(4, 'exited', NOW),
        transition(5, 'exited', NOW + HOUR_MS),
      ],
      undefined,
    );
    const { act } = await playbook();
    expect(act.today).toEqual([{ id: cohort, name: 'stuck', entered: 2, exited: 1, acts: false }]);
    const page = await call<{ transitions: { direction: string }[] }>(
      'GET',
      `/transitions?from=${TODAY}&to=${NOW + 1}`,
    );
    expect(page.transitions.map(({ direction }) => direction)).toEqual(['exited', 'entered', 'entered']);
    expect(act).toMatchObject({ state: 'open', entered: 0, exited: 0 });
  });

  it('tells what goes out, when it can be measured, and not before', async () => {
    const made = await call<{ id: string }>('POST', '/exports', {
      cohort: 'stuck',
      receiver: { kind: 'csv' },
    });
    expect((await playbook()).measure.state).toBe('open');
    await call('POST', `/exports/${made.id}/runs`, {});
    const found = await playbook();
    expect(found.act).toMatchObject({
      state: 'done',
      entered: 2,
      exited: 1,
      exports: [
        { id: made.id, cohort: 'stuck', kind: 'csv', lastRun: { outcome: 'applied', entered: 5, total: 5 } },
      ],
      today: [{ acts: true }],
    });
    expect(found.measure).toMatchObject({
      state: 'waiting',
      words: 'The first people told of "stuck" have 14 days left to convert.',
      exports: [{ firstTold: NOW, horizonMs: 14 * DAY_MS, due: NOW + 14 * DAY_MS }],
    });
    now = NOW + 14 * DAY_MS;
    live.current = { ...LIVE_STATE, watermark: now };
    expect((await playbook()).measure).toMatchObject({
      state: 'done',
      words: 'What became of the people told of "stuck" can be measured.',
    });
  });

  it('says what needs a look in the words of the status', async () => {
    const { dependencies } = temporary.app;
    await recordRejected(dependencies.store, 'default', 'amplitude', now - HOUR_MS, [
      { position: 0, field: 'time', code: 'not-an-instant', message: 'is no time', payload: {} },
    ]);
    live.current = { ...LIVE_STATE, state: 'stopped', error: 'the disk is full' };
    await dependencies.records.db
      .insertInto('alert_receivers')
      .values({
        id: 'r',
        project_id: 'default',
        kind: 'slack',
        host: 'hooks.slack.com',
        sealed: '',
        failing_since: now,
        error: 'it answered 404',
      })
      .execute();
    const { attention, define: first } = await playbook();
    const status = await call<{ rejectedLastDay: number; cohorts: { notFresh: { message: string }[] } }>(
      'GET',
      '/status',
    );
    expect(attention).toEqual([
      { kind: 'cohort', id: ids.get('stuck'), title: 'stuck', words: status.cohorts.notFresh[0]?.message },
      {
        kind: 'alert',
        id: 'r',
        title: 'alerts to slack at hooks.slack.com',
        words: 'cannot be reached: it answered 404',
      },
      {
        kind: 'rejected',
        id: null,
        title: 'refused events',
        words: '1 event was refused in the last 24 hours',
      },
    ]);
    expect(status.rejectedLastDay).toBe(1);
    expect(first).toMatchObject({ state: 'attention', words: '"stuck" is not up to date.' });
  });

  it('knows those whom a sync told of as those of an export', async () => {
    const { records } = temporary.app.dependencies;
    const settings = { url: 'https://example.com/hook' };
    const box = secretBox(Buffer.alloc(32));
    const to = await saveDestination(records, box, 'default', 'hook', webhook, settings);
    const { id } = await createSync(records, 'default', {
      cohortId: must(ids.get('stuck'), 'cohort'),
      destinationId: to.id,
      mode: 'dynamic',
      audienceName: 'stuck',
      mapping: { email: 'email', attributes: {} },
    });
    expect((await playbook()).measure.syncs).toEqual([]);
    // Before the export told anybody, and not yet two weeks ago.
    now = NOW + 4 * DAY_MS;
    const firstTold = now - 10 * DAY_MS;
    await records.db.updateTable('syncs').set({ first_told_at: firstTold }).where('id', '=', id).execute();
    expect((await playbook()).measure).toMatchObject({
      state: 'waiting',
      words: 'The first people told of "stuck" have 4 days left to convert.',
      syncs: [{ id, cohort: 'stuck', firstTold, horizonMs: 14 * DAY_MS, due: firstTold + 14 * DAY_MS }],
      exports: [{ firstTold: NOW }],
    });
  });
});
