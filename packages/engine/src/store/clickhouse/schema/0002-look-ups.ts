/**
 * What ingest asks for at every block, each in an order of its own: the history of some users' properties, the devices that
 * a user owns, and who was last seen on a device. Small granules, because each look-up is of a few scattered keys.
 */
export const statements: readonly string[] = [
  `CREATE TABLE property_updates_by_subject (
    project LowCardinality(String),
    scope LowCardinality(String),
    subject UInt64,
    property LowCardinality(String),
    time DateTime64(3, 'UTC') CODEC(Delta, ZSTD(1)),
    seq UInt64 CODEC(Delta, ZSTD(1)),
    value String
  ) ENGINE = ReplacingMergeTree ORDER BY (project, scope, subject, property, time, seq)
  SETTINGS fsync_after_insert = 1, index_granularity = 512`,
  `CREATE MATERIALIZED VIEW user_updates_by_subject_from_events TO property_updates_by_subject AS
    SELECT project, 'user' AS scope, user AS subject, u.1 AS property, time, seq, u.2 AS value
    FROM (SELECT project, user, time, seq, arrayJoin(CAST(user_updates, 'Array(Tuple(String, String))')) AS u
      FROM events WHERE notEmpty(user_updates))`,
  `CREATE MATERIALIZED VIEW account_updates_by_subject_from_events TO property_updates_by_subject AS
    SELECT project, 'account' AS scope, subject, u.1 AS property, time, seq, u.2 AS value
    FROM (SELECT project, accounts[1] AS subject, time, seq, arrayJoin(CAST(account_updates, 'Array(Tuple(String, String))')) AS u
      FROM events WHERE notEmpty(account_updates))`,

  `CREATE TABLE identity_links_by_owner (
    project LowCardinality(String),
    kind LowCardinality(String),
    owner UInt64,
    key UInt64,
    seq UInt64
  ) ENGINE = ReplacingMergeTree(seq) ORDER BY (project, kind, owner, key)
  SETTINGS fsync_after_insert = 1, index_granularity = 512`,
  `CREATE MATERIALIZED VIEW identity_links_by_owner_from_events TO identity_links_by_owner AS
    SELECT project, link_kind AS kind, user AS owner, linked_key AS key, seq FROM events
    WHERE linked_key != 0 AND link_kind = 'device'`,

  `CREATE TABLE device_users (
    project LowCardinality(String),
    device UInt64,
    user UInt64,
    seq UInt64
  ) ENGINE = ReplacingMergeTree(seq) ORDER BY (project, device)
  SETTINGS fsync_after_insert = 1, index_granularity = 512`,
  `CREATE MATERIALIZED VIEW device_users_from_events TO device_users AS
    SELECT project, linked_key AS device, user, seq FROM events
    WHERE linked_key != 0 AND link_kind IN ('device', 'last-user')`,

  `CREATE TABLE derived_up_to (
    seq UInt64,
    at DateTime64(3, 'UTC')
  ) ENGINE = ReplacingMergeTree(seq) ORDER BY tuple() SETTINGS fsync_after_insert = 1`,

  'ALTER TABLE events ADD INDEX IF NOT EXISTS received_range received TYPE minmax GRANULARITY 1',
];
