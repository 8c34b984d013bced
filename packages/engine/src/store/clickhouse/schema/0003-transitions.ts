/**
 * Who came into which cohort and who left it, as it became known: written once, never changed. In the order of recording within a
 * cohort. Rows of one insert are there together or not at all, because the table has no partitions; the `checkpoint` among them
 * (with an empty cohort) says up to which row (`subject`) and instant (`at`) everything has been recorded.
 */
export const statements: readonly string[] = [
  `CREATE TABLE transitions (
    project LowCardinality(String),
    cohort LowCardinality(String),
    ordinal UInt64 CODEC(Delta, ZSTD(1)),
    version UInt32,
    unit LowCardinality(String),
    subject UInt64,
    direction LowCardinality(String),
    at DateTime64(3, 'UTC') CODEC(Delta, ZSTD(1)),
    recorded DateTime64(3, 'UTC') CODEC(Delta, ZSTD(1)),
    cause LowCardinality(String),
    is_late Bool,
    clause_values String,
    INDEX subject_bloom subject TYPE bloom_filter GRANULARITY 4
  ) ENGINE = MergeTree ORDER BY (project, cohort, ordinal)
  SETTINGS fsync_after_insert = 1, fsync_part_directory = 1, index_granularity = 2048`,
];
