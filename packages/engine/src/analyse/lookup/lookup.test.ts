import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type TemporaryStore, temporaryEventStore } from '../../../../../test/support/event-store.ts';
import { smallWorlds, WORLD_END, worldName } from '../../../../../test/support/small-world.ts';
import { storedEvent } from '../../../../../test/support/stored-event.ts';
import type { CohortDefinition } from '../../define/language/ast.ts';
import { histories } from '../../define/reference/histories.ts';
import { deviceKey, userKey } from '../../model/key.ts';
import { eventRows } from '../../store/clickhouse/event-row.ts';
import { loadIdentityOverlay } from '../../store/clickhouse/timeline.ts';
import type { AnalysisContext } from '../define-analysis.ts';
import { lookup } from './analysis.ts';
import { oneReference } from './reference.ts';
import type { OneAnswer, SearchAnswer } from './result.ts';

const SEED = 20260124;
const free: CohortDefinition = {
  unit: 'user',
  where: { kind: 'property', property: 'plan', comparison: { op: 'is', values: ['free'] } },
};
const COHORTS = { definition: (name: string) => (name === 'free' ? free : undefined) };

describe('look-up', () => {
  let temporary: TemporaryStore;
  const worlds = smallWorlds(3, SEED);
  beforeAll(async () => {
    temporary = await temporaryEventStore();
    const p = { project: 'p' };
    await temporary.store.insert(
      'events',
      eventRows([
        ...worlds.flat(),
        storedEvent({ ...p, name: 'view', time: 1_000, device: 'phone', userUpdates: { source: 'ad' } }),
        storedEvent({
          ...p,
          name: 'login',
          time: 2_000,
          by: 'ann',
          device: 'phone',
          account: 'acme',
          linkedKey: deviceKey('phone'),
          linkKind: 'device',
          properties: { 'cart.total': 3, big: 9007199254740991, tags: ['a', 'b'] },
        }),
        storedEvent({
          ...p,
          name: '$identify',
          time: 3_000,
          by: 'ann',
          userUpdates: { plan: 'free', source: null, seats: 3 },
        }),
        storedEvent({
          ...p,
          name: '$alias',
          time: 4_000,
          by: 'ann@work',
          linkedKey: userKey('ann'),
          linkKind: 'alias',
        }),
        storedEvent({
          ...p,
          name: 'view',
          time: 5_000,
          by: 'ann@work',
          account: 'acme',
          accountUpdates: { tier: 'gold' },
        }),
        storedEvent({
          ...p,
          name: 'view',
          time: 6_000,
          by: 'bob',
          account: 'acme',
          userUpdates: { email: 'bob@example.org' },
        }),
        storedEvent({ ...p, name: 'view', time: 6_500, device: 'tablet' }),
      ]),
    );
  });
  afterAll(() => temporary.dispose());

  const search = async (fields: object) => {
    const spec = lookup.spec.parse({ kind: 'lookup', of: 'search', ...fields });
    const { matches } = (await lookup.run(spec, await contextOf('p'))) as SearchAnswer;
    return matches.map(({ id, matched }) => [id, matched]);
  };
  const one = async (project: string, fields: object) => {
    const spec = lookup.spec.parse({ kind: 'lookup', of: 'one', ...fields });
    return (await lookup.run(spec, await contextOf(project))) as OneAnswer;
  };

  it('finds by id, prefix, device, aliased id and property', async () => {
    expect(await search({ text: 'ann' })).toEqual([['ann@work', 'alias']]);
    expect(await search({ text: 'ann@' })).toEqual([['ann@work', 'prefix']]);
    expect(await search({ text: 'phone' })).toEqual([['ann@work', 'device']]);
    expect(await search({ text: 'device:tablet' })).toEqual([['device:tablet', 'id']]);
    expect(await search({ text: 'tablet' })).toEqual([['device:tablet', 'device']]);
    expect(await search({ text: 'zoe' })).toEqual([]);
    expect(await search({ property: { name: 'plan', value: 'free' } })).toEqual([['ann@work', 'property']]);
    expect(await search({ property: { name: 'seats', value: '3' } })).toEqual([]);
    expect(await search({ property: { name: 'plan', value: 'RE', op: 'contains' } })).toEqual([
      ['ann@work', 'property'],
    ]);
    expect(await search({ property: { name: 'plan', value: 'ree', op: 'starts-with' } })).toEqual([]);
    expect(await search({ text: 'Bob@Example' })).toEqual([['bob', 'email']]);
    expect(await search({ text: 'example.org' })).toEqual([]);
    const misread = lookup.spec.safeParse({
      ...{ kind: 'lookup', of: 'search', property: { name: 'seats', value: 3, op: 'contains' } },
    });
    expect(misread.error?.issues[0]?.path).toEqual(['property', 'value']);
    expect(await search({})).toEqual([
      ['device:tablet', 'recent'],
      ['bob', 'recent'],
      ['ann@work', 'recent'],
    ]);
    expect(await search({ unit: 'account', text: 'ac' })).toEqual([['acme', 'prefix']]);
  });

  it('says when there is more than was asked for', async () => {
    const spec = lookup.spec.parse({ kind: 'lookup', of: 'search', limit: 2 });
    expect(await lookup.run(spec, await contextOf('p'))).toMatchObject({ hasMore: true, matches: [{}, {}] });
  });

  it('shows a user whole, under any of its ids', async () => {
    const page = await one('p', { id: 'ann', cohorts: ['free'] });
    expect(page).toMatchObject({
      id: 'ann@work',
      key: userKey('ann@work'),
      firstSeen: 1_000,
      lastSeen: 5_000,
      events: 3,
      aliases: [{ id: 'ann', since: 4_000 }],
      devices: [{ id: 'phone', firstSeen: 1_000, lastSeen: 2_000, events: 2 }],
      accounts: [{ id: 'acme', firstSeen: 2_000, lastSeen: 5_000, events: 2 }],
      users: [],
      properties: { plan: 'free', seats: 3 },
      cohorts: [{ name: 'free', isMember: true }],
    });
    expect(page.changes.at(-1)).toEqual({ property: 'source', time: 1_000, value: 'ad' });
    expect(page.stream.events.map(({ name, isRecord }) => [name, isRecord])).toEqual([
      ['view', false],
      ['$alias', true],
      ['$identify', true],
      ['login', false],
      ['view', false],
    ]);
    expect({ ...page.stream.events[3]?.properties }).toEqual({
      'cart.total': 3,
      big: 9007199254740991,
      tags: ['a', 'b'],
    });
    for (const id of ['ann@work', 'phone', 'device:phone'])
      expect((await one('p', { id })).key).toBe(page.key);
  });

  it('shows an account with its users', async () => {
    const page = await one('p', { unit: 'account', id: 'acme' });
    expect(page).toMatchObject({
      id: 'acme',
      events: 3,
      properties: { tier: 'gold' },
      users: [
        { id: 'bob', events: 1 },
        { id: 'ann@work', events: 2 },
      ],
      sessions: [],
    });
    expect(page.stream.events.length).toBe(3);
  });

  it('has the newest properties and changes of whoever changes them all the time', async () => {
    const project = 'restless';
    const changes = Array.from({ length: 3_000 }, (_, i) =>
      storedEvent({ project, name: 'view', by: 'max', time: 1_000 + i, userUpdates: { n: i >> 1, last: i } }),
    );
    await temporary.store.insert('events', eventRows(changes));
    const page = await one(project, { id: 'max' });
    expect(page.properties).toEqual({ n: 1_499, last: 2_999 });
    expect(page.changes.length).toBe(200);
    expect(page.changes.slice(0, 3)).toEqual([
      { property: 'last', time: 3_999, value: 2_999 },
      { property: 'n', time: 3_998, value: 1_499 },
      { property: 'last', time: 3_998, value: 2_998 },
    ]);
  });

  it('does not know who was never seen, nor a cohort that is not there', async () => {
    await expect(one('p', { id: 'zoe' })).rejects.toMatchObject({ status: 404 });
    await expect(one('p', { unit: 'account', id: 'nowhere' })).rejects.toMatchObject({ status: 404 });
    await expect(one('p', { id: 'bob', cohorts: ['free', 'gone'] })).rejects.toThrow('cohorts.1');
  });

  it(`agrees with the plain reading, page by page (seed ${SEED})`, async () => {
    for (const [i, world] of worlds.entries()) {
      for (const unit of ['user', 'account'] as const) {
        for (const [key, history] of histories(world, unit)) {
          const expected = oneReference(history);
          const id = idOf(world, key, unit);
          const page = await one(worldName(i), { unit, id, events: { limit: 4 }, sessions: 500 });
          const stream: string[] = [];
          for (let at: OneAnswer = page; ; ) {
            stream.push(...at.stream.events.filter((e) => !e.isRecord).map((e) => e.seq));
            if (at.stream.next === null) break;
            at = await one(worldName(i), {
              unit,
              id,
              events: { limit: 4, before: at.stream.next },
              sessions: 0,
            });
          }
          const { events, changes, sessions } = page;
          const told = `${worldName(i)} ${unit} ${id}`;
          expect(
            { key: page.key, events, properties: { ...page.properties }, changes, sessions, stream },
            told,
          ).toEqual({ ...expected, sessions: unit === 'user' ? expected.sessions : [] });
        }
      }
    }
  });

  function idOf(world: (typeof worlds)[number], key: string, unit: 'user' | 'account'): string {
    for (const event of world) {
      if (unit === 'account' && event.accounts[0] === key) return event.groups.account?.[0] ?? '';
      if (unit === 'user' && event.user === key) return event.userId || `device:${event.deviceId}`;
    }
    throw new Error(`no event of ${key}`);
  }

  async function contextOf(project: string): Promise<AnalysisContext> {
    return {
      store: temporary.store,
      project: { id: project, name: project, timeZone: 'UTC', accountGroup: 'account' },
      overlay: await loadIdentityOverlay(temporary.store, project),
      cohorts: COHORTS,
      now: WORLD_END,
    };
  }
});
