import type { CohortDefinition } from '../../define/language/ast.ts';
import { leafClauses } from '../../define/language/leaf-clauses.ts';
import { encodedValue, jsonValue, type ValueSql } from '../../define/selector/compare-sql.ts';
import { namesSql } from '../../define/selector/event-selector.ts';
import type { Comparison } from '../../define/selector/property-filter.ts';
import { joinSql, type Sql, sql, unsafeSql } from '../../store/sql/fragment.ts';
import { identifier } from '../../store/sql/identifier.ts';
import { param } from '../../store/sql/parameter.ts';
import type { Problem } from '../../util/result.ts';
import type { AnalysisContext } from '../define-analysis.ts';
import { type ComparisonPlace, comparisonsUsed } from './comparisons-used.ts';

type Type = 'text' | 'number' | 'boolean';
const TYPES = ['text', 'number', 'boolean'] as const satisfies readonly Type[];
const PLURAL = { text: 'text', number: 'numbers', boolean: 'true and false' } as const;

/** Values of each property that are looked at, and comparisons whose properties are. */
const VALUES_LOOKED_AT = 100_000;
const MOST_COMPARISONS = 100;

/**
 * Comparisons of a property with a value of a type that none of its stored values has, such as text where there are numbers: they
 * are never equal. No mistake in itself, for such values may come yet. Properties without a value are `unknownNames`' business.
 */
export async function mismatchedTypes(
  definition: CohortDefinition,
  context: AnalysisContext,
): Promise<readonly Problem[]> {
  const used = comparisonsUsed(leafClauses(definition.where))
    .map((place) => ({ ...place, wanted: wantedTypes(place.comparison) }))
    .filter(({ wanted }) => wanted.size > 0)
    .slice(0, MOST_COMPARISONS);
  if (used.length === 0) return [];
  const counts = used.map(
    (place, i) => sql`${countsSql(place, definition.unit, context)} AS ${unsafeSql(`c${i}`)}`,
  );
  const rows = await context.store.query<Record<string, readonly [number, number, number]>>(
    sql`SELECT ${joinSql(counts, ', ')}`,
    { signal: context.signal },
  );
  return used.flatMap((place, i) => {
    const seen = rows[0]?.[`c${i}`]?.map(Number) ?? [];
    const held = TYPES.filter((_, at) => (seen[at] ?? 0) > 0);
    if (held.length === 0 || held.some((type) => place.wanted.has(type))) return [];
    const [wanted] = place.wanted;
    const message = `"${place.property}" has held only ${held.map((type) => PLURAL[type]).join(', ')} so far, and is compared with ${PLURAL[wanted ?? 'text']}: ${adviceOf(held)}`;
    return [{ code: 'other-type', message, path: place.path }];
  });
}

function wantedTypes(comparison: Comparison): ReadonlySet<Type> {
  switch (comparison.op) {
    case 'is':
    case 'is-not':
      return new Set(comparison.values.map(typeOf));
    case 'greater':
    case 'at-least':
    case 'less':
    case 'at-most':
      return new Set([typeOf(comparison.value)]);
    case 'contains':
    case 'does-not-contain':
    case 'starts-with':
      return new Set<Type>(['text']);
    case 'is-set':
    case 'is-not-set':
      return new Set();
  }
}

function typeOf(value: string | number | boolean): Type {
  return typeof value === 'string' ? 'text' : typeof value === 'number' ? 'number' : 'boolean';
}

function adviceOf(held: readonly Type[]): string {
  return held.includes('text')
    ? 'write the value in double quotes'
    : 'write the value without quotes, as it is sent';
}

/** How many of the values looked at are text, numbers, and truth values: one tuple. */
function countsSql(
  { property, filter }: ComparisonPlace,
  unit: 'user' | 'account',
  { project }: AnalysisContext,
): Sql {
  const ofProject = sql`project = ${param.string(project.id)}`;
  if (filter === undefined) {
    return sql`(SELECT ${tuple(encodedValue(sql`value`))} FROM (SELECT value FROM property_updates
      WHERE ${ofProject} AND scope = ${param.string(unit)} AND property = ${param.string(property)}
      LIMIT ${param.int(VALUES_LOOKED_AT)}))`;
  }
  const column = filter.scope === 'event' ? 'properties' : 'user_properties';
  return sql`(SELECT ${tuple(jsonValue(column, property))} FROM (SELECT ${unsafeSql(column)} FROM events
    WHERE ${ofProject} AND ${namesSql(filter.names)} AND isNotNull(${unsafeSql(column)}.${identifier(property)})
    LIMIT ${param.int(VALUES_LOOKED_AT)}))`;
}

function tuple({ text, texts, number, numbers, bool, bools }: ValueSql): Sql {
  const some = (scalar: Sql, list: Sql): Sql =>
    sql`toFloat64(countIf(isNotNull(${scalar}) OR notEmpty(${list})))`;
  return sql`tuple(${some(text, texts)}, ${some(number, numbers)}, ${some(bool, bools)})`;
}
