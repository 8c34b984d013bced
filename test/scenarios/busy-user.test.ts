import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { sql } from '../../packages/engine/src/store/sql/fragment.ts';
import { param } from '../../packages/engine/src/store/sql/parameter.ts';
import { type TemporaryServer, temporaryServer } from '../support/temporary-server.ts';

const NOW = Date.UTC(2026, 0, 10);
const EVENTS = 200_000;
/** So many ms lie between an event and the next. */
const APART_MS = 10_000;
const FROM = NOW - EVENTS * APART_MS;

/** One user (a crawler, a shared login) with as many events as thousands of others. */
describe(`a user of ${EVENTS} events`, () => {
  let temporary: TemporaryServer;
  beforeAll(async () => {
    temporary = await temporaryServer(NOW);
    const { project, store } = temporary;
    await store.command(
      sql`INSERT INTO events (project, name, user, time, seq, received, user_id, insert_id, insert_key, session_id, properties, source)
        SELECT ${param.string(project)}, ['wall', 'plans', 'pay', 'other'][1 + number % 4], xxHash64('u:busy'), at, number + 1, at,
          'busy', toString(number), number + 1, -1, concat('{"n":', toString(number % 7), '}'), 'test'
        FROM (SELECT number, fromUnixTimestamp64Milli(toInt64(${param.int(FROM)} + number * ${param.int(APART_MS)}), 'UTC') AS at
          FROM numbers(${param.int(EVENTS)}))`,
    );
  });
  afterAll(() => temporary.dispose());

  const did = (name: string) => ({ names: [name], filters: [] });
  async function ask(question: object) {
    const { statusCode, body } = await temporary.server.inject({
      method: 'POST',
      url: '/api/v1/query',
      headers: temporary.headers,
      payload: JSON.stringify(question),
    });
    expect(statusCode, body).toBe(200);
    return JSON.parse(body).answer;
  }

  it('is counted by every analysis', async () => {
    const range = { from: FROM, to: NOW };
    const each = EVENTS / 4;
    const steps = [did('wall'), did('plans'), did('pay')];
    const once = await ask({ kind: 'funnel', steps, ...range });
    expect(once.steps.map(({ count }: { count: number }) => count)).toEqual([1, 1, 1]);
    const totals = await ask({ kind: 'funnel', steps, ...range, count: 'totals' });
    expect(totals.steps.map(({ count }: { count: number }) => count)).toEqual([each, each, each]);
    const retention = await ask({
      kind: 'retention',
      start: { kind: 'event', event: did('wall'), which: 'recurring', ...range },
      intervals: { last: 3 },
    });
    expect(retention.overall.cells[1].returned).toMatchObject({ count: 1, of: 1 });
    const events = await ask({
      kind: 'segmentation',
      of: 'events',
      event: did('wall'),
      measure: { kind: 'totals' },
      window: { kind: 'ever' },
    });
    expect(events.total.overall).toBe(each);
    const journey = await ask({ kind: 'journey', anchor: did('wall'), window: { kind: 'ever' } });
    expect(journey).toMatchObject({ anchors: each, units: 1 });
  });

  it('is looked up, page by page', async () => {
    const one = await ask({ kind: 'lookup', of: 'one', id: 'busy' });
    expect(one).toMatchObject({ events: EVENTS, lastSeen: NOW - APART_MS });
    const page = { kind: 'lookup', of: 'timeline', id: 'busy', show: ['event'], limit: 1_000 };
    const newest = await ask(page);
    expect(newest.entries).toHaveLength(1_000);
    const next = await ask({ ...page, before: newest.next });
    expect(next.entries[0].time).toBe(NOW - 1_001 * APART_MS);
    const search = await ask({ kind: 'lookup', of: 'search', text: 'bus' });
    expect(search.matches).toMatchObject([{ id: 'busy' }]);
  });

  it('is explained why it is in a cohort', async () => {
    const made = await temporary.server.inject({
      method: 'POST',
      url: '/api/v1/cohorts',
      headers: temporary.headers,
      payload: JSON.stringify({
        name: 'stuck',
        text: 'users who did wall at least 3 times in the last 1 hour',
      }),
    });
    expect(made.statusCode, made.body).toBe(201);
    const why = await temporary.server.inject({
      url: '/api/v1/cohorts/stuck/why?unit=busy',
      headers: temporary.headers,
    });
    expect(why.statusCode, why.body).toBe(200);
    expect(why.json()).toMatchObject({ isMember: true, since: FROM + 8 * APART_MS });
  });
});
