import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type TemporaryStore, temporaryEventStore } from '../../../../../test/support/event-store.ts';
import { cookiesOf, join, OWN_PAGE, PASSWORD } from '../../../../../test/support/people.ts';
import { startPostgres } from '../../../../../test/support/postgres-server.ts';
import { temporaryRecordStore } from '../../../../../test/support/record-store.ts';
import { serverDependencies } from '../../../../../test/support/server-dependencies.ts';
import { migrateRecordStore } from '../../store/postgres/migrate.ts';
import { openPostgres } from '../../store/postgres/server.ts';
import type { RecordStore } from '../../store/record-store.ts';
import { createServer, type Server } from '../create-server.ts';
import type { ServerDependencies } from '../dependencies.ts';

const DAY = 86_400_000;
const OPERATOR = { authorization: 'Bearer operator-token' };

interface Records {
  readonly store: RecordStore;
  readonly dispose: () => Promise<void>;
}

async function onPostgres(): Promise<Records> {
  const postgres = await startPostgres();
  const store = openPostgres({ url: (await postgres.createDatabase()).url });
  await migrateRecordStore(store);
  const dispose = async () => {
    await store.close();
    await postgres.stop();
  };
  return { store, dispose };
}

describe.each<[string, () => Promise<Records>]>([
  ['PGlite', temporaryRecordStore],
  ['Postgres', onPostgres],
])('accounts on %s', (_, open) => {
  let now = Date.now();
  let events: TemporaryStore;
  let records: Records;
  let dependencies: ServerDependencies;
  let server: Server;
  let project: string;
  let shop: string;

  beforeAll(async () => {
    events = await temporaryEventStore();
    records = await open();
    dependencies = {
      ...serverDependencies(events.store, records.store, events.path, now),
      clock: () => now,
    };
    server = createServer(dependencies, 'operator-token', { cookieSecret: 'a'.repeat(64) });
    const settings = { timeZone: 'UTC', accountGroup: 'account' };
    project = (await dependencies.access.createProject('default', settings)).id;
    shop = (await dependencies.access.createProject('shop', settings)).id;
  });
  afterAll(async () => {
    await server.close();
    await records.dispose();
    await events.dispose();
  });

  type Headers = Record<string, string>;
  const call = (
    method: 'GET' | 'POST' | 'PATCH' | 'DELETE',
    url: string,
    headers: Headers = OWN_PAGE,
    payload?: object,
    remoteAddress = '203.0.113.7',
  ) => server.inject({ method, url, headers, remoteAddress, ...(payload && { payload }) });
  const signIn = (email: string, password: string, address?: string) =>
    call('POST', '/api/v1/session', OWN_PAGE, { email, password }, address);
  const session = (headers: Headers) => call('GET', '/api/v1/session', headers);
  async function invite(
    body: object,
    headers: Headers = OPERATOR,
  ): Promise<{ token: string; id: string; url: string }> {
    const answer = await call('POST', '/api/v1/invitations', headers, body);
    expect(answer.statusCode, answer.body).toBe(201);
    const { path, id, url } = answer.json();
    return { token: path.split('#')[1] ?? '', id, url };
  }
  const look = (token: string) => call('POST', '/api/v1/session/invitation', OWN_PAGE, { token });
  const accept = (body: object, headers: Headers = OWN_PAGE) =>
    call('POST', '/api/v1/session/invitation/accept', headers, body);

  it('begin with an invitation that the operator makes', async () => {
    const nobody = await session(OWN_PAGE);
    expect(nobody.statusCode).toBe(401);
    expect(nobody.json()).toMatchObject({ problems: [{ code: 'login-needed' }], ways: ['invitation'] });
    expect(nobody.json().detail).toContain('cusp team invite');

    const { token, url } = await invite({ role: 'owner', email: 'Ann@Example.com' });
    expect(url).toMatch(/^http:\/\/.*\/join#[\w-]{43}$/);
    const about = (await look(token)).json();
    expect(about).toMatchObject({
      project: 'default',
      role: 'owner',
      email: 'ann@example.com',
      hasAccount: false,
    });
    expect(about.invitedBy).toBe('the command line');

    const other = await accept({ token, name: 'Eve', email: 'eve@example.com', password: PASSWORD });
    expect([other.statusCode, other.json().problems[0].code]).toEqual([403, 'other-email']);
    const nameless = await accept({ token, password: PASSWORD });
    expect([nameless.statusCode, nameless.json().problems[0].path]).toEqual([422, 'name']);
    const short = await accept({ token, name: 'Ann', password: 'short' });
    expect([short.statusCode, short.json().problems[0].code]).toEqual([422, 'short-password']);

    const joined = await accept({ token, name: 'Ann <b>', password: PASSWORD });
    expect(joined.statusCode, joined.body).toBe(200);
    const [cookie] = [joined.headers['set-cookie']].flat();
    expect(cookie).toMatch(/HttpOnly; SameSite=Strict/);
    expect(cookie).toContain('Max-Age=2592000');
    expect(cookie).not.toContain('Secure');
    const ann = (await session({ ...OWN_PAGE, cookie: cookiesOf(joined) })).json();
    expect(ann).toMatchObject({
      kind: 'account',
      user: { name: 'Ann <b>', email: 'ann@example.com' },
      role: 'owner',
      project: { id: project },
      timeZone: 'UTC',
    });
    expect(ann.projects.map((each: { id: string }) => each.id)).toEqual([project]);

    const again = await accept({ token, name: 'Ann', password: PASSWORD });
    expect([again.statusCode, again.json().problems[0].code]).toEqual([410, 'used-invitation']);
    expect((await session(OWN_PAGE)).json().ways).toEqual(['password']);
  });

  it('sign in and out with email and password', async () => {
    await join(server, dependencies, { projectId: project, role: 'viewer', email: 'vic@example.com' });
    const wrong = await signIn('vic@example.com', 'not the password');
    const unknown = await signIn('nobody@example.com', 'not the password');
    expect([wrong.statusCode, wrong.json()]).toEqual([401, unknown.json()]);
    const right = await signIn('VIC@example.com', PASSWORD);
    expect([right.statusCode, right.json().user.name]).toEqual([200, 'vic']);
    const headers = { ...OWN_PAGE, cookie: cookiesOf(right) };
    expect((await session(headers)).statusCode).toBe(200);
    const left = await call('DELETE', '/api/v1/session', headers);
    expect(left.json()).toEqual({ signedOut: true });
    expect(cookiesOf(left)).toBe('');
    expect((await session(headers)).statusCode).toBe(401);
    const gone = await call('GET', '/api/v1/keys', headers);
    expect([gone.statusCode, gone.json().problems[0].code]).toEqual([401, 'login-needed']);
  });

  it.each([{ 'sec-fetch-site': 'cross-site' }, { origin: 'https://attacker.example' }, {} as Headers])(
    'do nothing for another site: %o',
    async (from) => {
      const { cookie = '' } = await join(server, dependencies, {
        projectId: project,
        role: 'owner',
        email: `csrf${Math.random()}@example.com`,
      });
      const headers = { host: OWN_PAGE.host, cookie, ...from } as Headers;
      const { token } = await invite({ role: 'viewer' });
      const tries = [
        await call('POST', '/api/v1/session', headers, { email: 'ann@example.com', password: PASSWORD }),
        await call('DELETE', '/api/v1/session', headers),
        await call('POST', '/api/v1/session/password', headers, {
          current: PASSWORD,
          next: 'another password',
        }),
        await call('POST', '/api/v1/session/invitation/accept', headers, { token }),
        await call('POST', '/api/v1/invitations', headers, { role: 'owner' }),
        await call('POST', '/api/v1/keys', headers, { kind: 'secret' }),
      ];
      expect(tries.map((answer) => [answer.statusCode, answer.json().problems[0].code])).toEqual(
        tries.map(() => [403, 'other-site']),
      );
    },
  );

  it('act in the projects that they are members of alone', async () => {
    const headers = await join(server, dependencies, {
      projectId: shop,
      role: 'editor',
      email: 'sue@example.com',
    });
    expect((await session(headers)).json()).toMatchObject({ role: 'editor', project: { id: shop } });
    const projects = (await call('GET', '/api/v1/projects', headers)).json().projects;
    expect(projects.map((each: { id: string }) => each.id)).toEqual([shop]);
    const other = await call('GET', '/api/v1/keys', { ...headers, 'cusp-project': 'default' });
    expect(other.statusCode).toBe(404);
    expect(other.json().detail).toBe('cusp-project: there is no project "default": known are shop');
    const made = await call('POST', '/api/v1/projects', headers, { name: 'more' });
    expect(made.statusCode).toBe(403);
  });

  it('join another project with the account that they have, and keep the greater role', async () => {
    const headers = await join(server, dependencies, {
      projectId: shop,
      role: 'owner',
      email: 'joe@example.com',
    });
    const { token } = await invite({ role: 'viewer' });
    expect((await accept({ token }, headers)).json()).toMatchObject({ project });
    const { token: lower } = await invite({ role: 'viewer' }, { ...OPERATOR, 'cusp-project': 'shop' });
    expect((await accept({ token: lower }, headers)).statusCode).toBe(200);
    const { projects } = (await session(headers)).json();
    expect(projects.map(({ id, role }: { id: string; role: string }) => [id, role])).toEqual([
      [project, 'viewer'],
      [shop, 'owner'],
    ]);

    const { token: third } = await invite({ role: 'viewer', email: 'joe@example.com' });
    expect((await look(third)).json().hasAccount).toBe(true);
    const wrong = await accept({ token: third, password: 'not the password' });
    expect([wrong.statusCode, wrong.json().problems[0].code]).toEqual([401, 'wrong-credentials']);
    const right = await accept({ token: third, password: PASSWORD });
    expect([right.statusCode, cookiesOf(right) === '']).toEqual([200, false]);
    const nobody = await accept({ token: (await invite({ role: 'viewer' })).token });
    expect([nobody.statusCode, nobody.json().problems[0].code]).toEqual([401, 'login-needed']);
  });

  it('cannot use an invitation that has expired, was withdrawn or never made', async () => {
    const { token } = await invite({ role: 'viewer' });
    const { token: other, id } = await invite({ role: 'viewer' });
    const listed = (await call('GET', '/api/v1/invitations', OPERATOR)).json();
    expect(listed.invitations.map((each: { id: string }) => each.id)).toContain(id);
    expect(JSON.stringify(listed)).not.toContain(other);
    expect((await call('DELETE', `/api/v1/invitations/${id}`, OPERATOR)).json()).toEqual({ withdrawn: id });
    expect((await look(other)).statusCode).toBe(404);
    expect((await look('nonsense')).statusCode).toBe(404);
    now += 7 * DAY - 1;
    expect((await look(token)).statusCode).toBe(200);
    now += 1;
    const late = await accept({ token, name: 'Late', email: 'late@example.com', password: PASSWORD });
    expect([late.statusCode, late.json().problems[0].code]).toEqual([410, 'expired-invitation']);
    expect((await signIn('late@example.com', PASSWORD)).statusCode).toBe(401);
  });

  it('let one of two in who use an invitation at once', async () => {
    const { token } = await invite({ role: 'editor' });
    const answers = await Promise.all(
      ['one', 'two', 'three'].map((name) =>
        accept({ token, name, email: `${name}@race.example`, password: PASSWORD }),
      ),
    );
    expect(answers.map((answer) => answer.statusCode).toSorted()).toEqual([200, 410, 410]);
    const people = await records.store.db
      .selectFrom('people')
      .select('email')
      .where('email', 'like', '%@race.example')
      .execute();
    expect(people.length).toBe(1);
  });

  it('slow down whoever guesses, and nobody else', async () => {
    await join(server, dependencies, { projectId: project, role: 'viewer', email: 'gil@example.com' });
    const guesses = await Promise.all(
      Array.from({ length: 12 }, (__, n) => signIn('gil@example.com', `guess number ${n}`, '198.51.100.1')),
    );
    expect(guesses.filter(({ statusCode }) => statusCode === 401).length).toBe(5);
    const refused = guesses.find(({ statusCode }) => statusCode === 429);
    expect(refused?.json().problems[0].code).toBe('too-many-attempts');
    expect(Number(refused?.headers['retry-after'])).toBe(900);
    expect((await signIn('gil@example.com', PASSWORD, '198.51.100.1')).statusCode).toBe(429);
    expect((await signIn('gil@example.com', PASSWORD, '198.51.100.2')).statusCode).toBe(200);
    const spray = [];
    for (let n = 0; n < 40; n += 1) {
      spray.push((await signIn(`spray${n}@example.com`, 'password1234', '198.51.100.3')).statusCode);
    }
    expect(spray.filter((status) => status === 401).length).toBe(30);
    now += 15 * 60_000;
    expect((await signIn('gil@example.com', PASSWORD, '198.51.100.1')).statusCode).toBe(200);
    for (let n = 0; n < 12; n += 1) {
      expect((await signIn('gil@example.com', PASSWORD, '198.51.100.4')).statusCode).toBe(200);
    }
  });

  it('see where they are signed in, and end it', async () => {
    const first = await join(server, dependencies, {
      projectId: project,
      role: 'viewer',
      email: 'dee@example.com',
    });
    const entry = await call(
      'POST',
      '/api/v1/session',
      { ...OWN_PAGE, 'user-agent': 'Browser/1.0' },
      { email: 'dee@example.com', password: PASSWORD },
    );
    const second = { ...OWN_PAGE, cookie: cookiesOf(entry) };
    const { browsers } = (await call('GET', '/api/v1/session/browsers', first)).json();
    expect(browsers.length).toBe(2);
    const current = browsers.find((each: { current: boolean }) => each.current);
    const other = browsers.find((each: { current: boolean }) => !each.current);
    expect(other).toMatchObject({ address: '203.0.113.7', agent: 'Browser/1.0' });
    expect(JSON.stringify(browsers)).not.toContain((second.cookie.split('=')[1] ?? '').slice(0, 20));

    const stranger = await join(server, dependencies, {
      projectId: project,
      role: 'owner',
      email: 'kim@example.com',
    });
    expect((await call('DELETE', `/api/v1/session/browsers/${other.id}`, stranger)).statusCode).toBe(404);
    expect((await session(second)).statusCode).toBe(200);
    const ended = await call('DELETE', `/api/v1/session/browsers/${other.id}`, first);
    expect(ended.json()).toEqual({ signedOut: other.id });
    expect((await session(second)).statusCode).toBe(401);
    expect((await session(first)).statusCode).toBe(200);
    expect((await call('DELETE', `/api/v1/session/browsers/${current.id}`, first)).statusCode).toBe(200);
    expect((await session(first)).statusCode).toBe(401);
  });

  it('change their password, which ends all other sessions', async () => {
    const first = await join(server, dependencies, {
      projectId: project,
      role: 'viewer',
      email: 'pam@example.com',
    });
    const second = { ...OWN_PAGE, cookie: cookiesOf(await signIn('pam@example.com', PASSWORD)) };
    const change = (current: string, next: string) =>
      call('POST', '/api/v1/session/password', first, { current, next });
    const wrong = await change('not the password', 'another password');
    expect([wrong.statusCode, wrong.json().problems[0].path]).toEqual([401, 'current']);
    expect((await change(PASSWORD, 'short')).statusCode).toBe(400);
    const changed = await change(PASSWORD, 'another password');
    expect(changed.statusCode, changed.body).toBe(200);
    expect((await session({ ...OWN_PAGE, cookie: cookiesOf(changed) })).statusCode).toBe(200);
    expect((await session(first)).statusCode).toBe(401);
    expect((await session(second)).statusCode).toBe(401);
    expect((await signIn('pam@example.com', PASSWORD)).statusCode).toBe(401);
    expect((await signIn('pam@example.com', 'another password')).statusCode).toBe(200);
  });

  it('get a link for a forgotten password from the operator alone, good once', async () => {
    const headers = await join(server, dependencies, {
      projectId: project,
      role: 'viewer',
      email: 'fay@example.com',
    });
    const owner = await join(server, dependencies, {
      projectId: project,
      role: 'owner',
      email: 'oli@example.com',
    });
    const { id } = (await session(headers)).json().user;
    expect((await call('POST', `/api/v1/members/${id}/reset`, owner, {})).statusCode).toBe(403);
    const made = await call('POST', `/api/v1/members/${id}/reset`, OPERATOR, {});
    expect(made.statusCode, made.body).toBe(201);
    const token = made.json().path.split('#')[1];
    const reset = () =>
      call('POST', '/api/v1/session/reset', OWN_PAGE, { token, password: 'remembered now' });
    const answer = await reset();
    expect(answer.statusCode, answer.body).toBe(200);
    expect((await session(headers)).statusCode).toBe(401);
    expect((await session({ ...OWN_PAGE, cookie: cookiesOf(answer) })).statusCode).toBe(200);
    expect((await reset()).statusCode).toBe(410);
    const late = (await call('POST', `/api/v1/members/${id}/reset`, OPERATOR, {})).json().path.split('#')[1];
    now += DAY;
    const stale = await call('POST', '/api/v1/session/reset', OWN_PAGE, {
      token: late,
      password: 'too late now',
    });
    expect(stale.statusCode).toBe(410);
    expect((await signIn('fay@example.com', 'remembered now')).statusCode).toBe(200);
  });

  it('have roles that owners change, and the last owner keeps', async () => {
    const alone = await dependencies.access.createProject('alone', {
      timeZone: 'UTC',
      accountGroup: 'account',
    });
    const owner = await join(server, dependencies, {
      projectId: alone.id,
      role: 'owner',
      email: 'one@alone.example',
    });
    const viewer = await join(server, dependencies, {
      projectId: alone.id,
      role: 'viewer',
      email: 'two@alone.example',
    });
    const listed = (await call('GET', '/api/v1/members', viewer)).json().members;
    expect(listed.map((each: { name: string; role: string }) => [each.name, each.role])).toEqual([
      ['one', 'owner'],
      ['two', 'viewer'],
    ]);
    const [first, second] = listed.map((each: { id: string }) => each.id);
    const last = await call('PATCH', `/api/v1/members/${first}`, owner, { role: 'viewer' });
    expect([last.statusCode, last.json().problems[0].code]).toEqual([409, 'last-owner']);
    expect((await call('DELETE', `/api/v1/members/${first}`, owner)).statusCode).toBe(409);
    expect((await call('PATCH', `/api/v1/members/${second}`, viewer, { role: 'owner' })).statusCode).toBe(
      403,
    );
    expect((await call('PATCH', `/api/v1/members/${second}`, owner, { role: 'owner' })).statusCode).toBe(200);
    expect((await session(viewer)).json().role).toBe('owner');
    expect((await call('DELETE', `/api/v1/members/${first}`, viewer)).statusCode).toBe(200);
    const out = await session(owner);
    expect([out.statusCode, out.json().problems[0].code]).toEqual([403, 'no-project']);
    expect((await call('DELETE', '/api/v1/session', owner)).json()).toEqual({ signedOut: true });
    const key = (await dependencies.access.createKey(alone, 'secret')).key;
    const byKey = { authorization: `Bearer ${key}` };
    expect((await call('GET', '/api/v1/members', byKey)).json().problems[0].code).toBe('not-for-keys');
    expect((await call('POST', '/api/v1/invitations', byKey, { role: 'owner' })).statusCode).toBe(403);
  });

  it('keep no secret in the records that opens anything', async () => {
    const headers = await join(server, dependencies, {
      projectId: project,
      role: 'owner',
      email: 'sec@example.com',
    });
    const { token } = await invite({ role: 'owner' });
    const { db } = records.store;
    const stored = JSON.stringify([
      await db.selectFrom('people').selectAll().execute(),
      await db.selectFrom('person_sessions').selectAll().execute(),
      await db.selectFrom('person_credentials').selectAll().execute(),
      await db.selectFrom('invitations').selectAll().execute(),
      await db.selectFrom('password_resets').selectAll().execute(),
    ]);
    expect(stored).not.toContain(PASSWORD);
    expect(stored).not.toContain(token);
    const [name = '', value = ''] = (headers.cookie ?? '').split('=');
    expect(stored).not.toContain(decodeURIComponent(value));
    const rows = await db.selectFrom('person_sessions').select('token').execute();
    for (const forged of rows.slice(-3).flatMap((row) => [row.token, `${row.token}.`, `${row.token}.AAAA`])) {
      expect((await session({ ...OWN_PAGE, cookie: `${name}=${forged}` })).statusCode).toBe(401);
    }
  });

  it('are the same people after a restart, and strangers to a server with another key', async () => {
    const headers = await join(server, dependencies, {
      projectId: project,
      role: 'viewer',
      email: 'ray@example.com',
    });
    const same = createServer(dependencies, 'other', { cookieSecret: 'a'.repeat(64) });
    expect((await same.inject({ url: '/api/v1/session', headers })).statusCode).toBe(200);
    const other = createServer(dependencies, 'other', { cookieSecret: 'b'.repeat(64) });
    expect((await other.inject({ url: '/api/v1/session', headers })).statusCode).toBe(401);
    await same.close();
    await other.close();
  });

  it('behind a proxy have secure cookies, its address in links, and their own address', async () => {
    const behind = createServer(dependencies, 'operator-token', { publicUrl: 'https://cusp.example.com' });
    const made = await behind.inject({
      method: 'POST',
      url: '/api/v1/invitations',
      headers: OPERATOR,
      payload: { role: 'viewer' },
    });
    expect(made.json().url).toMatch(/^https:\/\/cusp\.example\.com\/join#/);
    const payload = {
      token: made.json().path.split('#')[1],
      name: 'Pru',
      email: 'pru@example.com',
      password: PASSWORD,
    };
    const through = (origin: string) =>
      behind.inject({
        method: 'POST',
        url: '/api/v1/session/invitation/accept',
        headers: { host: '127.0.0.1:4777', origin, 'x-forwarded-for': '6.6.6.6, 198.51.100.77' },
        payload,
      });
    expect((await through('https://attacker.example')).statusCode).toBe(403);
    const joined = await through('https://cusp.example.com');
    expect(joined.statusCode, joined.body).toBe(200);
    expect([joined.headers['set-cookie']].flat()[0]).toMatch(
      /^__Secure-.*; HttpOnly; Secure; SameSite=Strict/,
    );
    const headers = { host: '127.0.0.1:4777', cookie: cookiesOf(joined), 'sec-fetch-site': 'same-origin' };
    const { browsers } = (await behind.inject({ url: '/api/v1/session/browsers', headers })).json();
    expect(browsers[0].address).toBe('198.51.100.77');
    await behind.close();
  });

  it('answer nothing of better-auth’s own', async () => {
    for (const path of ['/api/auth/sign-up/email', '/api/v1/auth/sign-in/email', '/api/auth/ok']) {
      expect((await call('POST', path, OWN_PAGE, {})).statusCode).toBe(404);
    }
  });
});
