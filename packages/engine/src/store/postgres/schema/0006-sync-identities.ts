/**
 * Ids that destinations have of their own for people, by the address that Cusp knows them under; of each member in a sync, which entry the
 * destination was told of and how often it was looked for in the audience in vain; of each sync, what the last look into the audience found.
 */
export const statements: readonly string[] = [
  `CREATE TABLE destination_identities (
    destination_id text NOT NULL REFERENCES destinations ON DELETE CASCADE,
    address text COLLATE "C" NOT NULL,
    vendor_id text COLLATE "C" NOT NULL,
    PRIMARY KEY (destination_id, address)
  )`,
  'CREATE INDEX destination_identities_by_vendor ON destination_identities (destination_id, vendor_id)',
  'ALTER TABLE sync_members ADD COLUMN event_at bigint NOT NULL DEFAULT 0',
  'ALTER TABLE sync_members ADD COLUMN missed integer NOT NULL DEFAULT 0',
  'ALTER TABLE syncs ADD COLUMN exclusive boolean NOT NULL DEFAULT false',
  'ALTER TABLE syncs ADD COLUMN checked_at bigint',
  'ALTER TABLE syncs ADD COLUMN check_asked boolean NOT NULL DEFAULT false',
  'ALTER TABLE syncs ADD COLUMN drift jsonb',
];
