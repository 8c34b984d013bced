import { join } from 'node:path';
import { pino } from 'pino';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type TemporaryStore, temporaryEventStore } from '../../../../test/support/event-store.ts';
import { type TemporaryRecordStore, temporaryRecordStore } from '../../../../test/support/record-store.ts';
import { serverDependencies } from '../../../../test/support/server-dependencies.ts';
import { storedEvent } from '../../../../test/support/stored-event.ts';
import { NO_RECORDS } from '../analyse/lookup/timeline-records.ts';
import { liveOff } from '../define/membership/live-off.ts';
import { eventRows } from '../store/clickhouse/event-row.ts';
import { secretBox } from '../util/secret-box.ts';
import { memoryAccess } from './access-memory.testing.ts';
import { createServer, type Server } from './create-server.ts';
import { createMetrics } from './metrics/metrics.ts';

const PROJECT = { id: 'p1', name: 'default', timeZone: 'UTC', accountGroup: 'account' };
const NOW = Date.UTC(2026, 0, 10);

describe('server', () => {
  const access = memoryAccess(PROJECT);
  let temporary: TemporaryStore;
  let records: TemporaryRecordStore;
  let server: Server;
  let secret: string;
  let write: string;

  beforeAll(async () => {
    temporary = await temporaryEventStore();
    records = await temporaryRecordStore();
    secret = (await access.createKey(PROJECT, 'secret')).key;
    write = (await access.createKey(PROJECT, 'write')).key;
    server = createServer(
      {
        version: '0.0.0',
        store: temporary.store,
        sink: { accept: async (_, events) => events.map(() => 'stored' as const) },
        access,
        records: records.store,
        exports: {
          store: temporary.store,
          records: records.store,
          secrets: secretBox(Buffer.alloc(32)),
          policy: { allowPrivate: false },
          clock: () => NOW,
          folder: temporary.path,
        },
        syncs: serverDependencies(temporary.store, records.store, temporary.path, NOW).syncs,
        alerts: serverDependencies(temporary.store, records.store, temporary.path, NOW).alerts,
        live: liveOff(records.store),
        queryMemoryMb: 4_096,
        timeline: NO_RECORDS,
        uploadFolder: join(temporary.path, 'uploads'),
        metrics: createMetrics('0.0.0'),
        clock: () => NOW,
        log: pino({ level: 'silent' }),
      },
      'operator-token',
    );
    await temporary.store.insert(
      'events',
      eventRows([
        storedEvent({ project: 'p1', name: 'signed up', time: NOW - 5, by: 'ann' }),
        storedEvent({ project: 'p1', name: 'signed up', time: NOW - 3, by: 'bob' }),
        storedEvent({ project: 'p1', name: '$identify', time: NOW - 2, by: 'bob' }),
        storedEvent({ project: 'p1', name: 'export', time: NOW - 1, by: 'bob' }),
        storedEvent({ project: 'p2', name: 'of another project', time: NOW, by: 'eve' }),
      ]),
    );
  });
  afterAll(async () => {
    await server.close();
    await temporary.dispose();
    await records.dispose();
  });

  const get = (url: string, key: string | undefined = secret, headers: Record<string, string> = {}) =>
    server.inject({
      method: 'GET',
      url,
      headers: { ...(key === '' ? {} : { authorization: `Bearer ${key}` }), ...headers },
    });

  it('lists the events of the key’s project alone, without records', async () => {
    const answer = await get('/api/v1/events');
    expect(answer.statusCode).toBe(200);
    expect(answer.json()).toEqual({
      events: [
        { name: 'signed up', count: 2, users: 2, firstSeen: NOW - 5, lastSeen: NOW - 3 },
        { name: 'export', count: 1, users: 1, firstSeen: NOW - 1, lastSeen: NOW - 1 },
      ],
      leftOut: 0,
      sampled: null,
    });
    expect((await get('/api/v1/events?search=SIGN&limit=1')).json()).toMatchObject({
      events: [{ name: 'signed up' }],
      leftOut: 0,
    });
  });

  it.each([
    ['/api/v1/events?limit=0', 'querystring.limit'],
    ['/api/v1/properties', 'querystring.of'],
    ['/api/v1/properties?of=account&event=export', 'querystring.event'],
    ['/api/v1/properties/values?of=event', 'querystring.name'],
    ['/api/v1/properties/values?of=user&name=plan&limit=2000', 'querystring.limit'],
  ])('refuses %s at its place', async (url, path) => {
    const answer = await get(url);
    expect(answer.statusCode).toBe(400);
    expect(answer.json().problems[0].path).toBe(path);
  });

  it('tells the properties of events and of users, and their values', async () => {
    await temporary.store.insert(
      'events',
      eventRows([
        storedEvent({
          project: 'p1',
          name: '$identify',
          time: NOW,
          by: 'ann',
          userUpdates: { plan: 'free' },
        }),
      ]),
    );
    expect((await get('/api/v1/properties?of=user')).json()).toEqual({
      properties: [
        { name: 'plan', of: 'user', types: [{ type: 'string', count: 1 }], count: 1, lastSeen: NOW },
      ],
      leftOut: 0,
      sampled: null,
    });
    expect((await get('/api/v1/properties?of=event&event=export')).json()).toMatchObject({ properties: [] });
    expect((await get('/api/v1/properties/values?of=user&name=plan')).json()).toEqual({
      values: [{ value: 'free', count: 1 }],
      distinct: 1,
      leftOut: 0,
      sampled: null,
    });
  });

  it('says how the project is doing', async () => {
    expect((await get('/api/v1/status')).json()).toEqual({
      version: '0.0.0',
      project: PROJECT,
      events: 5,
      users: 2,
      lastReceived: NOW,
      rejectedLastDay: 0,
      cohorts: { count: 0, notFresh: [] },
      syncs: [],
      filterColumns: [],
      alerts: [],
    });
  });

  it.each([
    ['no key', '', 401, 'missing-key'],
    ['a key that was never made', 'nonsense', 401, 'unknown-key'],
  ])('answers 401 to %s', async (_, key, status, code) => {
    const answer = await get('/api/v1/status', key);
    expect(answer.statusCode).toBe(status);
    expect(answer.headers['content-type']).toContain('application/problem+json');
    expect(answer.json().problems[0].code).toBe(code);
  });

  it('tells a write key that it is one', async () => {
    const answer = await get('/api/v1/events', write);
    expect(answer.statusCode).toBe(403);
    expect(answer.json().detail).toContain('this is a write key');
  });

  it('lets the operator choose a project, and names the known ones when it is not there', async () => {
    expect((await get('/api/v1/status', 'operator-token')).json().project.id).toBe('p1');
    const answer = await get('/api/v1/status', 'operator-token', { 'cusp-project': 'nope' });
    expect(answer.statusCode).toBe(404);
    expect(answer.json().detail).toBe('cusp-project: there is no project "nope": known are default');
  });

  it('opens nothing with a revoked key', async () => {
    const made = (
      await server.inject({
        method: 'POST',
        url: '/api/v1/keys',
        headers: { authorization: `Bearer ${secret}` },
        payload: { kind: 'secret' },
      })
    ).json();
    expect((await get('/api/v1/status', made.key)).statusCode).toBe(200);
    const revoked = await server.inject({
      method: 'DELETE',
      url: `/api/v1/keys/${made.id}`,
      headers: { authorization: `Bearer ${secret}` },
    });
    expect(revoked.json()).toEqual({ revoked: made.id });
    expect((await get('/api/v1/status', made.key)).statusCode).toBe(401);
  });

  it('tells a wrong path from a wrong method', async () => {
    const missing = await get('/api/v1/nope?x=1');
    expect(missing.statusCode).toBe(404);
    expect(missing.json().detail).toBe('there is nothing at /api/v1/nope: /api/openapi.json lists what is');
    const wrong = await server.inject({ method: 'PATCH', url: '/api/v1/keys/abc' });
    expect(wrong.statusCode).toBe(405);
    expect(wrong.headers.allow).toBe('DELETE');
  });

  it.each([
    ['{"kind": ', 'application/json', 400, 'malformed-json'],
    ['', 'application/json', 400, 'empty-body'],
    ['kind=secret', 'application/x-www-form-urlencoded', 415, 'unsupported-media-type'],
    [`{"kind":"${'x'.repeat(5_000_000)}"}`, 'application/json', 413, 'body-too-large'],
  ])('answers a body that it cannot read with a problem', async (payload, type, status, code) => {
    const answer = await server.inject({
      method: 'POST',
      url: '/api/v1/keys',
      headers: { authorization: `Bearer ${secret}`, 'content-type': type },
      payload,
    });
    expect([answer.statusCode, answer.json().problems[0].code]).toEqual([status, code]);
  });

  it('names every field that does not fit', async () => {
    const answer = await server.inject({
      method: 'POST',
      url: '/api/v1/keys',
      headers: { authorization: `Bearer ${secret}` },
      payload: { kind: 'admin', nmae: 'x' },
    });
    expect(answer.json()).toMatchObject({
      status: 400,
      problems: [
        {
          code: 'wrong-value',
          path: 'kind',
          message: 'expected one of "write", "secret", got the text "admin"',
        },
        {
          code: 'unknown-field',
          path: 'nmae',
          message: 'unknown field `nmae`: remove it or correct its name',
        },
      ],
    });
    const query = await get('/api/v1/rejected?limit=many');
    expect(query.json().problems[0]).toMatchObject({ path: 'querystring.limit', code: 'wrong-type' });
  });

  it('describes itself in OpenAPI 3.1', async () => {
    const document = (await server.inject('/api/openapi.json')).json();
    expect(document.openapi).toBe('3.1.0');
    for (const path of [
      '/2/httpapi',
      '/batch',
      '/identify',
      '/v1/track',
      '/v1/batch',
      '/api/v1/query',
      '/api/v1/exports',
    ]) {
      expect(document.paths[path].post.requestBody, path).toBeDefined();
    }
    expect(Object.keys(document.paths)).toEqual(
      expect.arrayContaining(['/health', '/api/v1/status', '/api/v1/keys', '/api/v1/rejected']),
    );
    expect(document.paths['/api/v1/keys'].post.requestBody.content['application/json'].schema).toMatchObject({
      properties: { kind: { enum: ['write', 'secret'] } },
    });
  });

  it('answers /health to anyone', async () => {
    expect((await server.inject('/health')).json()).toEqual({ status: 'ok' });
  });
});
