import type { Properties } from '../../model/property-value.ts';
import type { Instant } from '../../model/time.ts';
import { propertiesAsOfSql } from '../../store/clickhouse/properties-as-of.ts';
import type { Unit } from '../../store/clickhouse/timeline.ts';
import { unitIdsSql } from '../../store/clickhouse/unit-ids.ts';
import { sql } from '../../store/sql/fragment.ts';
import { param } from '../../store/sql/parameter.ts';
import type { AnalysisContext } from '../define-analysis.ts';
import type { CohortMember } from './result.ts';

/** A few units under the names that people know them by, in the order given, with the properties asked for as of an instant. */
export async function namedUnits(
  units: readonly string[],
  unit: Unit,
  asOf: Instant,
  properties: readonly string[],
  { store, project, overlay, signal }: AnalysisContext,
): Promise<readonly CohortMember[]> {
  if (units.length === 0) return [];
  const among = sql`unit IN ${param.keys(units)}`;
  const ids = store.query<{ key: string; id: string }>(
    sql`SELECT toString(unit) AS key, id FROM (${unitIdsSql(project.id, unit, overlay)}) WHERE ${among}`,
    { signal },
  );
  const values =
    properties.length === 0
      ? []
      : store.query<{ key: string; property: string; value: string }>(
          sql`SELECT toString(unit) AS key, toString(property) AS property, value
              FROM (${propertiesAsOfSql(project.id, unit, overlay, asOf, properties)}) WHERE ${among}`,
          { signal },
        );
  const names = new Map((await ids).map((row) => [row.key, row.id]));
  const bags = new Map<string, Record<string, Properties[string]>>();
  for (const { key, property, value } of await values) {
    const bag = bags.get(key) ?? Object.create(null);
    bag[property] = JSON.parse(value);
    bags.set(key, bag);
  }
  return units.map((key) => ({ id: names.get(key) ?? '', unit: key, properties: bags.get(key) ?? {} }));
}
