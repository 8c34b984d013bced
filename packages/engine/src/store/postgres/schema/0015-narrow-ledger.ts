/**
 * A ledger that is cheaper to write. A foreign key asks for the sync once for each row; whoever writes asks once for all of them instead, and
 * a trigger takes the rows away with their sync. Addresses are only ever looked up whole, so their index keeps hashes. The journal is read
 * after a crash alone and lives for a request: it is not worth compressing.
 */
export const statements: readonly string[] = [
  'ALTER TABLE sync_members DROP CONSTRAINT sync_members_sync_id_fkey',
  `CREATE FUNCTION forget_members_of_sync() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
      DELETE FROM sync_members WHERE sync_id = OLD.id;
      RETURN NULL;
    END
  $$`,
  `CREATE TRIGGER sync_members_go_with_their_sync AFTER DELETE ON syncs
    FOR EACH ROW EXECUTE FUNCTION forget_members_of_sync()`,
  'DROP INDEX sync_members_by_address',
  'CREATE INDEX sync_members_by_address ON sync_members USING hash (address)',
  'ALTER TABLE sync_batches ALTER COLUMN operations SET STORAGE EXTERNAL',
];
