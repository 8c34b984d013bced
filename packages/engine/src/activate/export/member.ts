import type { CohortLookup } from '../../define/clauses/define-clause.ts';
import { membersSql } from '../../define/compile/members.ts';
import type { CohortDefinition } from '../../define/language/ast.ts';
import type { Properties } from '../../model/property-value.ts';
import type { Instant } from '../../model/time.ts';
import { propertiesAsOfSql } from '../../store/clickhouse/properties-as-of.ts';
import type { IdentityOverlay } from '../../store/clickhouse/timeline.ts';
import { unitIdsSql } from '../../store/clickhouse/unit-ids.ts';
import type { EventStore } from '../../store/event-store.ts';
import { sql } from '../../store/sql/fragment.ts';
import { param } from '../../store/sql/parameter.ts';

/** One user or account of a cohort, as a receiver is told of it. */
export interface Member {
  /** Key in decimal: what Cusp knows it by. */
  readonly unit: string;
  /** Its name outside: user id, `device:` and device id, or account. */
  readonly id: string;
  readonly properties: Properties;
}

export interface MembersRequest {
  readonly store: EventStore;
  readonly project: string;
  readonly overlay: IdentityOverlay;
  readonly cohorts: CohortLookup;
  readonly definition: CohortDefinition;
  readonly asOf: Instant;
  /** Which properties to bring, as of `asOf`. */
  readonly properties: readonly string[];
  /** In the order of `unit` as text; in none when left out. */
  readonly ordered?: boolean | undefined;
  /** These keys alone, members or not: whoever asks knows that they are. */
  readonly keys?: readonly string[] | undefined;
  /** Whoever asks has just waited for what was stored, by reading the overlay: nothing need be waited for again. */
  readonly mayLag?: boolean | undefined;
}

/** A cohort's members as of an instant, in chunks, each member once. */
export async function* members(request: MembersRequest): AsyncGenerator<Member[]> {
  const { store, project, overlay, definition, asOf, keys } = request;
  const values = propertiesAsOfSql(project, definition.unit, overlay, asOf, request.properties);
  const found =
    keys === undefined ? membersSql(definition, request) : sql`SELECT arrayJoin(${param.keys(keys)}) AS unit`;
  const among = keys === undefined ? sql`` : sql` WHERE unit IN ${param.keys(keys)}`;
  const order = request.ordered === true ? sql` ORDER BY unit_key` : sql``;
  const statement = sql`SELECT toString(found.unit) AS unit_key, ids.id AS id, props.bag AS bag
    FROM (${found}) AS found
    LEFT ANY JOIN (SELECT unit, id FROM (${unitIdsSql(project, definition.unit, overlay)})${among}) AS ids ON found.unit = ids.unit
    LEFT ANY JOIN (SELECT unit, CAST((groupArray(toString(property)), groupArray(value)), 'Map(String, String)') AS bag
      FROM (${values})${among} GROUP BY unit) AS props ON found.unit = props.unit${order}`;
  for await (const rows of store.stream<{ unit_key: string; id: string; bag: Record<string, string> }>(
    statement,
    { mayLag: request.mayLag },
  )) {
    yield rows.map((row) => ({ unit: row.unit_key, id: row.id, properties: decoded(row.bag) }));
  }
}

function decoded(bag: Record<string, string>): Properties {
  const properties: Record<string, Properties[string]> = Object.create(null);
  for (const [name, value] of Object.entries(bag)) properties[name] = JSON.parse(value);
  return properties;
}
