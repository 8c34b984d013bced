import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type TemporaryRecordStore, temporaryRecordStore } from '../../../../../test/support/record-store.ts';
import { must } from '../../util/assert.ts';
import type { CohortDefinition } from '../language/ast.ts';
import { parseCohort } from '../language/parse.ts';
import {
  archiveCohort,
  changeCohort,
  cohortVersions,
  createCohort,
  getCohort,
  listCohorts,
  loadCohortLookup,
} from './cohort-records.ts';

function cohort(text: string): CohortDefinition {
  const parsed = parseCohort(text);
  if (!parsed.ok) throw new Error(must(parsed.problems[0], 'problem').message);
  return parsed.value;
}

describe('cohort records', () => {
  let temporary: TemporaryRecordStore;
  const walls = cohort('users who did paywall at least 3 times in the last 14 days');
  beforeAll(async () => {
    temporary = await temporaryRecordStore();
    for (const id of ['p', 'q']) {
      await temporary.store.db
        .insertInto('projects')
        .values({ id, name: id, time_zone: 'UTC', account_group: 'account' })
        .execute();
    }
  });
  afterAll(() => temporary.dispose());
  const create = (name: string, definition: CohortDefinition, project = 'p') =>
    createCohort(temporary.store, project, { name, description: '', definition });

  it('keeps each version of a definition, and makes none of a change that changes nothing', async () => {
    const made = await create('stuck', walls);
    expect(made).toMatchObject({ version: 1, definition: walls, archivedAt: undefined });
    const same = await changeCohort(temporary.store, 'p', 'stuck', {
      definition: walls,
      description: 'at the wall',
    });
    expect(same).toMatchObject({ version: 1, description: 'at the wall' });
    const fewer = cohort('users who did paywall at least 2 times in the last 14 days');
    const changed = await changeCohort(temporary.store, 'p', made.id, { definition: fewer });
    expect(changed).toMatchObject({ version: 2, definition: fewer });
    expect((await cohortVersions(temporary.store, changed)).map((v) => [v.version, v.definition])).toEqual([
      [2, fewer],
      [1, walls],
    ]);
  });

  it('keeps names apart within a project, and projects apart', async () => {
    await create('twice', walls);
    await expect(create('twice', walls)).rejects.toMatchObject({
      status: 409,
      problems: [{ code: 'name-taken' }],
    });
    await create('twice', walls, 'q');
    expect((await listCohorts(temporary.store, 'q')).map((c) => c.name)).toEqual(['twice']);
    await expect(getCohort(temporary.store, 'q', 'twise')).rejects.toThrow('did you mean "twice"?');
  });

  it('refuses references to nothing, to itself, and in a ring', async () => {
    await expect(create('loose', cohort('users who in cohort "nobody knows"'))).rejects.toMatchObject({
      status: 422,
    });
    await expect(create('self', cohort('users who in cohort "self"'))).rejects.toMatchObject({
      problems: [{ code: 'cohort-ring' }],
    });
    await create('inner', walls);
    await create('outer', cohort('users who not in cohort "inner"'));
    const back = cohort('users who in cohort "outer"');
    await expect(changeCohort(temporary.store, 'p', 'inner', { definition: back })).rejects.toMatchObject({
      status: 422,
    });
  });

  it('does not archive or rename what another refers to', async () => {
    await create('base', walls);
    const user = await create('user of base', cohort('users who in cohort "base"'));
    await expect(archiveCohort(temporary.store, 'p', 'base', true)).rejects.toThrow('"user of base"');
    await expect(changeCohort(temporary.store, 'p', 'base', { name: 'basis' })).rejects.toMatchObject({
      status: 409,
    });
    await archiveCohort(temporary.store, 'p', user.id, true);
    const often = cohort('users who did x at least as often as the median of cohort "base"');
    const typical = await create('as often as base', often);
    await expect(archiveCohort(temporary.store, 'p', 'base', true)).rejects.toThrow('"as often as base"');
    await archiveCohort(temporary.store, 'p', typical.id, true);
    const archived = await archiveCohort(temporary.store, 'p', 'base', true);
    expect(archived.archivedAt).toBeGreaterThan(0);
    const lookup = await loadCohortLookup(temporary.store, 'p');
    expect(lookup.definition('base')).toBeUndefined();
    expect((await listCohorts(temporary.store, 'p')).map((c) => c.name)).not.toContain('base');
    await archiveCohort(temporary.store, 'p', 'base', false);
    expect((await loadCohortLookup(temporary.store, 'p')).definition('base')).toEqual(walls);
  });

  it('keeps odd names and refuses what cannot be stored', async () => {
    const name = `"; DROP TABLE cohorts; -- __proto__ 🎉`;
    await create(name, walls);
    expect((await getCohort(temporary.store, 'p', name)).name).toBe(name);
    const odd: CohortDefinition = {
      unit: 'user',
      where: { kind: 'property', property: 'a', comparison: { op: 'is', values: ['\u0000'] } },
    };
    await expect(create('nul', odd)).rejects.toMatchObject({ status: 422 });
  });
});
