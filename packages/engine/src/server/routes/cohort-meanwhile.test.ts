import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { join } from '../../../../../test/support/people.ts';
import { type TemporaryServer, temporaryServer } from '../../../../../test/support/temporary-server.ts';
import { changeCohort, getCohort } from '../../define/cohorts/cohort-records.ts';
import { readDefinition } from '../../define/cohorts/read-definition.ts';
import { must } from '../../util/assert.ts';

const text = (times: number) => `users who did limit_hit at least ${times} times`;

describe('two people who edit one cohort', () => {
  let temporary: TemporaryServer;
  let ann: Record<string, string>;
  let bob: Record<string, string>;
  let id: string;

  beforeAll(async () => {
    temporary = await temporaryServer(Date.UTC(2026, 0, 10));
    const { server, dependencies, project } = temporary;
    const someone = (name: string) =>
      join(server, dependencies, { projectId: project, role: 'editor', email: `${name}@example.com`, name });
    ann = await someone('Ann');
    bob = await someone('Bob');
  });
  afterAll(() => temporary.dispose());

  let made = 0;
  beforeEach(async () => {
    made += 1;
    const answer = await temporary.server.inject({
      method: 'POST',
      url: '/api/v1/cohorts',
      headers: ann,
      payload: { name: `cohort ${made}`, text: text(1) },
    });
    id = answer.json().id;
  });

  const edit = (headers: Record<string, string>, payload: object) =>
    temporary.server.inject({ method: 'PATCH', url: `/api/v1/cohorts/${id}`, headers, payload });
  const whole = async () =>
    (await temporary.server.inject({ url: `/api/v1/cohorts/${id}`, headers: ann })).json();

  it('do not undo each other: the second is told who saved what, and nothing of theirs is stored', async () => {
    expect((await edit(bob, { text: text(2), ifVersion: 1 })).json()).toMatchObject({ version: 2 });
    const before = await whole();
    const late = await edit(ann, {
      text: text(3),
      name: 'another name',
      description: 'new',
      archived: true,
      ifVersion: 1,
    });
    expect(late.statusCode).toBe(409);
    const { problems, meanwhile, type } = late.json();
    expect(type).toBe('urn:cusp:problem:changed-meanwhile');
    expect(problems[0]).toMatchObject({ code: 'changed-meanwhile', path: 'ifVersion' });
    expect(problems[0].message).toMatch(/is at version 2, saved by Bob at .*began from version 1/);
    expect(meanwhile).toEqual({ version: 2, by: 'Bob', at: expect.any(Number) });
    expect(await whole()).toEqual(before);
    expect((await edit(ann, { text: text(3), ifVersion: 2 })).json()).toMatchObject({ version: 3 });
  });

  it('are let through one after the other, also at the same time', async () => {
    const answers = await Promise.all(
      [2, 3, 4].map((n) => edit(n === 3 ? bob : ann, { text: text(n), ifVersion: 1 })),
    );
    expect(answers.map(({ statusCode }) => statusCode).toSorted()).toEqual([200, 409, 409]);
    expect((await whole()).version).toBe(2);
  });

  it('count a version that waits to be built', async () => {
    const { records } = temporary.dependencies;
    const definition = readDefinition({ text: text(5) });
    await changeCohort(records, temporary.project, id, { definition, by: 'Bob' }, true);
    expect(await getCohort(records, temporary.project, id)).toMatchObject({ version: 1, pendingVersion: 2 });
    const late = await edit(ann, { text: text(6), ifVersion: 1 });
    expect([late.statusCode, late.json().meanwhile.version]).toEqual([409, 2]);
    expect((await edit(ann, { text: text(6), ifVersion: 2 })).statusCode).toBe(200);
  });

  it('may still say nothing of versions, as the command line does', async () => {
    await edit(bob, { text: text(2), ifVersion: 1 });
    expect((await edit(ann, { text: text(3) })).json()).toMatchObject({ version: 3 });
    const versions = await temporary.server.inject({ url: `/api/v1/cohorts/${id}/versions`, headers: ann });
    const authors = versions.json().versions.map((each: { createdBy: string }) => each.createdBy);
    expect(authors).toEqual(['Ann', 'Bob', 'Ann']);
  });

  it('do not mind a new name or description, which makes no version', async () => {
    expect((await edit(bob, { description: 'by Bob', ifVersion: 1 })).statusCode).toBe(200);
    const answer = await edit(ann, { text: text(2), ifVersion: 1 });
    expect(answer.json()).toMatchObject({ version: 2, description: 'by Bob' });
    expect(must(answer.json().text, 'text')).toContain('2');
  });
});
