import { randomBytes } from 'node:crypto';
import type { Selectable } from 'kysely';
import type { Clock, Instant } from '../../model/time.ts';
import type { InvitationsTable } from '../../store/postgres/record-tables.ts';
import type { RecordStore } from '../../store/record-store.ts';
import { type ProblemError, problemError } from '../../util/problem-error.ts';
import type { Role } from '../caller.ts';
import { addMember } from './members.ts';
import { newSecret, secretHash } from './secret-link.ts';

const VALID_MS = 7 * 86_400_000;

export interface Invitation {
  readonly id: string;
  readonly projectId: string;
  readonly role: Role;
  /** Lower case: good for this address alone. */
  readonly email: string | undefined;
  /** In words. */
  readonly createdBy: string;
  readonly createdAt: Instant;
  readonly expiresAt: Instant;
}

/** Makes a link into a project. `secret` can be read this once. */
export async function createInvitation(
  { db }: RecordStore,
  clock: Clock,
  made: {
    readonly projectId: string;
    readonly role: Role;
    readonly email?: string | undefined;
    readonly createdBy: string;
  },
): Promise<Invitation & { readonly secret: string }> {
  const { secret, hash } = newSecret();
  const now = clock();
  const row = {
    id: `i${randomBytes(8).toString('hex')}`,
    project_id: made.projectId,
    hash,
    role: made.role,
    email: made.email?.toLowerCase() ?? null,
    created_by: made.createdBy,
    created_at: now,
    expires_at: now + VALID_MS,
    accepted_at: null,
  };
  await db.insertInto('invitations').values(row).execute();
  return { ...asInvitation(row), secret };
}

/** Those of a project that somebody may still accept, the newest first. */
export async function openInvitations(
  { db }: RecordStore,
  clock: Clock,
  projectId: string,
): Promise<readonly Invitation[]> {
  const rows = await db
    .selectFrom('invitations')
    .selectAll()
    .where('project_id', '=', projectId)
    .where('accepted_at', 'is', null)
    .where('expires_at', '>', clock())
    .orderBy('created_at', 'desc')
    .execute();
  return rows.map(asInvitation);
}

/** False when the project has no such invitation. */
export async function withdrawInvitation(
  { db }: RecordStore,
  projectId: string,
  id: string,
): Promise<boolean> {
  const gone = await db
    .deleteFrom('invitations')
    .where('project_id', '=', projectId)
    .where('id', '=', id)
    .where('accepted_at', 'is', null)
    .returning('id')
    .executeTakeFirst();
  return gone !== undefined;
}

/** The invitation of a link. Throws a ProblemError: 404 for one that was never made or withdrawn, 410 when it was used or has expired. */
export async function readInvitation({ db }: RecordStore, clock: Clock, secret: string): Promise<Invitation> {
  const row = await db
    .selectFrom('invitations')
    .selectAll()
    .where('hash', '=', secretHash(secret))
    .executeTakeFirst();
  if (row === undefined) {
    throw problemError(
      404,
      'unknown-invitation',
      'this invitation was never made, or was withdrawn: ask for another',
      'token',
    );
  }
  if (row.accepted_at !== null) throw usedInvitation();
  if (row.expires_at <= clock()) {
    throw problemError(410, 'expired-invitation', 'this invitation has expired: ask for another', 'token');
  }
  return asInvitation(row);
}

/** Makes somebody a member by a link, and uses it up; of two who do so at once only one succeeds. Throws a ProblemError (410) for the other. */
export async function useInvitation(
  { db }: RecordStore,
  clock: Clock,
  invitation: Invitation,
  personId: string,
): Promise<void> {
  await db.transaction().execute(async (transaction) => {
    const taken = await transaction
      .updateTable('invitations')
      .set({ accepted_at: clock() })
      .where('id', '=', invitation.id)
      .where('accepted_at', 'is', null)
      .returning('id')
      .executeTakeFirst();
    if (taken === undefined) throw usedInvitation();
    await addMember({ db: transaction }, invitation.projectId, personId, invitation.role, clock());
  });
}

function usedInvitation(): ProblemError {
  return problemError(
    410,
    'used-invitation',
    'this invitation was used already: sign in, or ask for another',
    'token',
  );
}

function asInvitation(row: Selectable<InvitationsTable>): Invitation {
  return {
    id: row.id,
    projectId: row.project_id,
    role: row.role,
    email: row.email ?? undefined,
    createdBy: row.created_by,
    createdAt: row.created_at,
    expiresAt: row.expires_at,
  };
}
