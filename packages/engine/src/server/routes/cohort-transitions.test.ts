import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type TemporaryApp, temporaryApp } from '../../../../../test/support/app.ts';
import { storedEvent } from '../../../../../test/support/stored-event.ts';
import { type ServerSentEvent, serverSentEvents } from '../../cli/server-sent-events.ts';
import { LIVE_STATE, MemoryLive } from '../../define/membership/live-memory.testing.ts';
import type { Transition } from '../../define/membership/transition.ts';
import { recordTransitions } from '../../define/membership/transition-log.ts';
import { userKey } from '../../model/key.ts';
import { eventRows } from '../../store/clickhouse/event-row.ts';
import { must } from '../../util/assert.ts';

const NOW = Date.UTC(2026, 0, 20);
const TEXT = 'users who did paywall at least 2 times and have plan = "free"';

describe('transitions of a cohort', () => {
  const live = new MemoryLive();
  let temporary: TemporaryApp;
  let project: string;
  let cohort: string;
  let url: string;

  beforeAll(async () => {
    temporary = await temporaryApp({ clock: () => NOW, live });
    const { access, store } = temporary.app.dependencies;
    project = must(await access.project('default'), 'project').id;
    const events = ['ann', 'bob'].map((by) => storedEvent({ project, name: 'paywall', time: NOW - 9, by }));
    await store.insert('events', eventRows(events));
    url = await temporary.listen();
    const made = await fetch(`${url}/api/v1/cohorts`, {
      method: 'POST',
      headers: { ...headers(), 'content-type': 'application/json' },
      body: JSON.stringify({ name: 'stuck', text: TEXT }),
    });
    cohort = ((await made.json()) as { id: string }).id;
    await record(1, 2, 3);
  });
  afterAll(() => temporary.dispose());

  const headers = () => ({ authorization: `Bearer ${temporary.secretKey}` });

  /** Odd ordinals are of ann and enter, even ones of bob and exit. */
  function transition(ordinal: number): Transition {
    return {
      ordinal,
      cohort,
      version: 1,
      unit: 'user',
      subject: userKey(ordinal % 2 === 1 ? 'ann' : 'bob'),
      direction: ordinal % 2 === 1 ? 'entered' : 'exited',
      at: NOW - 1_000 + ordinal,
      recorded: NOW - 500 + ordinal,
      cause: 'event',
      isLate: false,
      values: [2, 'free'],
    };
  }

  async function record(...ordinals: number[]): Promise<readonly Transition[]> {
    const made = ordinals.map(transition);
    await recordTransitions(temporary.app.dependencies.store, project, made, undefined);
    return made;
  }

  async function get(query: string) {
    const answer = await fetch(`${url}/api/v1/cohorts/stuck/transitions${query}`, { headers: headers() });
    return { status: answer.status, body: (await answer.json()) as never };
  }

  it('pages through what was recorded, the newest first, with ids, clauses and values', async () => {
    const first = await get('?limit=2');
    expect(first).toMatchObject({
      status: 200,
      body: {
        cohort: 'stuck',
        next: '2',
        transitions: [
          {
            ordinal: 3,
            version: 1,
            unit: 'user',
            id: 'ann',
            direction: 'entered',
            at: NOW - 997,
            recorded: NOW - 497,
            cause: 'event',
            late: false,
            values: [
              { path: 'where.conditions.0', clause: 'did paywall at least 2 times', value: 2 },
              { path: 'where.conditions.1', clause: 'have plan = "free"', value: 'free' },
            ],
          },
          { ordinal: 2, id: 'bob', direction: 'exited' },
        ],
      },
    });
    expect(await get('?limit=2&cursor=2')).toMatchObject({
      body: { transitions: [{ ordinal: 1 }], next: null },
    });
  });

  it('filters by unit, direction and time', async () => {
    expect(ordinals(await get('?unit=bob'))).toEqual([2]);
    expect(ordinals(await get('?direction=entered'))).toEqual([3, 1]);
    expect(ordinals(await get(`?from=${NOW - 998}&to=${NOW - 997}`))).toEqual([2]);
  });

  it.each([
    ['?unit=nobody', 404, 'unit'],
    ['?limit=0', 400, 'querystring.limit'],
    ['?after=1', 400, 'after'],
    ['?stream=1&from=5', 400, 'from'],
    ['?nonsense=1', 400, 'querystring.nonsense'],
  ])('refuses %s at its place', async (query, status, path) => {
    const answer = await get(query);
    expect(answer).toMatchObject({ status, body: { problems: [{ path }] } });
  });

  it('streams what was recorded after an ordinal and what comes, each once and in order', async () => {
    const stream = await open('?stream=1', { 'last-event-id': '1' });
    expect(await stream.next()).toMatchObject({ event: 'state', id: '1' });
    expect([await stream.next(), await stream.next()].map((each) => each.id)).toEqual(['2', '3']);
    const [four, five] = await record(4, 5);
    live.tell(cohort, [must(four, '4')]);
    live.tell(cohort, [must(four, '4'), must(five, '5')]);
    expect(await stream.next()).toMatchObject({ event: 'transition', id: '4' });
    const last = await stream.next();
    expect(last.id).toBe('5');
    expect(JSON.parse(last.data)).toMatchObject({ ordinal: 5, id: 'ann', direction: 'entered', late: false });
    stream.close();
    await expect.poll(() => live.listening(cohort)).toBe(0);
  });

  it('begins with now when no ordinal is named, and tells a change of state', async () => {
    const stream = await open('', { accept: 'text/event-stream' });
    expect(await stream.next()).toMatchObject({ event: 'state', id: '5' });
    live.current = { ...LIVE_STATE, state: 'stopped', error: 'the store is full' };
    const told = await stream.next();
    expect(told.event).toBe('state');
    expect(JSON.parse(told.data)).toMatchObject({ state: 'stopped', error: 'the store is full' });
    live.current = LIVE_STATE;
    stream.close();
  });

  it('filters a stream, and says so when nothing is kept live', async () => {
    const stream = await open('?stream=1&after=0&unit=ann&direction=entered');
    await stream.next();
    const seen = [await stream.next(), await stream.next(), await stream.next()];
    expect(seen.map((each) => each.id)).toEqual(['1', '3', '5']);
    stream.close();
    live.current = { ...LIVE_STATE, state: 'off' };
    expect(await get('?stream=1')).toMatchObject({ status: 409, body: { problems: [{ code: 'not-live' }] } });
    live.current = LIVE_STATE;
  });

  it('goes on from the log when more is told at once than is kept, and leaves nothing out', async () => {
    const stream = await open('?stream=1');
    await stream.next();
    const many = Array.from({ length: 6_000 }, (_, i) => i + 6);
    live.tell(cohort, await record(...many));
    const seen: string[] = [];
    for (const _ of many) seen.push(must((await stream.next()).id, 'id'));
    expect(seen).toEqual(many.map(String));
    stream.close();
  });

  it('ends streams when the server closes', async () => {
    const stream = await open('?stream=1');
    await stream.next();
    const began = Date.now();
    const { server } = temporary.app;
    const closing = server.close();
    await expect(stream.next()).rejects.toThrow('ended');
    expect(Date.now() - began).toBeLessThan(4_000);
    // The test's client holds a spare connection open, on which it never asked anything.
    server.server.closeAllConnections();
    await closing;
  });

  async function open(query: string, more: Record<string, string> = {}) {
    const gone = new AbortController();
    const answer = await fetch(`${url}/api/v1/cohorts/stuck/transitions${query}`, {
      headers: { ...headers(), ...more },
      signal: gone.signal,
    });
    expect(answer.headers.get('content-type')).toContain('text/event-stream');
    const events = serverSentEvents(must(answer.body, 'body') as AsyncIterable<Uint8Array>);
    return {
      next: async (): Promise<ServerSentEvent> => {
        const { value, done } = await events.next();
        if (done) throw new Error('the stream ended');
        return value;
      },
      close: () => gone.abort(),
    };
  }
});

function ordinals(answer: { readonly body: never }): number[] {
  return (answer.body as { transitions: { ordinal: number }[] }).transitions.map((each) => each.ordinal);
}
