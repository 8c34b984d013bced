import type { EventStore } from '../event-store.ts';
import { sql, unsafeSql } from '../sql/fragment.ts';
import { joined } from './joined-inserts.ts';
import type { LoggedInsert } from './log-record.ts';

/** What tells the rows of a table apart, for tables that go through the log. */
export const ROW_KEYS: Readonly<Record<string, string>> = { events: 'seq', transitions: 'ordinal' };

/**
 * Puts inserts into the store of which some rows, all or none may be there already: each row is there once afterwards. They go into a table
 * beside it first, and from there those that are missing.
 */
export async function applyAgain(store: EventStore, inserts: readonly LoggedInsert[]): Promise<void> {
  for (const [name, key] of Object.entries(ROW_KEYS)) {
    const own = inserts.filter(({ table }) => table === name);
    if (own.length === 0) continue;
    const [table, beside, by] = [unsafeSql(name), unsafeSql(`${name}_to_apply`), unsafeSql(key)];
    await store.command(sql`DROP TABLE IF EXISTS ${beside}`);
    await store.command(sql`CREATE TABLE ${beside} AS ${table} ENGINE = MergeTree ORDER BY tuple()`);
    for (const { columns, rows, bytes } of joined(own)) {
      if (columns) await store.insertBlock(`${name}_to_apply`, { columns, rows, bytes });
      else await store.insert(`${name}_to_apply`, bytes);
    }
    await store.command(
      sql`INSERT INTO ${table} SELECT * FROM ${beside} WHERE ${by} NOT IN (SELECT ${by} FROM ${table}
        WHERE ${by} BETWEEN (SELECT min(${by}) FROM ${beside}) AND (SELECT max(${by}) FROM ${beside}))
        SETTINGS max_partitions_per_insert_block = 0`,
    );
    await store.command(sql`DROP TABLE ${beside}`);
  }
}
