import type { Instant } from '../../model/time.ts';
import { type IdentityOverlay, resolveUsers, timeline, type Unit } from '../../store/clickhouse/timeline.ts';
import { allOf, anyOf, joinSql, type Sql, sql, unsafeSql } from '../../store/sql/fragment.ts';
import { instant, param } from '../../store/sql/parameter.ts';
import { firstSeenRows } from '../compile/first-seen-rows.ts';
import { jsonValue } from '../selector/compare-sql.ts';
import { namesSql, selectorSql } from '../selector/event-selector.ts';
import { type Feed, OF_USER } from './feeds.ts';
import { reachFrom } from './reach.ts';

/** Feeds that one look at the events serves: of the same names, with the same value. A row has one bit for each that takes it. */
export interface FeedGroup {
  readonly feeds: readonly Feed[];
}

/** What to read again of what is stored. */
export interface StoredRowsRequest {
  readonly project: string;
  readonly unit: Unit;
  readonly overlay: IdentityOverlay;
  readonly groups: readonly FeedGroup[];
  readonly properties: readonly string[];
  /** Rows up to and at this instant. */
  readonly until: Instant;
  /** Only rows that arrived up to and with this number. */
  readonly upToSeq?: number | undefined;
  /** The first instant that will be asked about: what cannot matter from then on is left out. Undefined: all may matter. */
  readonly asOf?: Instant | undefined;
  /** Only these units, by every key that belongs to them. */
  readonly keys?: readonly string[] | undefined;
  /** By unit, then time, then arrival. */
  readonly ordered: boolean;
}

/** In `group`, what is no event: a change of a property (`bits` says which), and when a unit became known. */
export const CHANGE_ROW = 65_535;
export const KNOWN_ROW = 65_534;
const MAX_FEEDS = 32;

/** Feeds put together as one look serves them. */
export function groupFeeds(feeds: readonly Feed[]): readonly FeedGroup[] {
  const groups = new Map<string, Feed[]>();
  for (const feed of feeds) {
    const key = JSON.stringify([feed.selector.names, feed.value, feed.sessions]);
    let n = 0;
    while ((groups.get(`${key}${n}`)?.length ?? 0) >= MAX_FEEDS) n += 1;
    groups.set(`${key}${n}`, [...(groups.get(`${key}${n}`) ?? []), feed]);
  }
  return [...groups.values()].map((each) => ({ feeds: each }));
}

/**
 * Every stored row that feeds something, and when each unit became known: the columns that decode-stored-rows.ts reads.
 * One SELECT for each group of feeds, one for the properties, one for the units.
 */
export function storedRowsSql(request: StoredRowsRequest): readonly Sql[] {
  const selects = request.groups.map((group, i) => eventRows(group, i, request));
  if (request.properties.length > 0) selects.push(changeRows(request));
  selects.push(knownRows(request));
  if (!request.ordered) return selects;
  return [sql`SELECT * FROM (${joinSql(selects, ' UNION ALL ')}) ORDER BY unit, t, at_seq`];
}

function eventRows({ feeds }: FeedGroup, group: number, request: StoredRowsRequest): Sql {
  const { project, unit, overlay, until, upToSeq, asOf, keys } = request;
  const [first] = feeds;
  const names = first?.selector.names ?? [];
  const conditions = feeds.map(({ selector }) =>
    selector.filters.length === 0 ? sql`1` : selectorSql({ names: [], filters: selector.filters }),
  );
  const bits = conditions.map((condition, i) => sql`bitShiftLeft(toUInt32(${condition}), ${n(i)})`);
  const { after, to } = spanOf(feeds, asOf);
  const where = [namesSql(names), arrivedSql(upToSeq), keysSql(keys, unit)];
  if (!conditions.some((_, i) => feeds[i]?.selector.filters.length === 0)) where.push(anyOf(conditions));
  const session = sessionSql(first?.sessions);
  const columns = [
    sql`toUInt32(${joinSql(bits, ' + ')}) AS fed`,
    sql`${session} AS of_session`,
    sql`user AS by_user`,
    ...elements(first?.value),
  ];
  const rows = timeline({
    project,
    overlay,
    unit,
    where: allOf(where),
    columns,
    keys: unit === 'user' ? keys : undefined,
    after: after < 0 ? undefined : after,
    until: Math.min(until, to - 1),
  });
  const told = unit === 'account' ? ofAccounts(rows, first?.sessions !== undefined, request) : rows;
  return sql`SELECT unit, t, seq AS at_seq, toUInt16(${n(group)}) AS kind, fed, of_session, texts, numbers, bools FROM (${told})`;
}

function sessionSql(sessions: Feed['sessions']): Sql {
  if (sessions === undefined) return sql`''`;
  return sessions === 'ids'
    ? sql`if(session_id < 0, '', toString(session_id))`
    : sql`${param.string(OF_USER)}`;
}

