import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { join } from '../../../../../test/support/people.ts';
import { type TemporaryServer, temporaryServer } from '../../../../../test/support/temporary-server.ts';

const START = Date.UTC(2026, 0, 10);

describe('saved reports', () => {
  let now = START;
  let temporary: TemporaryServer;
  let person: Record<string, string>;

  beforeAll(async () => {
    temporary = await temporaryServer(now, { clock: () => now });
    const { server, dependencies, project } = temporary;
    person = await join(server, dependencies, {
      projectId: project,
      role: 'editor',
      email: 'ann@example.com',
      name: 'Ann',
    });
    const settings = { timeZone: 'UTC', accountGroup: 'account' };
    await dependencies.access.createProject('shop', settings);
  });
  afterAll(() => temporary.dispose());

  const call = (method: 'GET' | 'POST' | 'PATCH' | 'DELETE', path = '', payload?: object, headers?: object) =>
    temporary.server.inject({
      method,
      url: `/api/v1/reports${path}`,
      headers: { ...(headers ?? (payload ? temporary.headers : { authorization: 'Bearer operator-token' })) },
      ...(payload && { payload }),
    });
  const names = async (path = '') =>
    (await call('GET', path)).json().reports.map((each: { name: string }) => each.name);

  it('are kept as they were saved, with who made them', async () => {
    const search = {
      z: [{ event: '<b>', n: 1.5 }],
      a: { text: 'nul \u0000 and 👩‍👩‍👧', deep: { x: null } },
      list: [],
    };
    const body = { name: ' Wall → paid ', kind: 'funnels', search, description: 'مرحبا' };
    const answer = await call('POST', '', body, person);
    expect(answer.statusCode, answer.body).toBe(201);
    const made = answer.json();
    expect(made).toEqual({
      ...body,
      name: 'Wall → paid',
      id: expect.stringMatching(/^r[0-9a-f]{16}$/),
      createdBy: 'Ann',
      createdAt: now,
      updatedAt: now,
      archivedAt: null,
    });
    const read = await call('GET', `/${made.id}`);
    expect(read.json()).toEqual(made);
    expect(JSON.stringify(read.json().search)).toBe(JSON.stringify(search));
  });

  it('have names that are each used once in a project', async () => {
    const body = { name: 'taken', kind: 'funnels', search: {} };
    const { id } = (await call('POST', '', body)).json();
    const again = await call('POST', '', body);
    expect([again.statusCode, again.json().problems[0].code]).toEqual([409, 'name-taken']);
    expect((await call('POST', '', body, { ...temporary.headers, 'cusp-project': 'shop' })).statusCode).toBe(
      201,
    );
    const other = (await call('POST', '', { ...body, name: 'free' })).json();
    const renamed = await call('PATCH', `/${other.id}`, { name: 'taken' });
    expect([renamed.statusCode, renamed.json().problems[0].path]).toEqual([409, 'name']);
    expect((await call('PATCH', `/${id}`, { name: 'taken' })).statusCode).toBe(200);
  });

  it('are renamed and replaced, a part at a time', async () => {
    const made = (await call('POST', '', { name: 'old', kind: 'funnels', search: { a: 1 } })).json();
    now += 1_000;
    const renamed = (await call('PATCH', `/${made.id}`, { name: 'new' })).json();
    expect(renamed).toEqual({ ...made, name: 'new', updatedAt: now });
    const replaced = (
      await call('PATCH', `/${made.id}`, { kind: 'retention', search: { b: 2 }, description: 'x' })
    ).json();
    expect(replaced).toEqual({ ...renamed, kind: 'retention', search: { b: 2 }, description: 'x' });
  });

  it('are archived and brought back, unless their name was taken meanwhile', async () => {
    const body = { name: 'going', kind: 'funnels', search: {} };
    const { id } = (await call('POST', '', body)).json();
    expect((await call('DELETE', `/${id}`)).json()).toEqual({ archived: id });
    expect(await names()).not.toContain('going');
    expect(await names('?archived=true')).toContain('going');
    expect((await call('PATCH', `/${id}`, { archived: false })).json().archivedAt).toBeNull();
    expect(await names()).toContain('going');
    await call('DELETE', `/${id}`);
    expect((await call('POST', '', body)).statusCode).toBe(201);
    expect((await call('PATCH', `/${id}`, { archived: false })).statusCode).toBe(409);
    expect((await call('PATCH', `/${id}`, { archived: false, name: 'going again' })).statusCode).toBe(200);
  });

  it.each([
    [{ name: '', kind: 'funnels', search: {} }, 'name'],
    [{ name: '   ', kind: 'funnels', search: {} }, 'name'],
    [{ name: 'x'.repeat(201), kind: 'funnels', search: {} }, 'name'],
    [{ name: 'a\u0000b', kind: 'funnels', search: {} }, 'name'],
    [{ name: 'x', kind: '../etc', search: {} }, 'kind'],
    [{ name: 'x', kind: 'funnels', search: [] }, 'search'],
    [{ name: 'x', kind: 'funnels', search: { a: 'é'.repeat(32 * 1_024) } }, 'search'],
    [{ name: 'x', kind: 'funnels', search: {}, description: 'x'.repeat(2_001) }, 'description'],
    [{ name: 'x', kind: 'funnels', search: {}, createdBy: 'eve' }, 'createdBy'],
  ])('refuse what does not fit (%#)', async (body, path) => {
    const answer = await call('POST', '', body);
    expect([answer.statusCode, answer.json().problems[0].path]).toEqual([400, path]);
  });

  it('take all of 64 KB', async () => {
    const search = { a: 'x'.repeat(64 * 1_024 - 8) };
    expect(JSON.stringify(search).length).toBe(64 * 1_024);
    expect((await call('POST', '', { name: 'large', kind: 'funnels', search })).statusCode).toBe(201);
  });

  it('are of one project alone', async () => {
    const { id } = (await call('POST', '', { name: 'own', kind: 'funnels', search: {} })).json();
    const elsewhere = { authorization: 'Bearer operator-token', 'cusp-project': 'shop' };
    expect((await call('GET', `/${id}`, undefined, elsewhere)).statusCode).toBe(404);
    expect((await call('DELETE', `/${id}`, undefined, elsewhere)).statusCode).toBe(404);
    expect((await call('PATCH', `/${id}`, { name: 'x' }, elsewhere)).statusCode).toBe(404);
    expect(await names()).toContain('own');
  });
});
