import { sql, type Transaction } from 'kysely';
import type { RecordTables } from '../../store/postgres/record-tables.ts';
import type { RecordStore } from '../../store/record-store.ts';

/** The right to tell: one process on the database has it, so nobody is told twice. What an earlier holder writes is refused. */
export interface AlertLease {
  readonly token: number;
  /** Until when it is certain to last, by the monotonic clock of this process. */
  readonly until: number;
}

export const ALERT_LEASE_SECONDS = 120;

/** Takes the lease, or holds on to it. Undefined when another process has it. The database's clock decides. */
export async function holdAlertLease(
  { db }: RecordStore,
  owner: string,
  monotonic: () => number,
): Promise<AlertLease | undefined> {
  const asked = monotonic();
  const row = await db
    .updateTable('alert_lease')
    .set({
      owner,
      token: sql<number>`CASE WHEN owner = ${owner} THEN token ELSE token + 1 END`,
      until: sql<Date>`now() + make_interval(secs => ${ALERT_LEASE_SECONDS})`,
    })
    .where('id', '=', 1)
    .where(sql<boolean>`(owner IS NULL OR owner = ${owner} OR until < now())`)
    .returning('token')
    .executeTakeFirst();
  return row === undefined ? undefined : { token: row.token, until: asked + ALERT_LEASE_SECONDS * 1_000 };
}

/** Lets go, so that another process can take over at once. */
export async function releaseAlertLease({ db }: RecordStore, owner: string): Promise<void> {
  await db
    .updateTable('alert_lease')
    .set({ owner: null, until: null })
    .where('id', '=', 1)
    .where('owner', '=', owner)
    .execute();
}

/** Another process tells now. */
export class AlertLeaseLost extends Error {
  constructor() {
    super('another process has taken over the alerts');
    this.name = 'AlertLeaseLost';
  }
}

/** Inside of a transaction: throws AlertLeaseLost unless the lease is still the newest, and keeps it so until the transaction ends. */
export async function fenceAlerts(
  transaction: Transaction<RecordTables>,
  { token }: AlertLease,
): Promise<void> {
  const held = await transaction
    .selectFrom('alert_lease')
    .select('id')
    .where('id', '=', 1)
    .where('token', '=', token)
    .forShare()
    .executeTakeFirst();
  if (!held) throw new AlertLeaseLost();
}
