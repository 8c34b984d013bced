import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type TemporaryServer, temporaryServer } from '../../../../../test/support/temporary-server.ts';
import { createServer } from '../create-server.ts';
import { LINK_MINUTES } from './one-time-links.ts';

const DAY = 86_400_000;
const HOST = '127.0.0.1:4777';
const OWN = { host: HOST, 'sec-fetch-site': 'same-origin' };

describe('browsers on this machine', () => {
  let now = Date.UTC(2026, 0, 10);
  let temporary: TemporaryServer;

  beforeAll(async () => {
    temporary = await temporaryServer(now, { clock: () => now });
    const settings = { timeZone: 'Europe/Berlin', accountGroup: 'account' };
    await temporary.dependencies.access.createProject('shop', settings);
  });
  afterAll(() => temporary.dispose());

  async function link(): Promise<string> {
    const { headers } = temporary;
    const answer = await temporary.server.inject({
      method: 'POST',
      url: '/api/v1/session/links',
      headers,
      payload: {},
    });
    expect(answer.statusCode).toBe(201);
    return answer.json().path;
  }
  const open = (url: string, headers: Record<string, string> = {}, remoteAddress = '127.0.0.1') =>
    temporary.server.inject({ url, headers: { host: HOST, ...headers }, remoteAddress });
  async function signIn(): Promise<string> {
    const answer = await open(await link());
    return String(answer.headers['set-cookie']).split(';')[0] ?? '';
  }
  const session = (cookie: string, headers: Record<string, string> = {}, remoteAddress = '127.0.0.1') =>
    temporary.server.inject({
      url: '/api/v1/session',
      headers: { ...OWN, cookie, ...headers },
      remoteAddress,
    });

  it('come in by a link, once, and stay for 30 days', async () => {
    const path = await link();
    const first = await open(path);
    expect([first.statusCode, first.headers.location]).toEqual([303, '/']);
    expect(first.headers['set-cookie']).toMatch(
      /^cusp_local_4777=[\w-]{43}; Path=\/; Max-Age=2592000; HttpOnly; SameSite=Strict$/,
    );
    const cookie = String(first.headers['set-cookie']).split(';')[0] ?? '';
    const again = await open(path);
    expect([again.statusCode, again.headers['set-cookie']]).toEqual([410, undefined]);
    expect(again.headers['content-type']).toBe('text/html; charset=utf-8');
    expect(again.headers['content-security-policy']).toContain("script-src 'self';");
    expect(again.body).toContain('was used already');
    expect(again.body).toContain('npx cusp open');
    expect((await open(path, { cookie })).statusCode).toBe(303);

    now += 30 * DAY - 1;
    expect((await session(cookie)).statusCode).toBe(200);
    now += 1;
    expect((await session(cookie)).statusCode).toBe(401);
  });

  it('are told what is wrong with a link that is not good', async () => {
    const path = await link();
    now += LINK_MINUTES * 60_000;
    const late = await open(path);
    expect([late.statusCode, late.headers['set-cookie']]).toEqual([410, undefined]);
    expect(late.body).toContain('has expired');
    for (const wrong of ['/open', '/open?token=', '/open?token=%3Cscript%3E']) {
      const answer = await open(wrong);
      expect([answer.statusCode, answer.headers['set-cookie']]).toEqual([404, undefined]);
      expect(answer.body).toContain('not known here');
      expect(answer.body).not.toContain('<script');
    }
  });

  it('do not use a link up by looking at it', async () => {
    const path = await link();
    await temporary.server.inject({ method: 'HEAD', url: path, headers: { host: HOST } });
    expect((await open(path, { 'sec-purpose': 'prefetch;prerender' })).statusCode).toBe(503);
    expect((await open(path)).statusCode).toBe(303);
  });

  it.each([
    ['another machine', {}, '192.168.1.20'],
    ['a name that was pointed here', { host: 'attacker.example:4777' }, '127.0.0.1'],
    ['a name that begins like the loopback', { host: '127.0.0.1.attacker.example:4777' }, '127.0.0.1'],
    ['a proxy', { 'x-forwarded-for': '203.0.113.9' }, '127.0.0.1'],
    ['a proxy of the newer kind', { forwarded: 'for=203.0.113.9' }, '127.0.0.1'],
  ])('have neither link nor session at %s', async (_, headers: Record<string, string>, address) => {
    const path = await link();
    const refused = await open(path, headers, address);
    expect([refused.statusCode, refused.headers['set-cookie']]).toEqual([403, undefined]);
    expect((await open(path)).statusCode).toBe(303);
    const cookie = await signIn();
    expect((await session(cookie)).statusCode).toBe(200);
    const answer = await session(cookie, headers, address);
    expect(answer.statusCode).toBe(401);
    expect(answer.json()).toMatchObject({ problems: [{ code: 'login-needed' }] });
    expect(answer.json().ways).not.toContain('link');
    const status = await temporary.server.inject({
      url: '/api/v1/projects',
      headers: { ...OWN, cookie, ...headers },
      remoteAddress: address,
    });
    expect(status.statusCode).toBe(401);
  });

  it.each(['localhost:4777', '[::1]:4777', '127.0.0.2:4777', 'LOCALHOST:4777'])(
    'come in at %s',
    async (host) => {
      const answer = await open(await link(), { host }, host.startsWith('[') ? '::1' : '::ffff:127.0.0.1');
      expect(answer.statusCode).toBe(303);
    },
  );

  it('are owners of all projects', async () => {
    const cookie = await signIn();
    const first = (await session(cookie)).json();
    expect(first).toMatchObject({
      kind: 'local',
      user: null,
      role: 'owner',
      project: { name: 'default' },
      timeZone: 'UTC',
    });
    expect(first.projects.map((each: { name: string }) => each.name)).toEqual(['default', 'shop']);
    const other = (await session(cookie, { 'cusp-project': 'shop' })).json();
    expect(other).toMatchObject({ project: { name: 'shop' }, timeZone: 'Europe/Berlin' });
    const made = await temporary.server.inject({
      method: 'POST',
      url: '/api/v1/keys',
      headers: { ...OWN, cookie, 'cusp-project': 'shop' },
      payload: { kind: 'write' },
    });
    expect(made.statusCode).toBe(201);
    const shop = await temporary.dependencies.access.project('shop');
    expect(shop && (await temporary.dependencies.access.keys(shop)).length).toBe(1);
  });

  it.each([
    ['another site', { 'sec-fetch-site': 'cross-site' }, 403],
    ['another port of this machine', { 'sec-fetch-site': 'same-site' }, 403],
    ['nobody, typed in', { 'sec-fetch-site': 'none' }, 403],
    ['another origin, says an old browser', { origin: 'http://attacker.example' }, 403],
    ['another port, says an old browser', { origin: 'http://127.0.0.1:3000' }, 403],
    ['a page without an origin', { origin: 'null' }, 403],
    ['who knows where', {}, 403],
    ['its own page', { 'sec-fetch-site': 'same-origin', origin: `http://${HOST}` }, 201],
    ['its own page, says an old browser', { origin: `http://${HOST}` }, 201],
  ])('change nothing for %s', async (_, headers, status) => {
    const cookie = await signIn();
    const answer = await temporary.server.inject({
      method: 'POST',
      url: '/api/v1/keys',
      headers: { host: HOST, cookie, ...headers },
      payload: { kind: 'write' },
    });
    expect(answer.statusCode).toBe(status);
    if (status === 403) expect(answer.json().problems[0].code).toBe('other-site');
  });

  it('read nothing for another site either, but answer an address that was typed in', async () => {
    const cookie = await signIn();
    const read = (site: string) =>
      temporary.server.inject({
        url: '/api/v1/keys',
        headers: { host: HOST, cookie, 'sec-fetch-site': site },
      });
    expect((await read('cross-site')).statusCode).toBe(403);
    expect((await read('none')).statusCode).toBe(200);
  });

  it('sign out, and cannot be signed out by another site', async () => {
    const cookie = await signIn();
    const leave = (headers: Record<string, string>) =>
      temporary.server.inject({
        method: 'DELETE',
        url: '/api/v1/session',
        headers: { host: HOST, cookie, ...headers },
      });
    expect((await leave({ 'sec-fetch-site': 'cross-site' })).statusCode).toBe(403);
    expect((await session(cookie)).statusCode).toBe(200);
    const left = await leave(OWN);
    expect(left.json()).toEqual({ signedOut: true });
    expect(String(left.headers['set-cookie'])).toMatch(/^cusp_local_4777=; Path=\/; Max-Age=0/);
    expect((await session(cookie)).statusCode).toBe(401);
    expect((await leave(OWN)).json()).toEqual({ signedOut: false });
  });

  it('are kept as hashes alone, and outlast the server', async () => {
    const cookie = await signIn();
    const secret = cookie.split('=')[1] ?? '';
    const rows = await temporary.dependencies.records.db.selectFrom('browser_sessions').selectAll().execute();
    expect(rows.length).toBeGreaterThan(0);
    expect(JSON.stringify(rows)).not.toContain(secret);
    const next = createServer(temporary.dependencies, 'another-token');
    const answer = await next.inject({ url: '/api/v1/session', headers: { ...OWN, cookie } });
    expect(answer.statusCode).toBe(200);
    await next.close();
  });

  it('take a key before a cookie, which a page elsewhere cannot send', async () => {
    const cookie = await signIn();
    const answer = await temporary.server.inject({
      method: 'POST',
      url: '/api/v1/keys',
      headers: { host: HOST, cookie, authorization: 'Bearer nonsense', 'sec-fetch-site': 'same-origin' },
      payload: { kind: 'write' },
    });
    expect(answer.json().problems[0].code).toBe('unknown-key');
  });

  it('get no links, which only the operator makes', async () => {
    const cookie = await signIn();
    const answer = await temporary.server.inject({
      method: 'POST',
      url: '/api/v1/session/links',
      headers: { ...OWN, cookie },
      payload: {},
    });
    expect(answer.statusCode).toBe(403);
  });
});
