/** When the destination of a sync first took anybody: known without a look through the ledger. */
export const statements: readonly string[] = [
  'ALTER TABLE syncs ADD COLUMN first_told_at bigint',
  `UPDATE syncs SET first_told_at = told.first FROM (
    SELECT sync_id, min(told_at) AS first FROM (
      SELECT sync_id, told_at FROM sync_members UNION ALL SELECT sync_id, told_at FROM sync_told
    ) AS each GROUP BY sync_id
  ) AS told WHERE told.sync_id = syncs.id`,
];
