import type { EventStore } from '../event-store.ts';
import { type Sql, sql, unsafeSql } from '../sql/fragment.ts';
import { param } from '../sql/parameter.ts';
import { MIGRATIONS } from './migrate.ts';

/** Rows this near to the newest may have been stored by an insert that a crash cut short: more than two blocks. */
const RECENT_ROWS = 150_000;

/** Tables derived from events whose rows say, by `seq`, which event they come from. */
const TRACED = [
  'property_updates',
  'property_updates_by_subject',
  'identity_links',
  'identity_links_by_owner',
  'device_users',
] as const;

/**
 * Makes the derived tables agree with the newest rows of `events`. An insert writes events and what the materialized views
 * derive from them one after the other, so a crash between the two leaves events without their derived rows, or the
 * other way round. The views' own SELECTs run again over the newest rows, which does no harm where they ran before; derived
 * rows of events that are not there are deleted. One exception: `users` and `accounts` do not tell which event a row came
 * from, so one that was written without its event stays until the event is sent again. Does nothing when the process that
 * wrote last ended well and left its mark.
 */
export async function recoverDerivedTables(store: EventStore): Promise<void> {
  const newest = await newestSeq(store);
  const [mark] = await store.query<{ seq: number }>(
    sql`SELECT toFloat64(max(derived_up_to.seq)) AS seq FROM derived_up_to`,
  );
  if (newest === 0 || mark?.seq === newest) return;
  const from = sql`${param.int(Math.max(0, newest - RECENT_ROWS))}`;
  const recent = sql`(SELECT * FROM events WHERE seq > ${from})`;
  for (const view of derivations()) {
    await store.command(sql`INSERT INTO ${view.table} ${view.select(recent)}`);
  }
  for (const name of TRACED) {
    const table = unsafeSql(name);
    const orphan = sql`seq > ${from} AND seq NOT IN (SELECT seq FROM events WHERE seq > ${from})`;
    const [found] = await store.query<{ rows: number }>(
      sql`SELECT toUInt32(count()) AS rows FROM ${table} WHERE ${orphan}`,
    );
    if (found !== undefined && found.rows > 0) {
      await store.command(sql`DELETE FROM ${table} WHERE ${orphan}`);
    }
  }
}

/** Leaves the mark that all derived tables are whole: for the end of a process, when no insert is under way. */
export async function markDerivedTables(store: EventStore): Promise<void> {
  const newest = await newestSeq(store);
  if (newest === 0) return;
  await store.command(sql`INSERT INTO derived_up_to SELECT ${param.int(newest)}, now64(3, 'UTC')`);
}

/** The arrival number of the newest event, 0 without any. */
async function newestSeq(store: EventStore): Promise<number> {
  const [newest] = await store.query<{ seq: number }>(
    sql`SELECT toFloat64(max(events.seq)) AS seq FROM events`,
  );
  return newest?.seq ?? 0;
}

interface Derivation {
  readonly table: Sql;
  /** The view's SELECT over other rows than those of an insert. */
  readonly select: (rows: Sql) => Sql;
}

/** What the migrations' materialized views do: read from their own text, so that the two cannot differ. */
function derivations(): readonly Derivation[] {
  return MIGRATIONS.flatMap((migration) => migration.statements).flatMap((statement) => {
    const view = /^CREATE MATERIALIZED VIEW \w+ TO (\w+) AS\s+([\s\S]+)$/.exec(statement);
    const [before, after, more] = view?.[2]?.split(/\bFROM events\b/) ?? [];
    if (view?.[1] === undefined || before === undefined || after === undefined || more !== undefined)
      return [];
    return [
      {
        table: unsafeSql(view[1]),
        select: (rows: Sql) => sql`${unsafeSql(before)} FROM ${rows} AS events ${unsafeSql(after)}`,
      },
    ];
  });
}
