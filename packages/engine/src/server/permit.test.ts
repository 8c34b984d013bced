import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { join } from '../../../../test/support/people.ts';
import { type TemporaryServer, temporaryServer } from '../../../../test/support/temporary-server.ts';
import { includes, ROLES, type Role } from './caller.ts';

type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';

/**
 * Who may call a route at least. `open`: everyone, it checks for itself. `operator`: nobody with an account, whatever the role. A new
 * route needs a line: think of what a viewer, who only reads, may cause with it.
 */
const DECIDED: Readonly<Record<string, Role | 'open' | 'operator'>> = {
  'GET /health': 'open',
  'POST /2/httpapi': 'open',
  'POST /batch': 'open',
  'POST /identify': 'open',
  'POST /groupidentify': 'open',
  'POST /usermap': 'open',
  'POST /v1/track': 'open',
  'POST /v1/t': 'open',
  'POST /v1/identify': 'open',
  'POST /v1/i': 'open',
  'POST /v1/group': 'open',
  'POST /v1/g': 'open',
  'POST /v1/page': 'open',
  'POST /v1/p': 'open',
  'POST /v1/screen': 'open',
  'POST /v1/s': 'open',
  'POST /v1/alias': 'open',
  'POST /v1/a': 'open',
  'POST /v1/batch': 'open',
  'POST /v1/b': 'open',
  'GET /api/v1/session': 'open',
  'POST /api/v1/session': 'open',
  'DELETE /api/v1/session': 'open',
  'GET /api/v1/session/browsers': 'open',
  'DELETE /api/v1/session/browsers/{id}': 'open',
  'POST /api/v1/session/password': 'open',
  'POST /api/v1/session/invitation': 'open',
  'POST /api/v1/session/invitation/accept': 'open',
  'POST /api/v1/session/reset': 'open',
  'POST /api/v1/session/links': 'operator',
  'GET /metrics': 'viewer',
  'GET /api/v1/status': 'viewer',
  'GET /api/v1/projects': 'viewer',
  'POST /api/v1/projects': 'operator',
  'PATCH /api/v1/project': 'owner',
  'GET /api/v1/keys': 'viewer',
  'POST /api/v1/keys': 'owner',
  'DELETE /api/v1/keys/{id}': 'owner',
  'GET /api/v1/members': 'viewer',
  'PATCH /api/v1/members/{id}': 'owner',
  'DELETE /api/v1/members/{id}': 'owner',
  'POST /api/v1/members/{id}/reset': 'operator',
  'GET /api/v1/invitations': 'owner',
  'POST /api/v1/invitations': 'owner',
  'DELETE /api/v1/invitations/{id}': 'owner',
  'GET /api/v1/events': 'viewer',
  'POST /api/v1/events': 'editor',
  'GET /api/v1/rejected': 'viewer',
  'POST /api/v1/query': 'viewer',
  'GET /api/v1/exports': 'viewer',
  'POST /api/v1/exports': 'editor',
  'POST /api/v1/exports/{id}/runs': 'editor',
  'GET /api/v1/exports/{id}/runs': 'viewer',
  'GET /api/v1/exports/{id}/files/{name}': 'viewer',
  'GET /api/v1/destinations/kinds': 'viewer',
  'GET /api/v1/destinations': 'viewer',
  'POST /api/v1/destinations': 'editor',
  'PATCH /api/v1/destinations/{id}': 'editor',
  'DELETE /api/v1/destinations/{id}': 'editor',
  'POST /api/v1/destinations/{id}/test': 'editor',
  'GET /api/v1/syncs': 'viewer',
  'POST /api/v1/syncs': 'editor',
  'GET /api/v1/syncs/{id}': 'viewer',
  'DELETE /api/v1/syncs/{id}': 'editor',
  'GET /api/v1/syncs/{id}/preview': 'viewer',
  'POST /api/v1/syncs/{id}/run': 'editor',
  'POST /api/v1/syncs/{id}/check': 'editor',
  'POST /api/v1/syncs/{id}/retry': 'editor',
  'POST /api/v1/syncs/{id}/pause': 'editor',
  'POST /api/v1/syncs/{id}/resume': 'editor',
  'GET /api/v1/alerts': 'viewer',
  'POST /api/v1/alerts': 'editor',
  'POST /api/v1/alerts/{id}/test': 'editor',
  'DELETE /api/v1/alerts/{id}': 'editor',
  'GET /api/v1/cohorts': 'viewer',
  'POST /api/v1/cohorts': 'editor',
  'GET /api/v1/cohorts/{id}': 'viewer',
  'PATCH /api/v1/cohorts/{id}': 'editor',
  'DELETE /api/v1/cohorts/{id}': 'editor',
  'GET /api/v1/cohorts/{id}/members': 'viewer',
  'POST /api/v1/cohorts/preview': 'viewer',
  'GET /api/v1/cohorts/{id}/transitions': 'viewer',
  'GET /api/v1/cohorts/{id}/why': 'viewer',
  'GET /api/v1/cohorts/{id}/versions': 'viewer',
  'GET /api/v1/cohorts/{id}/diff': 'viewer',
  'POST /api/v1/cohorts/{id}/diff': 'viewer',
  'POST /api/v1/cohorts/{id}/rollback': 'editor',
  'GET /api/v1/cohorts/{id}/population': 'viewer',
  'POST /api/v1/cohorts/from-funnel': 'viewer',
  'POST /api/v1/cohorts/from-split': 'viewer',
  'GET /api/v1/reports': 'viewer',
  'GET /api/v1/reports/{id}': 'viewer',
  'POST /api/v1/reports': 'editor',
  'PATCH /api/v1/reports/{id}': 'editor',
  'DELETE /api/v1/reports/{id}': 'editor',
  'GET /api/v1/events/recent': 'viewer',
  'GET /api/v1/events/tail': 'viewer',
  'GET /api/v1/properties': 'viewer',
  'GET /api/v1/properties/values': 'viewer',
  'GET /api/v1/playbook': 'viewer',
  'GET /api/v1/rejected/counts': 'viewer',
  'GET /api/v1/transitions': 'viewer',
  'GET /api/v1/imports': 'viewer',
  'GET /api/v1/imports/{id}': 'viewer',
  'POST /api/v1/imports': 'editor',
  'POST /api/v1/imports/preview': 'viewer',
  'PUT /api/v1/imports/{id}/parts': 'editor',
  'DELETE /api/v1/imports/{id}': 'editor',
};

