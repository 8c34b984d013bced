import { request as httpRequest } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type TemporaryStore, temporaryEventStore } from '../../../../../test/support/event-store.ts';
import { type TemporaryRecordStore, temporaryRecordStore } from '../../../../../test/support/record-store.ts';
import { serverDependencies } from '../../../../../test/support/server-dependencies.ts';
import { storedEvent } from '../../../../../test/support/stored-event.ts';
import { createCohort } from '../../define/cohorts/cohort-records.ts';
import { DAY_MS } from '../../model/time.ts';
import { eventRows } from '../../store/clickhouse/event-row.ts';
import type { EventStore } from '../../store/event-store.ts';
import { recordsAccess } from '../access-records.ts';
import { createServer, type Server } from '../create-server.ts';

const NOW = Date.UTC(2026, 0, 10);
const TOKEN = 'operator-token';
const DAY = { amount: 1, unit: 'day' };

describe('the query door', () => {
  let temporary: TemporaryStore;
  let records: TemporaryRecordStore;
  let server: Server;

  const serverOver = (store: EventStore): Server =>
    createServer(serverDependencies(store, records.store, temporary.path, NOW), TOKEN);

  beforeAll(async () => {
    temporary = await temporaryEventStore();
    records = await temporaryRecordStore();
    server = serverOver(temporary.store);
    const settings = { timeZone: 'Europe/Berlin', accountGroup: 'account' };
    const { id: project } = await recordsAccess(records.store, () => NOW).createProject('default', settings);
    const at = (name: string, minutesAgo: number, by: string) =>
      storedEvent({ project, name, by, time: NOW - minutesAgo * 60_000 });
    await temporary.store.insert(
      'events',
      eventRows([
        at('paywall_viewed', 50, 'ann'),
        at('docs_opened', 45, 'ann'),
        at('paywall_viewed', 40, 'bob'),
        at('upgraded', 10, 'bob'),
      ]),
    );
    await createCohort(records.store, project, {
      name: 'buyers',
      description: '',
      definition: {
        unit: 'user',
        where: {
          kind: 'event-count',
          event: { names: ['upgraded'], filters: [] },
          op: 'at-least',
          count: 1,
          window: { kind: 'ever' },
        },
      },
    });
  });
  afterAll(async () => {
    await server.close();
    await temporary.dispose();
    await records.dispose();
  });

  const headers = { authorization: `Bearer ${TOKEN}`, 'content-type': 'application/json' };
  const ask = (question: unknown) =>
    server.inject({ method: 'POST', url: '/api/v1/query', headers, payload: JSON.stringify(question) });
  const wall = { names: ['paywall_viewed'], filters: [] };

  it('answers with the question as understood and the data it was read from', async () => {
    const answer = await ask({ kind: 'journey', anchor: wall, steps: 1 });
    expect(answer.statusCode).toBe(200);
    expect(answer.json()).toMatchObject({
      kind: 'journey',
      spec: { occurrence: 'every', before: { amount: 30, unit: 'minute' }, steps: 1 },
      answer: { anchors: 2, units: 2 },
      warnings: [],
      data: { asOf: NOW, watermark: NOW - 600_000, timeZone: 'Europe/Berlin', unit: 'user', units: 2 },
    });
  });

  it('answers as CSV when asked to, and refuses as JSON', async () => {
    const asCsv = (question: unknown) =>
      server.inject({
        method: 'POST',
        url: '/api/v1/query',
        headers: { ...headers, accept: 'text/csv' },
        payload: JSON.stringify(question),
      });
    const answer = await asCsv({ kind: 'journey', anchor: wall, steps: 1 });
    expect(answer.headers['content-type']).toBe('text/csv; charset=utf-8');
    const [titles, whole] = answer.body.split('\r\n').map((line) => line.split(','));
    expect(whole?.[0]).toBe('answer');
    expect(whole?.[titles?.indexOf('anchors') ?? -1]).toBe('2');
    expect(answer.headers['cusp-warnings']).toBeUndefined();
    const warned = await asCsv({ kind: 'journey', anchor: { names: ['paywal_viewed'], filters: [] } });
    expect(JSON.parse(String(warned.headers['cusp-warnings']))).toMatchObject([
      { code: 'unknown-event', path: 'anchor.names.0' },
    ]);
    expect(warned.body).not.toContain('paywal_viewed');
    const refused = await asCsv({ kind: 'journey', anchor: wall, cohort: 'nobody knows it' });
    expect(refused.headers['content-type']).toContain('application/problem+json');
  });

  it.each([
    [{ of: 'one', id: 'ann' }, 'stream.events', ['docs_opened', 'paywall_viewed']],
    [{ of: 'timeline', id: 'ann', show: ['event'] }, 'entries', ['docs_opened', 'paywall_viewed']],
    [{ of: 'search', text: 'ann' }, 'matches', []],
  ])('writes the lookup %j as CSV', async (fields, table, names) => {
    const answer = await server.inject({
      method: 'POST',
      url: '/api/v1/query',
      headers: { ...headers, accept: 'text/csv' },
      payload: JSON.stringify({ kind: 'lookup', ...fields }),
    });
    const rows = answer.body.split('\r\n').filter((line) => line.startsWith(`${table},`));
    expect(rows, answer.body).toHaveLength(Math.max(1, names.length));
    for (const [i, name] of names.entries()) expect(rows[i]).toContain(name);
  });

  it.each([
    [
      { kind: 'journey', anchor: wall },
      { from: NOW - 30 * DAY_MS + 1, to: NOW },
    ],
    [
      { kind: 'journey', anchor: wall, window: { kind: 'between', from: 5, to: 9 } },
      { from: 5, to: 9 },
    ],
    [
      { kind: 'journey', anchor: wall, window: { kind: 'ever' } },
      { from: 0, to: NOW },
    ],
    [
      { kind: 'drivers', from: wall, to: wall, window: { kind: 'since', from: 7 } },
      { from: 7, to: NOW },
    ],
    [
      { kind: 'funnel', steps: [wall, wall], last: DAY },
      { from: NOW - DAY_MS + 1, to: NOW },
    ],
    [
      { kind: 'funnel', steps: [wall, wall], from: 5, to: NOW + 9 },
      { from: 5, to: NOW },
    ],
    [
      { kind: 'retention', start: { kind: 'first-seen', from: 5, to: 9 } },
      { from: 5, to: 9 },
    ],
    [
      { kind: 'retention', start: { kind: 'instant', at: 5 } },
      { from: 5, to: NOW },
    ],
    [
      {
        kind: 'retention-cell',
        retention: { kind: 'retention', start: { kind: 'first-seen', from: 5, to: 9 } },
      },
      { from: 5, to: 9 },
    ],
    [
      { kind: 'usage-interval', from: 5, to: 9 },
      { from: 5, to: 9 },
    ],
    [
      { kind: 'lifecycle', from: NOW - DAY_MS, to: NOW },
      { from: NOW - DAY_MS, to: NOW },
    ],
    [
      { kind: 'segmentation', of: 'events', event: wall, window: { kind: 'last', duration: DAY } },
      { from: NOW - DAY_MS + 1, to: NOW },
    ],
    [
      {
        kind: 'segmentation',
        of: 'cohort',
        cohort: 'buyers',
        split: { by: 'limit', event: wall, window: { kind: 'last', duration: DAY } },
      },
      { from: NOW - DAY_MS + 1, to: NOW },
    ],
    [
      { kind: 'segmentation', of: 'cohort', cohort: 'buyers', split: { by: 'property', property: 'plan' } },
      null,
    ],
    [
      { kind: 'backtest', cohort: 'buyers', goal: wall, instants: [9, 5] },
      { from: 5, to: 9 },
    ],
    [
      { kind: 'validation', cohort: 'buyers', goal: wall, instants: 2, horizon: { amount: 2, unit: 'day' } },
      { from: NOW - 9 * DAY_MS, to: NOW - 2 * DAY_MS },
    ],
    [{ kind: 'lookup', of: 'one', id: 'ann' }, null],
    [{ kind: 'cohort', cohort: 'buyers' }, null],
  ])('says between which instants it looked for %j', async (question, range) => {
    const answer = await ask(question);
    expect(answer.statusCode, answer.body).toBe(200);
    expect(answer.json().data.range).toEqual(range);
  });

  it('says in words what narrowed it, and whose answer it is', async () => {
    const ofAcme = {
      unit: 'account',
      where: { kind: 'event-count', event: wall, op: 'at-least', count: 2, window: { kind: 'ever' } },
    };
    const named = await ask({
      kind: 'journey',
      anchor: {
        names: ['paywall_viewed'],
        filters: [{ scope: 'user', property: 'plan', op: 'is', values: ['free'] }],
      },
      cohort: 'buyers',
    });
    expect(named.json().data.filters).toEqual([
      { path: 'anchor', words: 'paywall_viewed where user.plan = "free"' },
      { path: 'cohort', words: 'cohort "buyers": users who did upgraded' },
    ]);
    const spelled = await ask({ kind: 'cohort', cohort: ofAcme });
    expect(spelled.json().data).toMatchObject({
      unit: 'account',
      filters: [{ path: 'cohort', words: 'accounts who did paywall_viewed at least 2 times' }],
    });
    const any = await ask({ kind: 'usage-interval', from: 5, to: 9 });
    expect(any.json().data.filters).toEqual([]);
  });

  it('looks at a stored cohort by its name', async () => {
    const answer = await ask({ kind: 'journey', anchor: wall, cohort: 'buyers' });
    expect(answer.json().answer).toMatchObject({ anchors: 1, units: 1 });
  });

  it('counts the same in every kind of question', async () => {
    const totals = await ask({
      kind: 'segmentation',
      of: 'events',
      event: wall,
      measure: { kind: 'totals' },
    });
    const journey = await ask({ kind: 'journey', anchor: wall });
    expect(totals.json().answer.total.overall).toBe(journey.json().answer.anchors);
    expect(totals.json().answer.total.units).toBe(journey.json().answer.units);
  });

  it.each([
    [{ kind: 'journy', anchor: wall }, { code: 'unknown-kind', path: 'kind' }, 'did you mean "journey"?'],
    [{ anchor: wall }, { code: 'missing-field', path: 'kind' }, '"segmentation"'],
    [[], { code: 'missing-field', path: 'kind' }, 'a question has a "kind"'],
    [{ kind: 'journey' }, { code: 'missing-field', path: 'anchor' }, 'is missing'],
    [
      { kind: 'journey', anchor: wall, returnTo: { within: { amount: 0, unit: 'day' } } },
      { code: 'wrong-value', path: 'returnTo.within.amount' },
      '0',
    ],
    [{ kind: 'journey', anchor: wall, stepps: 3 }, { code: 'unknown-field', path: 'stepps' }, 'remove it'],
  ])('tells what is wrong with %j', async (question, problem, words) => {
    const answer = await ask(question);
    expect(answer.statusCode).toBe(400);
    expect(answer.headers['content-type']).toContain('application/problem+json');
    expect(answer.json().problems).toEqual(expect.arrayContaining([expect.objectContaining(problem)]));
    expect(answer.body.replaceAll('\\"', '"')).toContain(words);
  });

  it('refuses a cohort that is not there, at its field', async () => {
    const answer = await ask({ kind: 'journey', anchor: wall, cohort: 'buyer' });
    expect(answer.statusCode).toBe(422);
    expect(answer.json().problems[0]).toMatchObject({ code: 'unknown-cohort', path: 'cohort' });
  });

  it('warns of an event that was never received', async () => {
    const answer = await ask({ kind: 'journey', anchor: { names: ['paywal_viewed'], filters: [] } });
    expect(answer.json()).toMatchObject({
      answer: { anchors: 0 },
      warnings: [{ code: 'unknown-event', path: 'anchor.names.0' }],
    });
    expect(answer.json().warnings[0].message).toContain('did you mean "paywall_viewed"?');
  });

  it('describes every kind of question', async () => {
    const document = (await server.inject({ url: '/api/openapi.json' })).json();
    const body = document.paths['/api/v1/query'].post.requestBody.content['application/json'].schema;
    const text = JSON.stringify(body);
    for (const kind of ['funnel', 'retention', 'journey', 'segmentation'])
      expect(text).toContain(`"enum":["${kind}"]`);
  });

  it('stops the engine when the asker goes away', async () => {
    let stopped: () => void = () => undefined;
    const aborted = new Promise<void>((resolve) => {
      stopped = resolve;
    });
    let started: () => void = () => undefined;
    const asked = new Promise<void>((resolve) => {
      started = resolve;
    });
    const slow = serverOver({
      ...temporary.store,
      query: (statement, options) =>
        options?.signal === undefined
          ? temporary.store.query(statement, options)
          : new Promise((_, reject) => {
              options.signal?.addEventListener('abort', () => {
                stopped();
                reject(options.signal?.reason);
              });
              started();
            }),
    });
    try {
      await slow.listen({ host: '127.0.0.1', port: 0 });
      const { port } = slow.server.address() as AddressInfo;
      const request = httpRequest({
        host: '127.0.0.1',
        port,
        path: '/api/v1/query',
        method: 'POST',
        headers,
      });
      request.on('error', () => undefined);
      request.end(JSON.stringify({ kind: 'journey', anchor: wall }));
      await asked;
      request.destroy();
      await aborted;
    } finally {
      await slow.close();
    }
  });
});
