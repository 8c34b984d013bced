import type { EventStore } from '../event-store.ts';
import { type Sql, sql, unsafeSql } from '../sql/fragment.ts';
import { param } from '../sql/parameter.ts';

/** A table whose rows come from events, and how. */
export interface DerivedTable {
  readonly name: string;
  /** Its rows of `events`, a subquery with the columns of that table. Selected again they do no harm. */
  readonly select: (events: Sql) => Sql;
}

const linked = 'linked_key != 0';

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
    name: 'sequence_events',
    select: (events) => sql`SELECT project, name, user, time, seq FROM ${events}`,
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

/**
 * Writes into every derived table what comes of the events that arrived with these numbers. `atOnce`: sooner, but others get less of the
 * processors meanwhile.
 */
export async function derive(
  command: EventStore['command'],
  arrivals: Arrivals,
  atOnce = false,
): Promise<void> {
  const { from, to } = arrivals;
  const events = sql`(SELECT * FROM events WHERE seq BETWEEN ${param.int(from)} AND ${param.int(to)})`;
  const write = ({ name, select }: DerivedTable, mayLag: boolean) =>
    command(
      sql`INSERT INTO ${unsafeSql(name)} ${select(events)} SETTINGS max_threads = 1, max_partitions_per_insert_block = 0`,
      { mayLag },
    );
  if (atOnce) await Promise.all(DERIVED_TABLES.map((table) => write(table, false)));
  // The first one waits until these events can be read. What has come since need not go into the store for each of the others.
  else for (const [i, table] of DERIVED_TABLES.entries()) await write(table, i > 0);
}
