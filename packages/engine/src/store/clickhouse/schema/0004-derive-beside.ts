/**
 * What is derived from events is no longer derived by views inside of each insert, where it took four times as long as the
 * events themselves, but beside the inserts: see derived-tables.ts. It finds the newest events by their arrival.
 */
export const statements: readonly string[] = [
  'DROP VIEW IF EXISTS users_from_events',
  'DROP VIEW IF EXISTS accounts_from_events',
  'DROP VIEW IF EXISTS user_updates_from_events',
  'DROP VIEW IF EXISTS account_updates_from_events',
  'DROP VIEW IF EXISTS identity_links_from_events',
  'DROP VIEW IF EXISTS user_updates_by_subject_from_events',
  'DROP VIEW IF EXISTS account_updates_by_subject_from_events',
  'DROP VIEW IF EXISTS identity_links_by_owner_from_events',
  'DROP VIEW IF EXISTS device_users_from_events',
  'ALTER TABLE events ADD INDEX IF NOT EXISTS seq_range seq TYPE minmax GRANULARITY 8',
  'ALTER TABLE events MATERIALIZE INDEX seq_range',
];
