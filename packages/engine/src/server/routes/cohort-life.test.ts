import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type TemporaryApp, temporaryApp } from '../../../../../test/support/app.ts';
import { storedEvent } from '../../../../../test/support/stored-event.ts';
import { bringIntoForce } from '../../define/cohorts/cohort-records.ts';
import { LIVE_STATE, MemoryLive } from '../../define/membership/live-memory.testing.ts';
import { recordTransitions } from '../../define/membership/transition-log.ts';
import { userKey } from '../../model/key.ts';
import { DAY_MS } from '../../model/time.ts';
import { eventRows } from '../../store/clickhouse/event-row.ts';
import { must } from '../../util/assert.ts';

const NOW = Date.UTC(2026, 0, 20, 12);
const STUCK = 'users who\n  did paywall at least 2 times in the last 14 days\n  and do not have plan = "pro"';

describe('a cohort over its life', () => {
  const live = new MemoryLive();
  let temporary: TemporaryApp;
  let project: string;
  let id: string;

  beforeAll(async () => {
    temporary = await temporaryApp({ clock: () => NOW, live });
    const { access, store } = temporary.app.dependencies;
    project = must(await access.project('default'), 'project').id;
    const event = (by: string, daysAgo: number, plan?: string) =>
      storedEvent({
        project,
        name: 'paywall',
        time: NOW - daysAgo * DAY_MS,
        by,
        ...(plan ? { userUpdates: { plan } } : {}),
      });
    await store.insert(
      'events',
      eventRows([
        event('ann', 15),
        event('ann', 3),
        event('ann', 2),
        event('bob', 3),
        event('cat', 5),
        event('cat', 4, 'pro'),
      ]),
    );
    id = (await call('POST', '', { name: 'stuck', text: STUCK })).body.id;
  });
  afterAll(() => temporary.dispose());

  async function call(method: 'GET' | 'POST' | 'PATCH', path: string, payload?: object) {
    const answer = await temporary.app.server.inject({
      method,
      url: `/api/v1/cohorts${path}`,
      headers: { authorization: `Bearer ${temporary.secretKey}` },
      ...(payload ? { payload } : {}),
    });
    return { status: answer.statusCode, body: answer.json() };
  }

  it('shows how fresh it is, alone and in the list', async () => {
    const fresh = { ...LIVE_STATE, building: null, error: null, now: NOW };
    expect((await call('GET', '/stuck')).body.live).toEqual(fresh);
    expect((await call('GET', '')).body.cohorts).toMatchObject([{ name: 'stuck', live: fresh }]);
  });

  it('says why a member is one: values, since when and until when, and what was recorded', async () => {
    const store = temporary.app.dependencies.store;
    const entered = { ordinal: 1, cohort: id, version: 1, unit: 'user', subject: userKey('ann') } as const;
    await recordTransitions(
      store,
      project,
      [
        {
          ...entered,
          direction: 'entered',
          at: NOW - 2 * DAY_MS,
          recorded: NOW,
          cause: 'event',
          isLate: false,
          values: [2, null],
        },
      ],
      undefined,
    );
    const { body } = await call('GET', '/stuck/why?unit=ann');
    expect(body).toMatchObject({
      cohort: 'stuck',
      version: 1,
      unit: 'user',
      id: 'ann',
      asOf: NOW,
      knownSince: NOW - 15 * DAY_MS,
      isMember: true,
      since: NOW - 3 * DAY_MS,
      until: NOW + 11 * DAY_MS,
      clauses: [
        {
          path: 'where.conditions.0',
          holds: true,
          wanted: true,
          value: 2,
          missing: null,
          since: NOW - 3 * DAY_MS,
        },
        { path: 'where.conditions.1.condition', holds: false, wanted: false, value: null, missing: null },
      ],
      recorded: [{ ordinal: 1, id: 'ann', direction: 'entered' }],
      recordedMore: false,
    });
  });

  it('says what is missing, and which clause must not hold', async () => {
    expect((await call('GET', '/stuck/why?unit=bob')).body).toMatchObject({
      isMember: false,
      since: NOW - 3 * DAY_MS,
      clauses: [{ holds: false, value: 1, missing: '1 more' }, { missing: null }],
      intervals: [],
    });
    expect((await call('GET', '/stuck/why?unit=cat')).body.clauses[1]).toMatchObject({
      text: 'have plan = "pro"',
      holds: true,
      wanted: false,
      value: 'pro',
      missing: 'holds, and must not',
    });
  });

  it('answers for the past, and for another version', async () => {
    const past = await call('GET', `/stuck/why?unit=ann&asOf=${NOW - 4 * DAY_MS}`);
    expect(past.body).toMatchObject({ isMember: false, intervals: [] });
    expect((await call('GET', '/stuck/why?unit=ann&version=1')).body.version).toBe(1);
  });

  it.each([
    ['/stuck/why?unit=eve', 404, 'unit'],
    ['/stuck/why', 400, 'querystring.unit'],
    [`/stuck/why?unit=ann&asOf=${NOW + 1}`, 422, 'asOf'],
    [`/stuck/why?unit=bob&asOf=${NOW - 9 * DAY_MS}`, 404, 'asOf'],
    ['/stuck/why?unit=ann&version=9', 404, 'version'],
    ['/stuck/diff?before=9', 404, 'version'],
    ['/stuck/population?every=year', 400, 'querystring.every'],
    [`/stuck/population?from=${NOW}&to=${NOW}`, 422, 'from'],
    [`/stuck/population?to=${NOW + DAY_MS}`, 422, 'to'],
    ['/stuck/population?every=hour&from=0', 422, 'every'],
    ['/stuck/population?timeZone=Mars', 400, 'querystring.timeZone'],
  ])('refuses %s at its place', async (path, status, place) => {
    const answer = await call('GET', path);
    expect([answer.status, answer.body.problems[0].path]).toEqual([status, place]);
  });

  it('tells its size over time', async () => {
    const { body } = await call('GET', `/stuck/population?from=${NOW - 4 * DAY_MS}`);
    expect(body).toMatchObject({ cohort: 'stuck', unit: 'user', every: 'day', timeZone: 'UTC', to: NOW });
    const points = body.points.map(({ size, entered, exited }: Record<string, number>) => [
      size,
      entered,
      exited,
    ]);
    expect(points).toEqual(
      [
        [0, 0, 0],
        [1, 1, 0],
        [1, 0, 0],
        [1, 0, 0],
        [1, 0, 0],
      ].map((each) => each),
    );
  });

  it('lets another definition wait until it is built, and says so', async () => {
    const before = live.changes;
    const { body } = await call('PATCH', '/stuck', { text: 'users who did paywal' });
    expect(body).toMatchObject({
      version: 1,
      pendingVersion: 2,
      pendingText: 'users who did paywal',
      text: STUCK,
      warnings: [{ code: 'unknown-event' }],
    });
    expect(live.changes).toBe(before + 1);
    live.current = { ...LIVE_STATE, building: { version: 2, share: 0.25 } };
    expect((await call('GET', '/stuck')).body.live.building).toEqual({ version: 2, share: 0.25 });
    live.current = LIVE_STATE;
    const versions = (await call('GET', '/stuck/versions')).body.versions;
    expect(versions.map((each: { state: string }) => each.state)).toEqual(['building', 'in-force']);
  });

  it('takes a waiting version back, and rolls back to an earlier one as a new one', async () => {
    expect((await call('POST', '/stuck/rollback', { version: 1 })).body).toMatchObject({
      version: 1,
      pendingVersion: null,
    });
    const nothing = await call('POST', '/stuck/rollback', { version: 1 });
    expect([nothing.status, nothing.body.problems[0].code]).toEqual([409, 'in-force']);
    await call('PATCH', '/stuck', { text: 'users who did paywall' });
    await bringIntoForce(temporary.app.dependencies.records, [{ cohortId: id, version: 3 }]);
    const back = await call('POST', '/stuck/rollback', { version: 1 });
    expect(back.body).toMatchObject({ version: 3, pendingVersion: 4, pendingText: STUCK });
    const versions = (await call('GET', '/stuck/versions')).body.versions;
    expect(versions.map((each: { version: number; state: string }) => [each.version, each.state])).toEqual([
      [4, 'building'],
      [3, 'in-force'],
      [2, 'earlier'],
      [1, 'earlier'],
    ]);
  });

  it('compares two versions in their text and their members', async () => {
    const { body } = await call('GET', '/stuck/diff?before=1&after=3');
    expect(body).toMatchObject({
      before: { version: 1, text: STUCK },
      after: { version: 3, text: 'users who did paywall' },
      membership: { asOf: NOW, come: 2, go: 0, stay: 1, going: [] },
      membershipProblem: null,
    });
    expect(body.membership.coming.map((each: { id: string }) => each.id).sort()).toEqual(['bob', 'cat']);
    expect(body.lines.filter((line: { kind: string }) => line.kind === 'added')).toEqual([
      { kind: 'added', text: 'users who did paywall' },
    ]);
    // Left out, it is what is in force against the newest.
    expect((await call('GET', '/stuck/diff')).body).toMatchObject({
      before: { version: 3 },
      after: { version: 4 },
      membership: { come: 0, go: 2, stay: 1 },
    });
  });

  it('compares with a definition that is not saved, and says when members cannot be compared', async () => {
    const unsaved = await call('POST', '/stuck/diff', { text: 'users who have plan = "pro"' });
    expect(unsaved.body).toMatchObject({ after: { version: null }, membership: { come: 0, go: 2, stay: 1 } });
    const other = await call('POST', '/stuck/diff', { text: 'accounts who did paywall' });
    expect(other.body).toMatchObject({
      membership: null,
      membershipProblem: 'the one is a cohort of users and the other of accounts',
    });
  });
});
