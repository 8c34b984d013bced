/**
 * When a destination first took each member of a sync, kept when they leave: what became of them is measured from that instant on, and whoever
 * reaches a goal often leaves the cohort by it. Of members of before, the last change of their row stands for it; those who had left
 * by then are not known.
 */
export const statements: readonly string[] = [
  'ALTER TABLE sync_members ADD COLUMN told_at bigint',
  `UPDATE sync_members SET told_at = changed_at WHERE has = 'yes'`,
  `CREATE TABLE sync_told (
    sync_id text NOT NULL REFERENCES syncs ON DELETE CASCADE,
    subject text COLLATE "C" NOT NULL,
    told_at bigint NOT NULL,
    PRIMARY KEY (sync_id, subject)
  )`,
];
