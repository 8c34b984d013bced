import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type TemporaryApp, temporaryApp } from '../../../../../test/support/app.ts';
import { storedEvent } from '../../../../../test/support/stored-event.ts';
import type { StoredEvent } from '../../model/event.ts';
import { deviceKey, userKey } from '../../model/key.ts';
import { DAY_MS } from '../../model/time.ts';
import { eventRows } from '../../store/clickhouse/event-row.ts';
import { must } from '../../util/assert.ts';

const NOW = Date.UTC(2026, 0, 20);
const STUCK = 'users who did paywall at least 2 times in the last 14 days';

describe('cohort routes', () => {
  let temporary: TemporaryApp;
  beforeAll(async () => {
    temporary = await temporaryApp({ clock: () => NOW });
    const { access, store } = temporary.app.dependencies;
    const project = must(await access.project('default'), 'project').id;
    await store.insert('events', eventRows(history(project)));
  });
  afterAll(() => temporary.dispose());

  async function call(method: 'GET' | 'POST' | 'PATCH' | 'DELETE', path: string, payload?: object) {
    const answer = await temporary.app.server.inject({
      method,
      url: `/api/v1/cohorts${path}`,
      headers: { authorization: `Bearer ${temporary.secretKey}` },
      ...(payload ? { payload } : {}),
    });
    return { status: answer.statusCode, body: answer.json() };
  }

  it('saves, shows, changes, lists and archives a cohort', async () => {
    const made = await call('POST', '', { name: 'stuck', description: 'at the wall', text: STUCK });
    expect(made).toMatchObject({
      status: 201,
      body: { name: 'stuck', unit: 'user', version: 1, text: STUCK, archivedAt: null, warnings: [] },
    });
    expect(made.body.definition.where).toMatchObject({ kind: 'event-count', count: 2 });
    const changed = await call('PATCH', '/stuck', { text: STUCK.replace('2 times', '3 times') });
    expect(changed.body).toMatchObject({ version: 2, description: 'at the wall' });
    const versions = await call('GET', `/${made.body.id}/versions`);
    expect(versions.body.versions.map((each: { version: number }) => each.version)).toEqual([2, 1]);
    expect((await call('GET', '/stuck')).body).toMatchObject({ version: 2 });
    expect((await call('DELETE', '/stuck')).body).toEqual({ archived: 'stuck' });
    expect((await call('GET', '')).body.cohorts).toEqual([]);
    expect((await call('GET', '?archived=true')).body.cohorts).toMatchObject([{ name: 'stuck' }]);
    expect((await call('PATCH', '/stuck', { archived: false })).body.archivedAt).toBeNull();
  });

  it.each([
    [{ name: 'x', text: 'users who did' }, 422, 'text:1:14'],
    [{ name: 'x', definition: { unit: 'user', where: { kind: 'nope' } } }, 422, 'definition.where.kind'],
    [{ name: 'x' }, 400, 'definition'],
    [{ name: 'x', text: 'users who in cohort "none"' }, 422, 'where'],
    [{ text: STUCK }, 400, 'name'],
  ])('refuses %j at its place', async (payload, status, path) => {
    const answer = await call('POST', '', payload);
    expect([answer.status, answer.body.problems[0].path]).toEqual([status, path]);
  });

  it('refuses a ring of cohorts, the name of another, and to archive what another needs', async () => {
    await call('POST', '', { name: 'inner', text: STUCK });
    await call('POST', '', { name: 'outer', text: 'users who not in cohort "inner"' });
    const ring = await call('PATCH', '/inner', { text: 'users who in cohort "outer"' });
    expect([ring.status, ring.body.problems[0].code]).toEqual([422, 'cohort-ring']);
    expect((await call('POST', '', { name: 'inner', text: STUCK })).status).toBe(409);
    expect((await call('DELETE', '/inner')).status).toBe(409);
    expect((await call('GET', '/inne')).body.detail).toContain('did you mean "inner"?');
  });

  it('previews a definition: size, share, each clause alone, a sample', async () => {
    const text = `${STUCK}\n  and not have plan = "pro"`;
    expect((await call('POST', '/preview', { text })).body).toEqual({
      unit: 'user',
      asOf: NOW,
      size: 2,
      known: 4,
      share: 0.5,
      text: expect.stringContaining('do not have plan = "pro"'),
      clauses: [
        { path: 'where.conditions.0', text: STUCK.replace('users who ', ''), size: 3 },
        { path: 'where.conditions.1.condition', text: 'have plan = "pro"', size: 1 },
      ],
      clausesLeftOut: 0,
      sample: expect.arrayContaining([
        { id: 'ann', unit: userKey('ann'), properties: {} },
        { id: 'device:kiosk', unit: deviceKey('kiosk'), properties: {} },
      ]),
      warnings: [],
    });
  });

  it('looks at a past instant when asked to', async () => {
    const past = await call('POST', '/preview', { text: STUCK, asOf: NOW - 2 * DAY_MS });
    expect(past.body).toMatchObject({ size: 2, known: 3, asOf: NOW - 2 * DAY_MS });
  });

  it('warns of names that nothing carries, and says what may have been meant', async () => {
    const text = `users who did paywal where limt = "seats" and did paywall where limt = "seats"
      and did paywall where user.plna = "free" and have plann = "pro" and did paywall where limit = "seats"`;
    const { body } = await call('POST', '/preview', { text });
    expect(body.warnings.map((each: { path: string; message: string }) => [each.path, each.message])).toEqual(
      [
        ['where.conditions.0.event.names.0', 'no event named "paywal" has come in: did you mean "paywall"?'],
        [
          'where.conditions.1.event.filters.0.property',
          'no "paywall" carries a property "limt": did you mean "limit"?',
        ],
        [
          'where.conditions.2.event.filters.0.property',
          'no "paywall" carries a user property "plna": did you mean "plan"?',
        ],
        ['where.conditions.3.property', 'no user has had a property "plann": did you mean "plan"?'],
      ],
    );
  });

  it('pages through members as of the first page’s instant, with properties', async () => {
    await call('POST', '', { name: 'paged', text: STUCK });
    const first = await call('GET', '/paged/members?limit=2&properties=plan,seats');
    expect(first.body).toMatchObject({ size: 3, asOf: NOW });
    expect(first.body.members.length).toBe(2);
    const second = await call(
      'GET',
      `/paged/members?limit=2&properties=plan,seats&cursor=${first.body.next}`,
    );
    expect(second.body).toMatchObject({ size: 3, asOf: NOW, next: null });
    const all = [...first.body.members, ...second.body.members];
    expect(Object.fromEntries(all.map(({ id, properties }) => [id, properties]))).toEqual({
      ann: {},
      bob: { plan: 'pro', seats: ['a', 'b'] },
      'device:kiosk': {},
    });
    expect((await call('GET', '/paged/members?cursor=nonsense')).body.problems[0].code).toBe('bad-cursor');
  });

  it('finds members by a part of their name, letters of either case, and pages through those alone', async () => {
    await call('POST', '', { name: 'searched', text: STUCK });
    const ids = async (query: string) => {
      const { body } = await call('GET', `/searched/members?${query}`);
      return [body.size, body.members.map(({ id }: { id: string }) => id).toSorted(), body.next];
    };
    expect(await ids('search=B')).toEqual([1, ['bob'], null]);
    expect(await ids('search=KIOS')).toEqual([1, ['device:kiosk'], null]);
    expect(await ids('search=%25')).toEqual([0, [], null]);
    const first = await call('GET', '/searched/members?search=n&limit=1');
    expect(first.body).toMatchObject({ size: 1, next: null, members: [{ id: 'ann' }] });
    const o = await call('GET', '/searched/members?search=o&limit=1');
    const rest = await call('GET', `/searched/members?search=o&limit=1&cursor=${o.body.next}`);
    expect([...o.body.members, ...rest.body.members].map(({ id }) => id).toSorted()).toEqual([
      'bob',
      'device:kiosk',
    ]);
    expect(rest.body.next).toBeNull();
  });
});

function history(project: string): readonly StoredEvent[] {
  const event = (
    name: string,
    daysAgo: number,
    extra: Partial<StoredEvent> & { by?: string; device?: string },
  ) => storedEvent({ project, name, time: NOW - daysAgo * DAY_MS, ...extra });
  const wall = { properties: { limit: 'seats' }, userProperties: { plan: 'free' } };
  return [
    event('paywall', 5, { by: 'ann', ...wall }),
    event('paywall', 4, { by: 'ann' }),
    event('paywall', 5, { by: 'bob', userUpdates: { plan: 'pro', seats: ['a', 'b'] } }),
    event('paywall', 4, { by: 'bob' }),
    event('paywall', 3, { by: 'cat' }),
    event('paywall', 1, { device: 'kiosk' }),
    event('paywall', 1, { device: 'kiosk' }),
  ];
}
