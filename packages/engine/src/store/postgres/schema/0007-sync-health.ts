/** Since when something is wrong with a sync: what its health is told from. */
export const statements: readonly string[] = [
  'ALTER TABLE destinations ADD COLUMN fault_kind text, ADD COLUMN faulty_since bigint, ADD COLUMN up_since bigint',
  'ALTER TABLE syncs ADD COLUMN running_since bigint',
  'ALTER TABLE sync_members ADD COLUMN pending_since bigint',
];
