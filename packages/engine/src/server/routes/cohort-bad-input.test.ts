import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type TemporaryApp, temporaryApp } from '../../../../../test/support/app.ts';
import { storedEvent } from '../../../../../test/support/stored-event.ts';
import { MemoryLive } from '../../define/membership/live-memory.testing.ts';
import { eventRows } from '../../store/clickhouse/event-row.ts';
import { must } from '../../util/assert.ts';

const NOW = Date.UTC(2026, 0, 20);
const EVER = { kind: 'ever' };
const EVENT = { names: ['paywall'], filters: [] };
const counted = { kind: 'event-count', event: EVENT, op: 'at-least', count: 1, window: EVER };

describe('bad definitions', () => {
  let temporary: TemporaryApp;
  beforeAll(async () => {
    temporary = await temporaryApp({ clock: () => NOW, live: new MemoryLive() });
    const { access, store } = temporary.app.dependencies;
    const project = must(await access.project('default'), 'project').id;
    await store.insert(
      'events',
      eventRows([
        storedEvent({
          project,
          name: 'paywall',
          time: NOW - 5,
          by: 'ann',
          properties: { seats: 3, plan: 'free', tags: ['a'] },
          userUpdates: { projects: 4, role: 'admin', beta: true },
        }),
      ]),
    );
  });
  afterAll(() => temporary.dispose());

  async function call(method: 'POST' | 'PATCH' | 'GET', path: string, payload?: object) {
    const answer = await temporary.app.server.inject({
      method,
      url: `/api/v1/cohorts${path}`,
      headers: { authorization: `Bearer ${temporary.secretKey}` },
      ...(payload ? { payload } : {}),
    });
    return { status: answer.statusCode, body: answer.json() };
  }

  const deep = (levels: number): object => {
    let where: object = counted;
    for (let i = 0; i < levels; i += 1) where = { kind: 'not', condition: where };
    return where;
  };

  it.each([
    [
      'a window of zero, as text',
      { text: 'users who did a in the last 0 days' },
      'bad-duration',
      'text:1:29',
    ],
    [
      'a window of zero, as JSON',
      {
        definition: {
          unit: 'user',
          where: { ...counted, window: { kind: 'last', duration: { amount: 0, unit: 'day' } } },
        },
      },
      'wrong-value',
      'definition.where.window.duration.amount',
    ],
    [
      'a window without an instant',
      { text: 'users who did a between 2026-01-02 and 2026-01-02' },
      'window-empty',
      'text:1:17',
    ],
    [
      'a count below zero, as text',
      { text: 'users who did a at least -1 times' },
      'wrong-value',
      'text:1:26',
    ],
    [
      'a count below zero, as JSON',
      { definition: { unit: 'user', where: { ...counted, count: -1 } } },
      'wrong-value',
      'definition.where.count',
    ],
    [
      'a tree too deep, as JSON',
      { definition: { unit: 'user', where: deep(2_000) } },
      'too-deep',
      `definition.where${'.condition'.repeat(32)}`,
    ],
    [
      'a tree too deep, as text',
      { text: `users who ${'('.repeat(50_000)}did a${')'.repeat(50_000)}` },
      'too-deep',
      undefined,
    ],
    [
      'a count too large to keep',
      { text: 'users who did a exactly 100001 times' },
      'too-much-to-keep',
      'where.count',
    ],
    [
      'too many distinct values to keep',
      { text: 'users who did paywall and did paywall with distinct values of seats >= 10001' },
      'too-much-to-keep',
      'where.conditions.1.value',
    ],
  ])('refuses %s at its place, before anything is stored', async (_, input, code, path) => {
    const { status, body } = await call('POST', '', { name: 'bad', ...input });
    expect(status).toBe(422);
    expect(body.problems[0].code).toBe(code);
    if (path) expect(body.problems[0].path).toBe(path);
    expect((await call('GET', '')).body.cohorts).toEqual([]);
  });

  it('warns of values of a type that a property never held', async () => {
    const text = `users who did paywall where seats = "3" and plan > 3 and tags = 1
      and have projects = "4" and have role in (1, 2) and have beta = "true"
      and have projects != 5 and did paywall where seats >= 2 and tags contains "x"`;
    const { body } = await call('POST', '/preview', { text });
    expect(body.warnings.map(({ code, path }: { code: string; path: string }) => [code, path])).toEqual([
      ['other-type', 'where.conditions.0.event.filters.0.property'],
      ['other-type', 'where.conditions.0.event.filters.1.property'],
      ['other-type', 'where.conditions.0.event.filters.2.property'],
      ['other-type', 'where.conditions.1.property'],
      ['other-type', 'where.conditions.2.property'],
      ['other-type', 'where.conditions.3.property'],
    ]);
    expect(body.warnings[0].message).toBe(
      '"seats" has held only numbers so far, and is compared with text: write the value without quotes, as it is sent',
    );
    expect(body.warnings[1].message).toBe(
      '"plan" has held only text so far, and is compared with numbers: write the value in double quotes',
    );
  });

  it('refuses what would break a cohort that refers to this one', async () => {
    await call('POST', '', { name: 'inner', text: 'users who did paywall' });
    await call('POST', '', { name: 'outer', text: 'users who in cohort "inner"' });
    const other = await call('PATCH', '/inner', { text: 'accounts who did paywall' });
    expect([other.status, other.body.problems[0].code]).toEqual([422, 'other-unit']);
    expect(other.body.detail).toContain('"outer" refers to this cohort and would no longer hold together');
  });

  it('finds a ring that versions which wait would close', async () => {
    await call('POST', '', { name: 'first', text: 'users who did paywall' });
    await call('POST', '', { name: 'second', text: 'users who did paywall' });
    expect(
      (await call('PATCH', '/first', { text: 'users who in cohort "second"' })).body.pendingVersion,
    ).toBe(2);
    const ring = await call('PATCH', '/second', { text: 'users who in cohort "first"' });
    expect([ring.status, ring.body.problems[0].code]).toEqual([422, 'cohort-ring']);
  });
});
