import { type Sql, sql, unsafeSql } from '../../packages/engine/src/store/sql/fragment.ts';

/**
 * The same events as a table of the shape that open product analytics on ClickHouse have: properties as JSON text, the day before the
 * event's name in the order, ids hashed at the end of it, the person (a UUID, as theirs are) resolved on the way in.
 */
export const PEER_TABLE: Sql = unsafeSql(`CREATE TABLE IF NOT EXISTS peer_events (
  uuid UUID, event LowCardinality(String), properties String CODEC(ZSTD(3)), timestamp DateTime64(6, 'UTC'), team_id Int64,
  distinct_id String, person_id UUID
) ENGINE = ReplacingMergeTree PARTITION BY toYYYYMM(timestamp)
ORDER BY (team_id, toDate(timestamp), event, cityHash64(distinct_id), cityHash64(uuid))`);

/** Fills it out of the events. */
export const FILL_PEER_TABLE: Sql = unsafeSql(`INSERT INTO peer_events
  SELECT reinterpretAsUUID(sipHash128(seq)), toString(name), toJSONString(properties), time, 1, user_id,
    reinterpretAsUUID(sipHash128(user)) FROM events
  SETTINGS max_partitions_per_insert_block = 0, max_insert_block_size = 4000000, min_insert_block_size_rows = 4000000,
    min_insert_block_size_bytes = 0`);

/** What a peer asks of its table, each the same question as ours. Times are milliseconds; `where` bounds the days. */
export const PEER_QUESTIONS = {
  count: (from: Sql, to: Sql): Sql => sql`SELECT count() AS n FROM (
      SELECT person_id FROM peer_events WHERE team_id = 1 AND event = 'wall_hit' AND timestamp > ${from} AND timestamp <= ${to}
        AND JSONExtractString(properties, 'limit') = 'seats'
      GROUP BY person_id HAVING count() >= 3)`,
  funnel: (from: Sql, to: Sql): Sql => funnelSql(from, to, sql`1`),
  filteredFunnel: (from: Sql, to: Sql): Sql =>
    funnelSql(from, to, sql`JSONExtractString(properties, 'limit') = 'seats'`),
  retention: (from: Sql, to: Sql): Sql => sql`SELECT week, count() AS n FROM (
      SELECT person_id, arrayJoin(arrayDistinct(arrayMap(t -> intDiv(t - first, 604800000), arrayFilter(t -> t > first, times)))) AS week
      FROM (SELECT person_id, groupArrayIf(toUnixTimestamp64Milli(timestamp), event = 'pricing_viewed') AS times,
          minIf(toUnixTimestamp64Milli(timestamp), event = 'wall_hit') AS first
        FROM peer_events WHERE team_id = 1 AND event IN ('wall_hit', 'pricing_viewed') AND timestamp > ${from} AND timestamp <= ${to}
        GROUP BY person_id HAVING countIf(event = 'wall_hit') > 0)
    ) GROUP BY week ORDER BY week`,
  journey: (from: Sql, to: Sql): Sql => sql`SELECT path, count() AS n FROM (
      SELECT arrayMap(i -> arraySlice(names, i, 6), arrayFilter(i -> names[i] = 'upgraded', arrayEnumerate(names))) AS paths,
        arrayJoin(paths) AS path
      FROM (SELECT person_id, arrayMap(x -> x.2, arraySort(groupArray((timestamp, event)))) AS names
        FROM peer_events WHERE team_id = 1 AND timestamp > ${from} AND timestamp <= ${to} GROUP BY person_id)
    ) GROUP BY path ORDER BY n DESC LIMIT 50`,
} as const;

function funnelSql(from: Sql, to: Sql, filter: Sql): Sql {
  return sql`SELECT level, count() AS n FROM (
      SELECT person_id, windowFunnel(604800000)(toUInt64(toUnixTimestamp64Milli(timestamp)), event = 'wall_hit' AND ${filter},
        event = 'pricing_viewed', event = 'upgraded') AS level
      FROM peer_events WHERE team_id = 1 AND event IN ('wall_hit', 'pricing_viewed', 'upgraded') AND timestamp > ${from} AND timestamp <= ${to}
      GROUP BY person_id
    ) GROUP BY level`;
}
