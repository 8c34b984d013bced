/**
 * `events` is the one truth: everything else here is derived from it, by rows that can be derived again without harm
 * (minimum, maximum, last by arrival), which is how a crash heals. The views that did it are gone with 0004.
 * The order of its key and the form of its columns were chosen by measurement: docs/decisions.md, bench/event-table.
 */
export const statements: readonly string[] = [
  `CREATE TABLE events (
    project LowCardinality(String),
    name LowCardinality(String),
    user UInt64,
    time DateTime64(3, 'UTC') CODEC(Delta, ZSTD(1)),
    seq UInt64 CODEC(T64, LZ4),
    received DateTime64(3, 'UTC') CODEC(Delta, ZSTD(1)),
    user_id String,
    device_id String,
    insert_id String,
    insert_key UInt64,
    session_id Int64,
    groups Map(LowCardinality(String), Array(String)),
    accounts Array(UInt64),
    properties JSON(max_dynamic_paths=256),
    user_properties JSON(max_dynamic_paths=256),
    user_updates Map(LowCardinality(String), String),
    account_updates Map(LowCardinality(String), String),
    linked_key UInt64,
    link_kind LowCardinality(String),
    source LowCardinality(String)
  ) ENGINE = MergeTree
  PARTITION BY toYYYYMM(time)
  ORDER BY (project, name, user, time)
  SETTINGS fsync_after_insert = 1, fsync_part_directory = 1, min_bytes_for_wide_part = 268435456,
    index_granularity = 1024`,

  `CREATE TABLE users (
    project LowCardinality(String),
    user UInt64,
    first_seen SimpleAggregateFunction(min, DateTime64(3, 'UTC')),
    last_seen SimpleAggregateFunction(max, DateTime64(3, 'UTC')),
    user_id SimpleAggregateFunction(max, String),
    device_id SimpleAggregateFunction(max, String)
  ) ENGINE = AggregatingMergeTree ORDER BY (project, user)
  SETTINGS fsync_after_insert = 1`,
  `CREATE MATERIALIZED VIEW users_from_events TO users AS
    SELECT project, user, min(time) AS first_seen, max(time) AS last_seen, max(user_id) AS user_id, max(device_id) AS device_id
    FROM events WHERE user != 0 GROUP BY project, user`,

  `CREATE TABLE accounts (
    project LowCardinality(String),
    account UInt64,
    first_seen SimpleAggregateFunction(min, DateTime64(3, 'UTC')),
    last_seen SimpleAggregateFunction(max, DateTime64(3, 'UTC')),
    name SimpleAggregateFunction(max, String)
  ) ENGINE = AggregatingMergeTree ORDER BY (project, account)
  SETTINGS fsync_after_insert = 1`,
  `CREATE MATERIALIZED VIEW accounts_from_events TO accounts AS
    SELECT project, a.1 AS account, min(time) AS first_seen, max(time) AS last_seen, max(a.2) AS name
    FROM (SELECT project, time, arrayJoin(arrayZip(accounts, groups['account'])) AS a FROM events)
    GROUP BY project, account`,

  `CREATE TABLE property_updates (
    project LowCardinality(String),
    scope LowCardinality(String),
    property LowCardinality(String),
    subject UInt64,
    time DateTime64(3, 'UTC') CODEC(Delta, ZSTD(1)),
    seq UInt64 CODEC(Delta, ZSTD(1)),
    value String
  ) ENGINE = ReplacingMergeTree ORDER BY (project, scope, property, subject, time, seq)
  SETTINGS fsync_after_insert = 1`,
  `CREATE MATERIALIZED VIEW user_updates_from_events TO property_updates AS
    SELECT project, 'user' AS scope, u.1 AS property, user AS subject, time, seq, u.2 AS value
    FROM (SELECT project, user, time, seq, arrayJoin(CAST(user_updates, 'Array(Tuple(String, String))')) AS u
      FROM events WHERE notEmpty(user_updates))`,
  `CREATE MATERIALIZED VIEW account_updates_from_events TO property_updates AS
    SELECT project, 'account' AS scope, u.1 AS property, subject, time, seq, u.2 AS value
    FROM (SELECT project, accounts[1] AS subject, time, seq, arrayJoin(CAST(account_updates, 'Array(Tuple(String, String))')) AS u
      FROM events WHERE notEmpty(account_updates))`,

  `CREATE TABLE identity_links (
    project LowCardinality(String),
    kind LowCardinality(String),
    key UInt64,
    owner UInt64,
    seq UInt64
  ) ENGINE = ReplacingMergeTree(seq) ORDER BY (project, kind, key)
  SETTINGS fsync_after_insert = 1`,
  `CREATE MATERIALIZED VIEW identity_links_from_events TO identity_links AS
    SELECT project, link_kind AS kind, linked_key AS key, user AS owner, seq FROM events WHERE linked_key != 0`,

  `CREATE TABLE rejected_events (
    project LowCardinality(String),
    received DateTime64(3, 'UTC'),
    source LowCardinality(String),
    position UInt64,
    field String,
    code LowCardinality(String),
    message String,
    payload String
  ) ENGINE = MergeTree ORDER BY (project, received)
  TTL toDateTime(received) + INTERVAL 30 DAY`,
];
