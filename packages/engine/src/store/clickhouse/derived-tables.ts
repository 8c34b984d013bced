import { type EventStore, EventStoreError } from '../event-store.ts';
import { type Sql, sql, unsafeSql } from '../sql/fragment.ts';
import { param } from '../sql/parameter.ts';
import { type CarriedProperty, readSequenceColumns, sequenceRows } from './sequence-columns.ts';

/** A table whose rows come from events, and how. */
export interface DerivedTable {
  readonly name: string;
  /** Its rows of `events`, a subquery with the columns of that table. Selected again they do no harm. */
  readonly select: (events: Sql, columns: readonly CarriedProperty[]) => Sql;
}

const linked = 'linked_key != 0';
const SEQUENCES = 'sequence_events';

/** Columns in their order; `users` and `accounts` keep extremes, `sequence_events` one of equal rows, the others the last by arrival. */
export const DERIVED_TABLES: readonly DerivedTable[] = [
  {
    name: 'users',
    select: (events) =>
      sql`SELECT project, user, min(time), max(time), max(user_id), max(device_id)
          FROM ${events} WHERE user != 0 GROUP BY project, user`,
  },
  {
    name: 'accounts',
    select: (events) =>
      sql`SELECT project, a.1 AS account, min(time), max(time), max(a.2)
          FROM (SELECT project, time, arrayJoin(arrayZip(accounts, groups['account'])) AS a FROM ${events})
          GROUP BY project, account`,
  },
  {
    name: 'property_updates',
    select: (events) =>
      sql`SELECT project, scope, property, subject, time, seq, value FROM (${updates(events)})`,
  },
  {
    name: 'property_updates_by_subject',
    select: (events) =>
      sql`SELECT project, scope, subject, property, time, seq, value FROM (${updates(events)})`,
  },
  {
    name: 'identity_links',
    select: (events) =>
      sql`SELECT project, link_kind, linked_key, user, seq FROM ${events} WHERE ${unsafeSql(linked)}`,
  },
  {
    name: 'identity_links_by_owner',
    select: (events) =>
      sql`SELECT project, link_kind, user, linked_key, seq FROM ${events}
          WHERE ${unsafeSql(linked)} AND link_kind = 'device'`,
  },
  {
    name: 'device_users',
    select: (events) =>
      sql`SELECT project, linked_key, user, seq FROM ${events}
          WHERE ${unsafeSql(linked)} AND link_kind IN ('device', 'last-user')`,
  },
  {
    name: SEQUENCES,
    select: sequenceRows,
  },
];

/** What events set, of users and of accounts: a row for each property. */
function updates(events: Sql): Sql {
  return sql`SELECT project, u.1 AS scope, u.2 AS subject, u.3 AS property, u.4 AS value, time, seq
    FROM (SELECT project, time, seq, arrayJoin(arrayConcat(
        arrayMap(x -> ('user', user, x.1, x.2), CAST(user_updates, 'Array(Tuple(String, String))')),
        arrayMap(x -> ('account', accounts[1], x.1, x.2), CAST(account_updates, 'Array(Tuple(String, String))'))
      )) AS u
      FROM ${events} WHERE notEmpty(user_updates) OR notEmpty(account_updates))`;
}

/** Arrival numbers of events, both ends included. */
export interface Arrivals {
  readonly from: number;
  readonly to: number;
}

/** Writes into every derived table what comes of the events that arrived with these numbers; see deriver. */
export type Derive = (arrivals: Arrivals, atOnce?: boolean) => Promise<void>;

/**
 * Derives for one store. `atOnce`: sooner, but others get less of the processors meanwhile. What it gives throws an EventStoreError; what was
 * written until then stays.
 */
export function deriver(store: Pick<EventStore, 'command' | 'query'>): Derive {
  let known: readonly CarriedProperty[] | undefined;

  async function columns(): Promise<readonly CarriedProperty[]> {
    known ??= (await readSequenceColumns(store.query)).all;
    return known;
  }

  async function write({ name, select }: DerivedTable, events: Sql, mayLag: boolean): Promise<void> {
    try {
      await store.command(
        sql`INSERT INTO ${unsafeSql(name)} ${select(events, await columns())} SETTINGS max_threads = 1, max_partitions_per_insert_block = 0`,
        { mayLag },
      );
    } catch (error) {
      if (!isOfOtherColumns(error)) throw error;
      known = undefined;
      await write({ name, select }, events, mayLag);
    }
  }

  return async ({ from, to }, atOnce = false) => {
    const events = sql`(SELECT * FROM events WHERE seq BETWEEN ${param.int(from)} AND ${param.int(to)})`;
    await columns();
    if (atOnce) await Promise.all(DERIVED_TABLES.map((table) => write(table, events, false)));
    // The first one waits until these events can be read. What has come since need not go into the store for each of the others.
    else for (const [i, table] of DERIVED_TABLES.entries()) await write(table, events, i > 0);
  };
}

const NUMBER_OF_COLUMNS_DOESNT_MATCH = 20;

/** Somebody, perhaps another process, has added a column since. The engine refuses to leave it out, and so no row ever lacks its value. */
function isOfOtherColumns(error: unknown): boolean {
  return error instanceof EventStoreError && error.code === NUMBER_OF_COLUMNS_DOESNT_MATCH;
}
