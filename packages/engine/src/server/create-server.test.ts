import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type TemporaryApp, temporaryApp } from '../../../../test/support/app.ts';
import { storedEvent } from '../../../../test/support/stored-event.ts';
import { eventRows } from '../store/clickhouse/event-row.ts';
import type { Server } from './create-server.ts';

const PROJECT = { id: 'default', name: 'default', timeZone: 'UTC', accountGroup: 'account' };
const NOW = Date.UTC(2026, 0, 10);

describe('server', () => {
  let temporary: TemporaryApp;
  let server: Server;
  let secret: string;
  let write: string;
  let operator: string;

  beforeAll(async () => {
    temporary = await temporaryApp({ clock: () => NOW });
    ({ server } = temporary.app);
    secret = temporary.secretKey;
    write = temporary.writeKey;
    operator = temporary.app.operatorToken;
    const project = PROJECT.id;
    await temporary.app.store.insert(
      'events',
      eventRows([
        storedEvent({ project, name: 'signed up', time: NOW - 5, by: 'ann' }),
        storedEvent({ project, name: 'signed up', time: NOW - 3, by: 'bob' }),
        storedEvent({ project, name: '$identify', time: NOW - 2, by: 'bob' }),
        storedEvent({ project, name: 'export', time: NOW - 1, by: 'bob' }),
        storedEvent({ project: 'p2', name: 'of another project', time: NOW, by: 'eve' }),
      ]),
    );
  });
  afterAll(() => temporary.dispose());

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
        { name: 'signed up', count: 2, firstSeen: NOW - 5, lastSeen: NOW - 3 },
        { name: 'export', count: 1, firstSeen: NOW - 1, lastSeen: NOW - 1 },
      ],
      leftOut: 0,
    });
  });

  it('says how the project is doing', async () => {
    expect((await get('/api/v1/status')).json()).toEqual({
      version: 'test',
      project: PROJECT,
      events: 4,
      users: 2,
      lastReceived: NOW - 1,
      rejectedLastDay: 0,
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
    expect((await get('/api/v1/status', operator)).json().project.id).toBe('default');
    const answer = await get('/api/v1/status', operator, { 'cusp-project': 'nope' });
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

  it('keeps projects apart, made by the operator alone', async () => {
    const make = (key: string, payload: object) =>
      server.inject({
        method: 'POST',
        url: '/api/v1/projects',
        headers: { authorization: `Bearer ${key}` },
        payload,
      });
    expect((await make(secret, { name: 'shop' })).statusCode).toBe(403);
    const made = (await make(operator, { name: 'shop', timeZone: 'Europe/Berlin' })).json();
    expect(made).toMatchObject({ name: 'shop', timeZone: 'Europe/Berlin', accountGroup: 'account' });
    expect((await make(operator, { name: 'shop' })).json().detail).toContain(
      'there is a project "shop" already',
    );
    expect((await make(operator, { name: 'x', timeZone: 'Mars' })).json().problems[0].path).toBe('timeZone');
    expect((await get('/api/v1/events', operator, { 'cusp-project': 'shop' })).json().events).toEqual([]);
    const changed = await server.inject({
      method: 'PATCH',
      url: '/api/v1/project',
      headers: { authorization: `Bearer ${operator}`, 'cusp-project': made.id },
      payload: { accountGroup: 'company' },
    });
    expect(changed.json()).toEqual({ ...made, accountGroup: 'company' });
    expect((await get('/api/v1/projects')).json().projects).toEqual([PROJECT]);
    expect((await get('/api/v1/projects', operator)).json().projects).toHaveLength(2);
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
