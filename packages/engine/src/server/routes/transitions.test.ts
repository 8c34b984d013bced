import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type TemporaryApp, temporaryApp } from '../../../../../test/support/app.ts';
import { openStream } from '../../../../../test/support/open-stream.ts';
import { storedEvent } from '../../../../../test/support/stored-event.ts';
import { LIVE_STATE, MemoryLive } from '../../define/membership/live-memory.testing.ts';
import type { Transition } from '../../define/membership/transition.ts';
import { recordTransitions, transitionCounts } from '../../define/membership/transition-log.ts';
import { accountKey, userKey } from '../../model/key.ts';
import { eventRows } from '../../store/clickhouse/event-row.ts';
import { must } from '../../util/assert.ts';

const NOW = Date.UTC(2026, 0, 20);

interface Page {
  readonly transitions: readonly {
    ordinal: number;
    id: string;
    cohort: { name: string };
    values: unknown[];
  }[];
  readonly next: string | null;
}

describe('transitions of all cohorts', () => {
  const live = new MemoryLive();
  let temporary: TemporaryApp;
  let project: string;
  let url: string;
  const ids: string[] = [];

  beforeAll(async () => {
    temporary = await temporaryApp({ clock: () => NOW, live });
    const { access, store } = temporary.app.dependencies;
    project = must(await access.project('default'), 'project').id;
    await store.insert(
      'events',
      eventRows([storedEvent({ project, name: 'paywall', time: NOW - 9, by: 'ann', account: 'acme' })]),
    );
    url = await temporary.listen();
    for (const [name, text] of [
      ['stuck', 'users who did paywall at least 2 times'],
      ['big accounts', 'accounts who did paywall at least 3 times'],
    ]) {
      const made = await fetch(`${url}/api/v1/cohorts`, {
        method: 'POST',
        headers: { ...headers(), 'content-type': 'application/json' },
        body: JSON.stringify({ name, text }),
      });
      ids.push(((await made.json()) as { id: string }).id);
    }
    await record(1, 2, 3, 4);
  });
  afterAll(() => temporary.dispose());

  const headers = () => ({ authorization: `Bearer ${temporary.secretKey}` });

  /** Odd ordinals are of ann and enter the one cohort, even ones of an account and exit the other. */
  function transition(ordinal: number): Transition {
    const isAnn = ordinal % 2 === 1;
    return {
      ordinal,
      cohort: must(ids[isAnn ? 0 : 1], 'cohort'),
      version: 1,
      unit: isAnn ? 'user' : 'account',
      subject: isAnn ? userKey('ann') : accountKey('acme'),
      direction: isAnn ? 'entered' : 'exited',
      at: NOW - 1_000 + ordinal,
      recorded: NOW - 500 + ordinal,
      cause: 'event',
      isLate: false,
      values: [ordinal],
    };
  }

  async function record(...ordinals: number[]): Promise<readonly Transition[]> {
    const made = ordinals.map(transition);
    const checkpoint = {
      upToSeq: 1,
      upTo: NOW,
      ordinal: 1_000_000 + must(ordinals.at(-1), 'one'),
      recorded: NOW,
      open: [],
    };
    await recordTransitions(temporary.app.dependencies.store, project, made, checkpoint);
    return made;
  }

  async function get(query: string): Promise<{ status: number; body: Page }> {
    const answer = await fetch(`${url}/api/v1/transitions${query}`, { headers: headers() });
    return { status: answer.status, body: (await answer.json()) as Page };
  }

  it('pages through all of them, the newest first, with the names of cohorts and units', async () => {
    const first = await get('?limit=3');
    expect(first).toMatchObject({
      status: 200,
      body: {
        next: '2',
        transitions: [
          {
            ordinal: 4,
            id: 'acme',
            unit: 'account',
            direction: 'exited',
            cohort: { id: ids[1], name: 'big accounts' },
            values: [{ clause: 'did paywall at least 3 times', value: 4, orMore: true }],
          },
          { ordinal: 3, id: 'ann', cohort: { id: ids[0], name: 'stuck' }, values: [{ value: 3 }] },
          { ordinal: 2, id: 'acme' },
        ],
      },
    });
    expect(await get('?limit=3&cursor=2')).toMatchObject({
      body: { transitions: [{ ordinal: 1 }], next: null },
    });
  });

  it('tells of each the same as the cohort’s own page', async () => {
    const answer = await fetch(`${url}/api/v1/cohorts/stuck/transitions`, { headers: headers() });
    const { transitions } = (await answer.json()) as Page;
    const all = (await get('')).body.transitions.filter(({ cohort }) => cohort.name === 'stuck');
    expect(all.map(({ cohort: _, ...rest }) => rest)).toEqual(transitions);
  });

  it('filters by direction and time, and counts the same', async () => {
    const { store } = temporary.app.dependencies;
    const [from, to] = [NOW - 998, NOW - 996];
    expect((await get('?direction=entered')).body.transitions.map(({ ordinal }) => ordinal)).toEqual([3, 1]);
    expect((await get(`?from=${from}&to=${to}`)).body.transitions.map(({ ordinal }) => ordinal)).toEqual([
      3, 2,
    ]);
    const counts = await transitionCounts(store, { project, from, to });
    expect(counts.toSorted((a, b) => b.entered - a.entered)).toEqual([
      { cohort: ids[0], entered: 1, exited: 0 },
      { cohort: ids[1], entered: 0, exited: 1 },
    ]);
  });

  it.each([
    ['?limit=0', 400, 'querystring.limit'],
    ['?after=1', 400, 'after'],
    ['?stream=1&limit=5', 400, 'limit'],
    ['?unit=ann', 400, 'querystring.unit'],
  ])('refuses %s at its place', async (query, status, path) => {
    expect(await get(query)).toMatchObject({ status, body: { problems: [{ path }] } });
  });

  const open = (query: string, more: Record<string, string> = {}) =>
    openStream(`${url}/api/v1/transitions${query}`, { ...headers(), ...more });

  it('streams those of every cohort, each once and in order, and goes on where a client left off', async () => {
    const stream = await open('?stream=1', { 'last-event-id': '2' });
    const state = await stream.next();
    expect(state).toMatchObject({ event: 'state', id: '2' });
    expect(JSON.parse(state.data)).toMatchObject({
      cohorts: [
        { name: 'big accounts', live: { state: 'live' } },
        { name: 'stuck', live: { state: 'live' } },
      ],
    });
    expect([await stream.next(), await stream.next()].map(({ id }) => id)).toEqual(['3', '4']);
    const made = await record(5, 6);
    for (const each of made) live.tell(each.cohort, [each]);
    const [five, six] = [await stream.next(), await stream.next()];
    expect([five, six].map(({ id }) => id)).toEqual(['5', '6']);
    expect(JSON.parse(six.data)).toMatchObject({ id: 'acme', cohort: { name: 'big accounts' } });
    stream.close();
    await expect.poll(() => live.listening(undefined)).toBe(0);
  });

  it('tells a change of a cohort’s state, and says so when nothing is kept live', async () => {
    const stream = await open('', { accept: 'text/event-stream' });
    expect(await stream.next()).toMatchObject({ event: 'state', id: '6' });
    live.current = { ...LIVE_STATE, state: 'stopped', error: 'the store is full' };
    const told = await stream.next();
    expect(JSON.parse(told.data).cohorts[0]).toMatchObject({ live: { error: 'the store is full' } });
    stream.close();
    live.current = { ...LIVE_STATE, state: 'off' };
    expect(await get('?stream=1')).toMatchObject({ status: 409, body: { problems: [{ code: 'not-live' }] } });
    live.current = LIVE_STATE;
  });

  it('ends streams when the server closes', async () => {
    const stream = await open('?stream=1');
    await stream.next();
    const { server } = temporary.app;
    const closing = server.close();
    await expect(stream.next()).rejects.toThrow('ended');
    server.server.closeAllConnections();
    await closing;
  });
});
