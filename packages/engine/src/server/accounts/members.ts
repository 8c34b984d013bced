import type { Instant } from '../../model/time.ts';
import type { RecordStore } from '../../store/record-store.ts';
import { problemError } from '../../util/problem-error.ts';
import { includes, type Role, type User } from '../caller.ts';

export interface Member extends User {
  readonly role: Role;
  readonly addedAt: Instant;
}

/** What somebody may do, by the id of the project. */
export async function rolesOf({ db }: RecordStore, personId: string): Promise<ReadonlyMap<string, Role>> {
  const rows = await db
    .selectFrom('members')
    .select(['project_id', 'role'])
    .where('person_id', '=', personId)
    .execute();
  return new Map(rows.map((row) => [row.project_id, row.role]));
}

/** By name. */
export async function listMembers({ db }: RecordStore, projectId: string): Promise<readonly Member[]> {
  const rows = await db
    .selectFrom('members')
    .innerJoin('people', 'people.id', 'members.person_id')
    .select(['people.id', 'people.name', 'people.email', 'members.role', 'members.added_at'])
    .where('members.project_id', '=', projectId)
    .orderBy('people.name')
    .orderBy('people.id')
    .execute();
  return rows.map(({ added_at, ...row }) => ({ ...row, addedAt: added_at }));
}

/** Makes somebody a member. Who is one already keeps the role that includes more. */
export async function addMember(
  { db }: Pick<RecordStore, 'db'>,
  projectId: string,
  personId: string,
  role: Role,
  now: Instant,
): Promise<void> {
  const had = await db
    .selectFrom('members')
    .select('role')
    .where('project_id', '=', projectId)
    .where('person_id', '=', personId)
    .executeTakeFirst();
  await db
    .insertInto('members')
    .values({ project_id: projectId, person_id: personId, role, added_at: now })
    .onConflict((conflict) =>
      conflict
        .columns(['project_id', 'person_id'])
        .doUpdateSet({ role: had && includes(had.role, role) ? had.role : role }),
    )
    .execute();
}

/**
 * Gives a member another role; undefined takes them out of the project. `keepOwner`: the last owner stays one. Throws a ProblemError:
 * 404 when there is no such member, 409 for the last owner.
 */
export async function changeMember(
  { db }: RecordStore,
  projectId: string,
  personId: string,
  role: Role | undefined,
  keepOwner: boolean,
): Promise<void> {
  await db.transaction().execute(async (transaction) => {
    // Whoever changes members of the project waits here, so that two owners cannot take each other out at once.
    await transaction.selectFrom('projects').select('id').where('id', '=', projectId).forUpdate().execute();
    const members = await transaction
      .selectFrom('members')
      .select(['person_id', 'role'])
      .where('project_id', '=', projectId)
      .execute();
    const found = members.find((each) => each.person_id === personId);
    if (!found) throw problemError(404, 'unknown-member', `the project has no member "${personId}"`, 'id');
    const owners = members.filter((each) => each.role === 'owner');
    if (keepOwner && found.role === 'owner' && role !== 'owner' && owners.length === 1) {
      throw problemError(
        409,
        'last-owner',
        'this is the last owner of the project: make somebody else an owner first',
        'id',
      );
    }
    if (role === undefined) {
      await transaction
        .deleteFrom('members')
        .where('project_id', '=', projectId)
        .where('person_id', '=', personId)
        .execute();
      return;
    }
    await transaction
      .updateTable('members')
      .set({ role })
      .where('project_id', '=', projectId)
      .where('person_id', '=', personId)
      .execute();
  });
}
