import { sql, type Transaction } from 'kysely';
import type { Instant } from '../../model/time.ts';
import { jsonb } from '../../store/postgres/json.ts';
import type { RecordTables } from '../../store/postgres/record-tables.ts';
import type { RecordStore } from '../../store/record-store.ts';
import type { Delivered } from './net-difference.ts';

/** Takes rows out of the ledger. When the destination first had them is kept: what became of them is still to be measured. */
export async function forget(
  transaction: Transaction<RecordTables>,
  sync: string,
  rows: readonly Delivered[],
): Promise<void> {
  if (rows.length === 0) return;
  const keys = jsonb(rows.map(({ subject, address }) => ({ subject, address })));
  await sql`WITH held AS MATERIALIZED (SELECT id FROM syncs WHERE id = ${sync} FOR KEY SHARE),
    gone AS (
      DELETE FROM sync_members AS m USING jsonb_to_recordset(${keys}) AS leaving(subject text, address text)
      WHERE m.sync_id = ${sync} AND m.subject = leaving.subject AND m.address = leaving.address
      RETURNING m.subject, m.told_at
    )
    INSERT INTO sync_told AS before (sync_id, subject, told_at)
    SELECT held.id, gone.subject, min(gone.told_at) FROM held, gone WHERE gone.told_at IS NOT NULL GROUP BY held.id, gone.subject
    ON CONFLICT (sync_id, subject) DO UPDATE SET told_at = least(before.told_at, excluded.told_at)`.execute(
    transaction,
  );
}

/** Everybody whom the destination of a sync ever had, with when it first had them (UTC ms), in that order; also those who have left since. */
export async function toldOf(
  { db }: RecordStore,
  sync: string,
): Promise<readonly { readonly subject: string; readonly at: Instant }[]> {
  const { rows } = await sql<{ subject: string; at: number }>`SELECT subject, min(told_at) AS at FROM (
      SELECT subject, told_at FROM sync_members WHERE sync_id = ${sync} AND told_at IS NOT NULL
      UNION ALL SELECT subject, told_at FROM sync_told WHERE sync_id = ${sync}
    ) AS told GROUP BY subject ORDER BY at, subject`.execute(db);
  return rows.map(({ subject, at }) => ({ subject, at: Number(at) }));
}
