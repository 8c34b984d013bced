import { request as httpRequest, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { type TemporaryStore, temporaryEventStore } from '../../../../../test/support/event-store.ts';
import { type TemporaryRecordStore, temporaryRecordStore } from '../../../../../test/support/record-store.ts';
import { serverDependencies } from '../../../../../test/support/server-dependencies.ts';
import { storedEvent } from '../../../../../test/support/stored-event.ts';
import type { App } from '../../app.ts';
import { inProcess } from '../../cli/engine-client.ts';
import { type ServerSentEvent, serverSentEvents } from '../../cli/server-sent-events.ts';
import { eventRows } from '../../store/clickhouse/event-row.ts';
import type { EventStore } from '../../store/event-store.ts';
import { type Sql, sql } from '../../store/sql/fragment.ts';
import { recordsAccess } from '../access-records.ts';
import { createServer, type Server } from '../create-server.ts';

const NOW = Date.UTC(2026, 0, 10);
const TOKEN = 'operator-token';
const ENDLESS = sql`SELECT count() AS slowed FROM numbers(100000000000) WHERE sipHash64(number) = 1`;
/** Two and a half seconds, row by row. */
const SLOW = sql`SELECT sum(sleepEachRow(0.05)) AS slowed FROM numbers(50) SETTINGS max_block_size = 1`;
/** Some 400 MB. */
const GREEDY = sql`SELECT length(groupArray(number)) AS slowed FROM numbers(50000000)`;
const BROKEN = sql`SELECT sum(sleepEachRow(0.05) + throwIf(number = 30)) AS slowed FROM numbers(50) SETTINGS max_block_size = 1`;

describe('long queries over HTTP', () => {
  let temporary: TemporaryStore;
  let records: TemporaryRecordStore;
  let server: Server;
  let app: App;
  let port: number;
  /** What each question's last query must also compute. */
  let besides: Sql | undefined;
  let asked = 0;

  beforeAll(async () => {
    temporary = await temporaryEventStore();
    records = await temporaryRecordStore();
    const { store: real } = temporary;
    const store: EventStore = {
      ...real,
      query: (statement, options) => {
        if (besides === undefined || !statement.parts.some((part) => String(part).includes('AS watermark')))
          return real.query(statement, options);
        asked += 1;
        return real.query(sql`SELECT * FROM (${statement}) AS a CROSS JOIN (${besides}) AS b`, options);
      },
    };
    const dependencies = {
      ...serverDependencies(store, records.store, temporary.path, NOW),
      queryMemoryMb: 128,
    };
    server = createServer(dependencies, TOKEN);
    app = { server, dependencies, operatorToken: TOKEN, close: async () => undefined };
    const settings = { timeZone: 'UTC', accountGroup: 'account' };
    const { id: project } = await recordsAccess(records.store, () => NOW).createProject('default', settings);
    const at = (name: string, by: string) => storedEvent({ project, name, by, time: NOW - 60_000 });
    await real.insert('events', eventRows([at('wall', 'ann'), at('wall', 'bob'), at('upgraded', 'bob')]));
    await server.listen({ host: '127.0.0.1', port: 0 });
    ({ port } = server.server.address() as AddressInfo);
  });
  afterEach(async () => {
    besides = undefined;
    asked = 0;
    await nothingRuns();
  });
  afterAll(async () => {
    await server.close();
    await temporary.dispose();
    await records.dispose();
  });

  const wall = { names: ['wall'], filters: [] };
  const question = { kind: 'journey', anchor: wall };

  interface Asking {
    readonly answer: Promise<IncomingMessage>;
    readonly leave: () => void;
  }

  function ask(body: object, accept = 'application/json'): Asking {
    const headers = { authorization: `Bearer ${TOKEN}`, 'content-type': 'application/json', accept };
    const request = httpRequest({
      host: '127.0.0.1',
      port,
      path: '/api/v1/query',
      method: 'POST',
      headers,
    });
    const answer = new Promise<IncomingMessage>((resolve, reject) => {
      request.on('response', resolve);
      request.on('error', reject);
    });
    answer.catch(() => undefined);
    request.end(JSON.stringify(body));
    return { answer, leave: () => void request.destroy() };
  }

  async function json(asking: Asking) {
    let text = '';
    for await (const chunk of await asking.answer) text += chunk;
    return JSON.parse(text);
  }

  const running = () =>
    temporary.store.query<{ query: string }>(
      sql`SELECT query FROM system.processes WHERE query LIKE '%AS slowed%' AND query NOT LIKE '%system.processes%'`,
    );
  const someRun = () => expect.poll(running, { timeout: 10_000, interval: 20 }).not.toEqual([]);
  /** The endless ones would take hours. */
  const nothingRuns = () => expect.poll(running, { timeout: 1_000, interval: 20 }).toEqual([]);

  it('are refused past the memory that a setting gives them, and harm nobody else', async () => {
    besides = SLOW;
    const modest = ask({ ...question, steps: 2 });
    await someRun();
    besides = GREEDY;
    const told = await json(ask(question));
    expect(told).toMatchObject({ status: 422, problems: [{ code: 'query-memory-limit' }] });
    expect(told.detail).toContain('CUSP_QUERY_MEMORY');
    expect((await modest.answer).statusCode).toBe(200);
  });

  it('are stopped in the engine within a second when the client goes away', async () => {
    besides = ENDLESS;
    const asking = ask(question);
    await someRun();
    asking.leave();
    await nothingRuns();
  });

  it('are stopped when a client in the same process goes away', async () => {
    const engine = inProcess(app, undefined);
    for (const afterMs of [0, 1_500]) {
      besides = ENDLESS;
      const leaving = new AbortController();
      const asking = engine.events('POST', '/api/v1/query', question, leaving.signal).then(async (body) => {
        for await (const _ of body);
      });
      const failed = expect(asking).rejects.toThrow();
      await someRun();
      await sleep(afterMs);
      leaving.abort();
      await failed;
      await nothingRuns();
    }
  });

  it('are stopped when a client that watches progress goes away', async () => {
    besides = ENDLESS;
    const asking = ask(question, 'text/event-stream');
    for await (const event of serverSentEvents(await asking.answer)) {
      expect(event.event).toBe('progress');
      break;
    }
    await nothingRuns();
  });

  it('are one for all who ask the same, until the last of them has gone', async () => {
    besides = ENDLESS;
    const first = ask(question);
    await someRun();
    // The same with a default spelled out and the fields in another order.
    const second = ask({ steps: 3, anchor: { filters: [], names: ['wall'] }, kind: 'journey' });
    const other = ask({ ...question, steps: 2 });
    await expect.poll(async () => (await running()).length).toBe(2);
    await sleep(300);
    expect(asked).toBe(2);
    other.leave();
    await expect.poll(async () => (await running()).length).toBe(1);
    first.leave();
    await sleep(500);
    expect(await running()).toHaveLength(1);
    second.leave();
    await nothingRuns();
    expect(asked).toBe(2);
  });

  it('give everybody the answer', async () => {
    besides = SLOW;
    const answers = await Promise.all([ask(question), ask(question), ask(question)].map(json));
    for (const answer of answers) expect(answer.answer).toMatchObject({ anchors: 2, units: 2 });
    expect(asked).toBe(1);
  });

  it('are not shared with those who come after a change', async () => {
    const send = (method: 'POST' | 'PATCH', path: string, body: object) =>
      server.inject({ method, url: path, headers: { authorization: `Bearer ${TOKEN}` }, payload: body });
    const definition = (event: string) => ({ text: `users who did ${event}` });
    expect(
      (await send('POST', '/api/v1/cohorts', { name: 'some', ...definition('upgraded') })).statusCode,
    ).toBe(201);
    besides = SLOW;
    const of = { ...question, cohort: 'some' };
    const before = json(ask(of));
    await someRun();
    expect((await send('PATCH', '/api/v1/cohorts/some', definition('wall'))).statusCode).toBe(200);
    const after = [json(ask(of)), json(ask(of))];
    expect((await before).answer.units).toBe(1);
    for (const answer of await Promise.all(after)) expect(answer.answer.units).toBe(2);
    expect(asked).toBe(2);
  });

  async function events(asking: Asking): Promise<ServerSentEvent[]> {
    const all: ServerSentEvent[] = [];
    for await (const event of serverSentEvents(await asking.answer)) all.push(event);
    return all;
  }

  it('tell their progress, and then the answer', async () => {
    besides = SLOW;
    const asking = ask(question, 'text/event-stream');
    const late = sleep(1_000).then(() => ask(question, 'text/event-stream'));
    const told = await events(asking);
    expect(told.at(-1)?.event).toBe('answer');
    expect(JSON.parse(told.at(-1)?.data ?? '')).toMatchObject({ kind: 'journey', answer: { anchors: 2 } });
    const progress = told.slice(0, -1).map(({ event, data }) => ({ event, ...JSON.parse(data) }));
    expect(progress.length).toBeGreaterThanOrEqual(2);
    for (const each of progress) {
      expect(each).toEqual({
        event: 'progress',
        readRows: expect.any(Number),
        totalRows: expect.any(Number),
        elapsedMs: expect.any(Number),
      });
      expect(each.readRows).toBeLessThanOrEqual(each.totalRows);
    }
    const rows = progress.map(({ readRows }) => readRows);
    expect(rows).toEqual([...rows].sort((a, b) => a - b));
    expect(rows.at(-1)).toBeGreaterThan(rows[0]);
    expect((await events(await late)).at(-1)?.event).toBe('answer');
    expect(asked).toBe(1);
  });

  it('tell a failure as a problem: before the first event as the answer, after it as an event', async () => {
    const refused = await ask({ kind: 'journy' }, 'text/event-stream').answer;
    refused.resume();
    expect(refused.statusCode).toBe(400);
    expect(refused.headers['content-type']).toContain('application/problem+json');
    besides = BROKEN;
    const told = await events(ask(question, 'text/event-stream'));
    expect(told[0]?.event).toBe('progress');
    expect(told.at(-1)?.event).toBe('problem');
    expect(JSON.parse(told.at(-1)?.data ?? '')).toMatchObject({
      status: 500,
      problems: [{ code: 'internal-error' }],
    });
  });

  it('answer at once what is quick', async () => {
    const told = await events(ask(question, 'text/event-stream'));
    expect(told.map(({ event }) => event)).toEqual(['answer']);
  });
});
