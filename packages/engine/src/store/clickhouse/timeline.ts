import { DAY_MS, type Instant } from '../../model/time.ts';
import type { EventStore } from '../event-store.ts';
import { allOf, joinSql, type Sql, sql } from '../sql/fragment.ts';
import { instant, param } from '../sql/parameter.ts';

/** Whose histories: users, or accounts. */
export type Unit = 'user' | 'account';

/** Which keys belong to another key's history, as far as a query needs to know. Load it anew for each query. */
export interface IdentityOverlay {
  /** Some device's history belongs to a user: the timeline joins `identity_links`. */
  readonly hasDeviceLinks: boolean;
  /** User keys that were aliased, each with the user that it ends at. Chains are already followed. */
  readonly aliasedFrom: readonly string[];
  readonly aliasedTo: readonly string[];
}

/** Does any stored key belong to another? */
export function movesKeys(overlay: IdentityOverlay): boolean {
  return overlay.hasDeviceLinks || overlay.aliasedFrom.length > 0;
}

export const NO_OVERLAY: IdentityOverlay = { hasDeviceLinks: false, aliasedFrom: [], aliasedTo: [] };

export async function loadIdentityOverlay(store: EventStore, project: string): Promise<IdentityOverlay> {
  const rows = await store.query<{ kind: string; key: string; owner: string }>(
    sql`SELECT kind, key, argMax(owner, identity_links.seq) AS owner FROM identity_links
        WHERE project = ${param.string(project)} AND kind = 'alias' GROUP BY kind, key HAVING owner != key`,
  );
  const devices = await store.query<{ found: number }>(
    sql`SELECT 1 AS found FROM identity_links WHERE project = ${param.string(project)} AND kind = 'device' LIMIT 1`,
    // The query before has waited for what was stored.
    { mayLag: true },
  );
  const next = new Map(rows.map((row) => [row.key, row.owner]));
  const aliasedFrom = [...next.keys()];
  return {
    hasDeviceLinks: devices.length > 0,
    aliasedFrom,
    aliasedTo: aliasedFrom.map((key) => follow(next, key)),
  };
}

/** Follows a chain of aliases to its end. Links never form a ring: ingest refuses one that would. */
function follow(next: ReadonlyMap<string, string>, key: string): string {
  let at = key;
  for (let steps = 0; steps <= next.size; steps += 1) {
    const onward = next.get(at);
    if (onward === undefined) return at;
    at = onward;
  }
  return at;
}

export interface TimelineRequest {
  readonly project: string;
  readonly overlay: IdentityOverlay;
  readonly unit: Unit;
  /** Events after this instant (not at it). */
  readonly after?: Instant | undefined;
  /** Events up to and at this instant. */
  readonly until?: Instant | undefined;
  /** A condition over the columns of `events`, such as selectorSql gives. */
  readonly where: Sql;
  /** For users: `where` asks for these stored keys alone. Spares looking at the links of all others. */
  readonly keys?: readonly string[] | undefined;
  /** `where` and `columns` read nothing of an event but what `sequence_events` has, and equal rows do no harm: see readsSequences. */
  readonly sequencesOnly?: boolean | undefined;
  /** Further columns of the result, each `expression AS alias` over the columns of `events`. */
  readonly columns?: readonly Sql[] | undefined;
}

/**
 * A SELECT of events with identity resolved: `unit` (UInt64 key), `t` (Int64, ms), `seq`, then `columns`. Unordered.
 * An event of several accounts comes once for each; one of none does not come for accounts.
 */
export function timeline(request: TimelineRequest): Sql {
  const rows = storedTimeline(request);
  return request.unit === 'user' ? resolveUsers(rows, request.project, request.overlay, request.keys) : rows;
}

/**
 * The same under the keys that the events were stored with. For a query that groups by `unit` first and resolves the groups
 * with resolveUsers: groups are fewer than events.
 */
export function storedTimeline(request: Omit<TimelineRequest, 'overlay'>): Sql {
  const { project, unit } = request;
  const conditions = [sql`project = ${param.string(project)}`, request.where];
  if (request.after !== undefined) conditions.push(sql`time > ${instant(request.after)}`);
  if (request.until !== undefined) conditions.push(sql`time <= ${instant(request.until)}`);
  const unitSql = unit === 'account' ? sql`arrayJoin(accounts)` : sql`user`;
  const selected = joinSql(
    [sql`${unitSql} AS unit`, sql`toUnixTimestamp64Milli(time) AS t`, sql`seq`, ...(request.columns ?? [])],
    ', ',
  );
  const users = unit === 'user' ? [sql`user != 0`] : [];
  const table = readsSequences(request) ? sql`sequence_events` : sql`events`;
  return sql`SELECT ${selected} FROM ${table} WHERE ${allOf([...conditions, ...users])}`;
}

/**
 * Does a request read `sequence_events`, in which a row may stand twice? That reads whole quarters, so that it is worth it for ranges of a size like that.
 */
export function readsSequences({
  sequencesOnly,
  unit,
  after,
  until,
}: Pick<TimelineRequest, 'sequencesOnly' | 'unit' | 'after' | 'until'>): boolean {
  if (!sequencesOnly || unit === 'account') return false;
  return after === undefined || until === undefined || until - after >= WORTH_QUARTERS_MS;
}

const WORTH_QUARTERS_MS = 45 * DAY_MS;

/**
 * Replaces the column `unit` of a SELECT, a key as it was stored, with the key that it belongs to now. Every reading of
 * users goes through here: what a device did becomes its user's, and an alias moves a whole history until it is undone.
 * `keys`: the rows have no other keys than these.
 */
export function resolveUsers(
  rows: Sql,
  project: string,
  overlay: IdentityOverlay,
  keys?: readonly string[] | undefined,
): Sql {
  const ofKeys = keys === undefined ? sql`1` : sql`key IN ${param.keys(keys)}`;
  const owned = overlay.hasDeviceLinks
    ? sql`SELECT * EXCEPT (link_key, link_owner) REPLACE (if(link_owner != 0, link_owner, unit) AS unit)
        FROM (${rows}) AS stored LEFT ANY JOIN (
          SELECT key AS link_key, owner AS link_owner FROM identity_links FINAL
          WHERE project = ${param.string(project)} AND kind = 'device' AND ${ofKeys}
        ) AS links ON stored.unit = links.link_key`
    : rows;
  if (overlay.aliasedFrom.length === 0) return owned;
  return sql`SELECT * REPLACE (transform(unit, ${param.keys(overlay.aliasedFrom)}, ${param.keys(overlay.aliasedTo)}, unit) AS unit)
    FROM (${owned})`;
}