/** The elements of a property by type, none where nobody asks. */
function elements(value: Feed['value']): readonly Sql[] {
  if (value === undefined) {
    return [
      sql`emptyArrayString() AS texts`,
      sql`emptyArrayFloat64() AS numbers`,
      sql`emptyArrayUInt8() AS bools`,
    ];
  }
  const of = jsonValue(value.scope === 'event' ? 'properties' : 'user_properties', value.property);
  const all = (one: Sql, list: Sql): Sql =>
    sql`arrayConcat(if(isNull(${one}), [], [assumeNotNull(${one})]), arrayMap(x -> assumeNotNull(x), ${list}))`;
  return [
    sql`${all(of.text, of.texts)} AS texts`,
    sql`${all(of.number, of.numbers)} AS numbers`,
    sql`arrayMap(x -> toUInt8(x), ${all(of.bool, of.bools)}) AS bools`,
  ];
}

/** In an account's history a session is a user's: whoever the user turned out to be. */
function ofAccounts(rows: Sql, sessions: boolean, { project, overlay, keys }: StoredRowsRequest): Sql {
  const wanted = keys === undefined ? rows : sql`SELECT * FROM (${rows}) WHERE unit IN ${param.keys(keys)}`;
  if (!sessions) return wanted;
  const renamed = sql`SELECT unit AS account, by_user, t, seq, fed, of_session, texts, numbers, bools FROM (${wanted})`;
  const byUser = sql`SELECT account, by_user AS unit, t, seq, fed, of_session, texts, numbers, bools FROM (${renamed})`;
  return sql`SELECT account AS unit, t, seq, fed, if(of_session = '', '', concat(toString(by_owner), '/', of_session)) AS of_session,
      texts, numbers, bools
    FROM (SELECT account, unit AS by_owner, t, seq, fed, of_session, texts, numbers, bools
      FROM (${resolveUsers(byUser, project, overlay)}))`;
}

function changeRows(request: StoredRowsRequest): Sql {
  const { project, unit, overlay, properties, until, upToSeq, keys } = request;
  const rows = sql`SELECT subject AS unit, toUnixTimestamp64Milli(time) AS t, seq AS at_seq, toUInt16(${n(CHANGE_ROW)}) AS kind,
      toUInt32(indexOf(${param.strings(properties)}, toString(property)) - 1) AS fed, '' AS of_session, [value] AS texts,
      emptyArrayFloat64() AS numbers, emptyArrayUInt8() AS bools
    FROM property_updates
    WHERE project = ${param.string(project)} AND scope = ${param.string(unit)} AND property IN ${param.strings(properties)}
      AND time <= ${instant(until)} AND ${arrivedSql(upToSeq)} AND ${keys === undefined ? sql`1` : sql`subject IN ${param.keys(keys)}`}`;
  return unit === 'user' ? resolveUsers(rows, project, overlay, keys) : rows;
}

function knownRows({ project, unit, overlay, until, keys }: StoredRowsRequest): Sql {
  return sql`SELECT unit, toUnixTimestamp64Milli(min(first_seen)) AS t, toUInt64(0) AS at_seq, toUInt16(${n(KNOWN_ROW)}) AS kind,
      toUInt32(0) AS fed, '' AS of_session, emptyArrayString() AS texts, emptyArrayFloat64() AS numbers, emptyArrayUInt8() AS bools
    FROM (${firstSeenRows({ project, unit, overlay, asOf: until }, keys)}) GROUP BY unit`;
}

/** The events that any of the feeds may still need. */
function spanOf(
  feeds: readonly Feed[],
  asOf: Instant | undefined,
): { readonly after: Instant; readonly to: Instant } {
  const spans = feeds.flatMap(({ targets }) =>
    targets.map(({ reach }) =>
      asOf === undefined && reach.kind === 'last'
        ? { after: Number.NEGATIVE_INFINITY, to: Number.POSITIVE_INFINITY }
        : reachFrom(reach, asOf ?? 0),
    ),
  );
  return {
    after: Math.min(...spans.map(({ after }) => after)),
    to: Math.max(...spans.map(({ to }) => to)),
  };
}

function arrivedSql(upToSeq: number | undefined): Sql {
  return upToSeq === undefined ? sql`1` : sql`seq <= ${param.int(upToSeq)}`;
}

function keysSql(keys: readonly string[] | undefined, unit: Unit): Sql {
  if (keys === undefined) return sql`1`;
  return unit === 'user' ? sql`user IN ${param.keys(keys)}` : sql`hasAny(accounts, ${param.keys(keys)})`;
}

/** A small number of ours as text. */
function n(value: number): Sql {
  return unsafeSql(String(value));
}
