/**
 * `sequence_events` has of each event what a question about order and time needs, for questions that ask for events by name alone. Its
 * codecs are made for reading. A quarter's events of one name and user lie side by side, which months would tear apart. Its key ends with
 * seq, so that an event that was derived twice becomes one row in a merge; until then it is two equal rows. Partitions know the least and the
 * greatest of what they are made of, and so the greatest seq is known without reading a row: that is what the second part is for, which is the
 * same for all.
 */
export const statements: readonly string[] = [
  `CREATE TABLE sequence_events (
    project LowCardinality(String),
    name LowCardinality(String),
    user UInt64 CODEC(LZ4),
    time DateTime64(3, 'UTC') CODEC(T64, LZ4),
    seq UInt64 CODEC(T64, LZ4)
  ) ENGINE = ReplacingMergeTree
  PARTITION BY (toStartOfQuarter(time), bitShiftRight(seq, 56))
  ORDER BY (project, name, user, time, seq)
  SETTINGS fsync_after_insert = 1`,
  'TRUNCATE TABLE sequence_events',
  `INSERT INTO sequence_events SELECT project, name, user, time, seq FROM events
    SETTINGS max_partitions_per_insert_block = 0`,
];
