import type { Clock, Instant } from '../../model/time.ts';
import type { RecordStore } from '../../store/record-store.ts';
import { problemError } from '../../util/problem-error.ts';
import { newSecret, secretHash } from './secret-link.ts';

const VALID_MS = 86_400_000;

/** Makes a link for somebody who forgot their password, in place of those made before. */
export async function createReset(
  { db }: RecordStore,
  clock: Clock,
  personId: string,
): Promise<{ readonly secret: string; readonly expiresAt: Instant }> {
  const { secret, hash } = newSecret();
  const expiresAt = clock() + VALID_MS;
  await db.transaction().execute(async (transaction) => {
    await transaction.deleteFrom('password_resets').where('person_id', '=', personId).execute();
    await transaction
      .insertInto('password_resets')
      .values({ hash, person_id: personId, expires_at: expiresAt })
      .execute();
  });
  return { secret, expiresAt };
}

/** Uses a link up, and says whose it is. Throws a ProblemError (410) when it is not good, or no longer. */
export async function takeReset(
  { db }: RecordStore,
  clock: Clock,
  secret: string,
): Promise<{ readonly personId: string; readonly email: string }> {
  const taken = await db
    .deleteFrom('password_resets')
    .using('people')
    .whereRef('people.id', '=', 'password_resets.person_id')
    .where('password_resets.hash', '=', secretHash(secret))
    .returning(['people.id', 'people.email', 'password_resets.expires_at'])
    .executeTakeFirst();
  if (taken === undefined || taken.expires_at <= clock()) {
    throw problemError(
      410,
      'stale-reset',
      'this link was used already, has expired, or was never made: ask for another',
      'token',
    );
  }
  return { personId: taken.id, email: taken.email };
}
