import type { Transaction } from 'kysely';
import type { Instant } from '../../model/time.ts';
import type { RecordTables } from '../../store/postgres/record-tables.ts';
import type { RecordStore } from '../../store/record-store.ts';
import { type AlertLease, fenceAlerts } from './alert-lease.ts';
import type { StandingProblem, Telling, Told } from './due-tellings.ts';
import type { AlertProblem } from './problems-now.ts';

/** Writes down what is wrong now, and gives it with the instants at which each was first seen: those survive restarts. */
export async function standingProblems(
  { db }: RecordStore,
  lease: AlertLease,
  project: string,
  problems: readonly AlertProblem[],
  now: Instant,
): Promise<readonly StandingProblem[]> {
  return db.transaction().execute(async (transaction) => {
    await fenceAlerts(transaction, lease);
    const before = await transaction
      .selectFrom('alert_problems')
      .select(['subject', 'problem', 'since'])
      .where('project_id', '=', project)
      .execute();
    const sinceOf = new Map(before.map(({ subject, problem, since }) => [`${problem} ${subject}`, since]));
    const standing = problems.map((each) => ({
      ...each,
      since: sinceOf.get(`${each.problem} ${each.subject}`) ?? now,
    }));
    await transaction.deleteFrom('alert_problems').where('project_id', '=', project).execute();
    if (standing.length > 0) {
      await transaction
        .insertInto('alert_problems')
        .values(standing.map((each) => ({ project_id: project, ...each })))
        .execute();
    }
    return standing;
  });
}

export async function toldOf({ db }: RecordStore, receiver: string): Promise<readonly Told[]> {
  const rows = await db
    .selectFrom('alert_told')
    .selectAll()
    .where('receiver_id', '=', receiver)
    .orderBy('subject')
    .execute();
  return rows.map(({ subject, problem, title, since, told_at }) => ({
    subject,
    problem,
    title,
    since,
    toldAt: told_at,
  }));
}

/** The receiver took these. */
export async function recordTold(
  { db }: RecordStore,
  lease: AlertLease,
  receiver: string,
  tellings: readonly Telling[],
  now: Instant,
): Promise<void> {
  await db.transaction().execute(async (transaction) => {
    await fenceAlerts(transaction, lease);
    const stays = await transaction
      .selectFrom('alert_receivers')
      .select('id')
      .where('id', '=', receiver)
      .forKeyShare()
      .executeTakeFirst();
    // Removed while it was told.
    if (stays === undefined) return;
    for (const telling of tellings) await recordOne(transaction, receiver, telling, now);
  });
}

async function recordOne(
  transaction: Transaction<RecordTables>,
  receiver: string,
  telling: Telling,
  now: Instant,
): Promise<void> {
  if (telling.kind === 'resolved') {
    await transaction
      .deleteFrom('alert_told')
      .where('receiver_id', '=', receiver)
      .where('subject', '=', telling.told.subject)
      .execute();
    return;
  }
  const { subject, problem, title, since } = telling.problem;
  const known = { problem, title, since, told_at: now };
  await transaction
    .insertInto('alert_told')
    .values({ receiver_id: receiver, subject, ...known })
    .onConflict((conflict) => conflict.columns(['receiver_id', 'subject']).doUpdateSet(known))
    .execute();
}
