import { RECORD_NAMES } from '../../model/event.ts';
import { resolveUsers } from '../../store/clickhouse/timeline.ts';
import { anyOf, type Sql, sql } from '../../store/sql/fragment.ts';
import { param } from '../../store/sql/parameter.ts';
import { CATALOGUE_LIMITS, type CatalogueScope } from './catalogue-scope.ts';
import { halvingsFor, lowerKeys, type Sampled } from './event-sample.ts';

export interface EventName {
  readonly name: string;
  readonly count: number;
  /** Different users, devices of the same user counted once. */
  readonly users: number;
  readonly firstSeen: number;
  readonly lastSeen: number;
}

export interface EventNames {
  /** The most frequent first. */
  readonly events: readonly EventName[];
  readonly leftOut: number;
  /** Of how many events users were counted, when not of all. Everything else is always exact. */
  readonly sampled: Sampled | null;
}

/** Users of so many events are counted exactly. */
const COUNTED_EXACTLY = 5_000_000;

/** How often each name came in: those asked for, all without. Exact. */
export async function eventCounts(
  { store, project, signal }: Pick<CatalogueScope, 'store' | 'project' | 'signal'>,
  name?: string,
): Promise<readonly { readonly name: string; readonly count: number }[]> {
  return store.query<{ name: string; count: number }>(
    sql`SELECT toString(events.name) AS name, toFloat64(count()) AS count FROM events
        WHERE project = ${param.string(project.id)} AND ${notRecords()}
          AND ${name === undefined ? sql`1` : sql`events.name = ${param.string(name)}`} GROUP BY events.name`,
    { ...CATALOGUE_LIMITS, signal },
  );
}

/** The names of events, their figures and their users. `search` is a part of the name, letters of either case. */
export async function eventNames(
  scope: CatalogueScope,
  { search, limit }: { readonly search: string | undefined; readonly limit: number },
  exactly = COUNTED_EXACTLY,
): Promise<EventNames> {
  const { store, project, signal } = scope;
  const wanted = search === undefined ? sql`1` : containsSql(sql`events.name`, search);
  const found = await store.query<Omit<EventName, 'users'> & { names: number }>(
    sql`SELECT toString(events.name) AS name, toFloat64(count()) AS count,
          toFloat64(toUnixTimestamp64Milli(min(time))) AS firstSeen,
          toFloat64(toUnixTimestamp64Milli(max(time))) AS lastSeen,
          toFloat64(count() OVER ()) AS names
        FROM events WHERE project = ${param.string(project.id)} AND ${notRecords()} AND ${wanted}
        GROUP BY events.name ORDER BY count DESC, name LIMIT ${param.int(limit)}`,
    { ...CATALOGUE_LIMITS, signal },
  );
  const of = found.reduce((sum, { count }) => sum + count, 0);
  const halvings = halvingsFor(of, exactly);
  const users = await usersOf(
    found.map(({ name }) => name),
    halvings,
    scope,
  );
  return {
    events: found.map(({ names: _, ...row }) => ({ ...row, users: users.get(row.name) ?? 0 })),
    leftOut: Math.max(0, (found[0]?.names ?? 0) - found.length),
    sampled: halvings === 0 ? null : { read: Math.round(of / 2 ** halvings), of },
  };
}

/** Is `search` a part of the text, letters of either case? */
export function containsSql(text: Sql, search: string): Sql {
  return sql`positionCaseInsensitiveUTF8(${text}, ${param.string(search)}) > 0`;
}

/**
 * Different users by name; with `halvings` an estimate out of every 2^halvings-th user. Who is among them is decided by the key that a
 * user's rows belong to, so that a user with many devices is no likelier to be.
 */
async function usersOf(
  names: readonly string[],
  halvings: number,
  { store, project, overlay, signal }: CatalogueScope,
): Promise<ReadonlyMap<string, number>> {
  if (names.length === 0) return new Map();
  const mayBe = (key: Sql): Sql =>
    anyOf([
      lowerKeys(key, halvings),
      ...(overlay.aliasedFrom.length > 0 ? [sql`${key} IN ${param.keys(overlay.aliasedFrom)}`] : []),
    ]);
  const owners = [mayBe(sql`user`)];
  if (halvings > 0 && overlay.hasDeviceLinks) {
    owners.push(sql`user IN (SELECT key FROM identity_links
      WHERE project = ${param.string(project.id)} AND kind = 'device' AND ${mayBe(sql`owner`)})`);
  }
  const pairs = sql`SELECT DISTINCT events.name AS event, user AS unit FROM events
    WHERE project = ${param.string(project.id)} AND events.name IN ${param.strings(names)} AND user != 0 AND ${anyOf(owners)}`;
  const rows = await store.query<{ event: string; users: number }>(
    sql`SELECT toString(event) AS event, toFloat64(uniqExact(unit)) AS users
        FROM (${resolveUsers(pairs, project.id, overlay)}) WHERE ${lowerKeys(sql`unit`, halvings)} GROUP BY event`,
    { ...CATALOGUE_LIMITS, signal },
  );
  return new Map(rows.map(({ event, users }) => [event, users * 2 ** halvings]));
}

function notRecords(): Sql {
  return sql`events.name NOT IN ${param.strings(RECORD_NAMES)}`;
}
