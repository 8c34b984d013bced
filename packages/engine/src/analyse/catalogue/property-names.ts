import { propertiesAsOfSql } from '../../store/clickhouse/properties-as-of.ts';
import type { Unit } from '../../store/clickhouse/timeline.ts';
import { sql } from '../../store/sql/fragment.ts';
import { param } from '../../store/sql/parameter.ts';
import { carriedColumn } from './carried-column.ts';
import { CATALOGUE_LIMITS, type CatalogueScope, type PropertyOwner } from './catalogue-scope.ts';
import { containsSql, eventCounts } from './event-names.ts';
import { halvingsFor, lowerKeys, type Sampled, sampleEvents } from './event-sample.ts';
import { typeOfPath, type ValueType } from './value-type.ts';

export interface PropertyName {
  readonly name: string;
  readonly of: PropertyOwner;
  /** The most frequent first. Of events: how many carry a value of the type; of users and accounts: how many have one now. */
  readonly types: readonly { readonly type: ValueType; readonly count: number }[];
  readonly count: number;
  /** When an event last carried it, or when it was last set. */
  readonly lastSeen: number;
}

export interface PropertyNames {
  /** The most frequent first. */
  readonly properties: readonly PropertyName[];
  readonly leftOut: number;
  readonly sampled: Sampled | null;
}

export interface PropertiesAsked {
  readonly of: PropertyOwner;
  /** Only what events of this name carry. Of accounts there is no such thing. */
  readonly event?: string | undefined;
  readonly search?: string | undefined;
  readonly limit: number;
}

/** Events whose properties are looked through for one answer. */
const EVENTS_READ = 200_000;
/** Changes of properties that are looked through for one answer. */
const UPDATES_READ = 2_000_000;

interface Row {
  readonly property: string;
  readonly path_type: string;
  readonly n: number;
  readonly last: number;
}

/** The names of properties with the types of their values. A property that was removed, or has no value now, is none of a user's. */
export async function propertyNames(
  scope: CatalogueScope,
  asked: PropertiesAsked,
  budget: { readonly events: number; readonly updates: number } = {
    events: EVENTS_READ,
    updates: UPDATES_READ,
  },
): Promise<PropertyNames> {
  const { of, event } = asked;
  const [rows, sampled] =
    of === 'event' || (of === 'user' && event !== undefined)
      ? await carriedNames(scope, { ...asked, of }, budget.events)
      : await currentNames(scope, { ...asked, of }, budget.updates);
  const all = gather(rows, of);
  return {
    properties: all.slice(0, asked.limit),
    leftOut: Math.max(0, all.length - asked.limit),
    sampled,
  };
}

async function carriedNames(
  scope: CatalogueScope,
  { of, event, search }: PropertiesAsked & { readonly of: 'event' | 'user' },
  budget: number,
): Promise<[Row[], Sampled | null]> {
  const { store, project, signal } = scope;
  const sample = sampleEvents(await eventCounts(scope, event), budget);
  const wanted = search === undefined ? sql`1` : containsSql(sql`property`, search);
  const rows = await store.query<Row>(
    sql`SELECT path.1 AS property, path.2 AS path_type, toFloat64(sum(weight)) AS n, toFloat64(max(t)) AS last
        FROM (SELECT arrayJoin(JSONAllPathsWithTypes(${carriedColumn(of)})) AS path, ${sample.weight} AS weight,
            toUnixTimestamp64Milli(time) AS t
          FROM events WHERE project = ${param.string(project.id)} AND ${sample.where})
        WHERE ${wanted} GROUP BY property, path_type`,
    { ...CATALOGUE_LIMITS, signal },
  );
  return [rows, sample.sampled];
}

async function currentNames(
  scope: CatalogueScope,
  { of, search }: PropertiesAsked & { readonly of: Unit },
  budget: number,
): Promise<[Row[], Sampled | null]> {
  const { store, project, overlay, now, signal } = scope;
  const wanted = search === undefined ? sql`1` : containsSql(sql`property`, search);
  const seen = await store.query<{ name: string; updates: number; last: number }>(
    sql`SELECT toString(property) AS name, toFloat64(count()) AS updates, toFloat64(toUnixTimestamp64Milli(max(time))) AS last
        FROM property_updates WHERE project = ${param.string(project.id)} AND scope = ${param.string(of)} AND ${wanted}
        GROUP BY property`,
    { ...CATALOGUE_LIMITS, signal },
  );
  const lastSet = new Map(seen.map(({ name, last }) => [name, last]));
  const stored = seen.reduce((sum, { updates }) => sum + updates, 0);
  const halvings = halvingsFor(stored, budget);
  const current = propertiesAsOfSql(
    project.id,
    of,
    overlay,
    now,
    undefined,
    sql`${wanted} AND ${lowerKeys(sql`subject`, halvings)}`,
  );
  const rows = await store.query<Omit<Row, 'last'>>(
    sql`SELECT toString(property) AS property, substring(value, 1, 1) AS path_type, toFloat64(count()) AS n
        FROM (${current}) GROUP BY property, path_type`,
    { ...CATALOGUE_LIMITS, signal },
  );
  const sampled = halvings === 0 ? null : { read: Math.round(stored / 2 ** halvings), of: stored };
  return [
    rows.map((row) => ({ ...row, n: row.n * 2 ** halvings, last: lastSet.get(row.property) ?? 0 })),
    sampled,
  ];
}

function gather(rows: readonly Row[], of: PropertyOwner): readonly PropertyName[] {
  const byName = new Map<string, { types: Map<ValueType, number>; last: number }>();
  for (const { property, path_type, n, last } of rows) {
    const found = byName.get(property) ?? { types: new Map<ValueType, number>(), last: 0 };
    const type = typeOfPath(path_type);
    found.types.set(type, (found.types.get(type) ?? 0) + n);
    found.last = Math.max(found.last, last);
    byName.set(property, found);
  }
  return [...byName]
    .map(([name, { types, last }]) => ({
      name,
      of,
      types: [...types].map(([type, count]) => ({ type, count })).toSorted((a, b) => b.count - a.count),
      count: [...types.values()].reduce((sum, count) => sum + count, 0),
      lastSeen: last,
    }))
    .toSorted((a, b) => b.count - a.count || (a.name < b.name ? -1 : 1));
}