describe('roles', () => {
  let temporary: TemporaryServer;
  let operations: readonly string[];
  const people = new Map<Role, Record<string, string>>();

  beforeAll(async () => {
    temporary = await temporaryServer(Date.UTC(2026, 0, 10));
    const { server, dependencies, project } = temporary;
    for (const role of ROLES) {
      const email = `${role}@example.com`;
      people.set(role, await join(server, dependencies, { projectId: project, role, email }));
    }
    const { paths } = (await server.inject('/api/openapi.json')).json();
    operations = Object.entries<object>(paths).flatMap(([path, of]) =>
      Object.keys(of).map((method) => `${method.toUpperCase()} ${path}`),
    );
  });
  afterAll(() => temporary.dispose());

  const call = (operation: string, headers: Record<string, string>) => {
    const [method = '', path = ''] = operation.split(' ');
    const url = path.replaceAll(/\{\w+\}/g, 'none');
    return temporary.server.inject({
      method: method as Method,
      url,
      headers,
      ...(method === 'GET' || method === 'DELETE' ? {} : { payload: {} }),
    });
  };

  it('are decided for every route that there is', () => {
    expect(operations.length).toBeGreaterThan(80);
    expect(Object.keys(DECIDED).toSorted()).toEqual([...operations].toSorted());
  });

  it.each(ROLES)('let a person who is %s do what that includes, and nothing else', async (role) => {
    const headers = people.get(role) ?? {};
    const expected: Record<string, boolean> = {};
    const seen: Record<string, boolean> = {};
    for (const operation of operations) {
      const least = DECIDED[operation];
      if (least === undefined || least === 'open') continue;
      expected[operation] = least !== 'operator' && includes(role, least);
      const answer = await call(operation, headers);
      const code: string = answer.statusCode === 403 ? answer.json().problems[0].code : '';
      expect(answer.statusCode, `${operation}: ${answer.body}`).toBeLessThan(500);
      expect(answer.statusCode, operation).not.toBe(401);
      expect(['', 'role-too-low', 'not-the-operator']).toContain(code);
      // A body that does not fit is told before a route looks for the operator.
      if (operation === 'POST /api/v1/projects' && answer.statusCode === 400) continue;
      seen[operation] = code === '';
    }
    if (seen['POST /api/v1/projects'] === undefined) delete expected['POST /api/v1/projects'];
    expect(seen).toEqual(expected);
  });

  it('let nobody in who is not signed in, and nobody change anything from another site', async () => {
    for (const operation of operations) {
      if (DECIDED[operation] === 'open') continue;
      expect((await call(operation, {})).statusCode, operation).toBe(401);
      const elsewhere = { ...people.get('owner'), 'sec-fetch-site': 'cross-site' };
      const answer = await call(operation, elsewhere);
      expect([operation, answer.statusCode, answer.json().problems[0].code]).toEqual([
        operation,
        403,
        'other-site',
      ]);
    }
  });

  it('let a viewer ask what a bar holds, and not save it', async () => {
    const headers = people.get('viewer') ?? {};
    const steps = ['a', 'b'].map((name) => ({ names: [name], filters: [] }));
    const ask = (body: object) =>
      temporary.server.inject({ method: 'POST', url: '/api/v1/cohorts/from-funnel', headers, payload: body });
    const question = {
      funnel: { kind: 'funnel', steps, from: 0, to: Date.UTC(2026, 0, 10) },
      bar: 1,
      side: 'converted',
    };
    const asked = await ask(question);
    expect(asked.statusCode, asked.body).toBe(200);
    expect((await ask({ ...question, name: 'kept' })).json().problems[0].code).toBe('role-too-low');
    const project = await temporary.server.inject({
      method: 'POST',
      url: '/api/v1/projects',
      headers: people.get('owner') ?? {},
      payload: { name: 'another' },
    });
    expect(project.json().problems[0].code).toBe('not-the-operator');
  });
});
