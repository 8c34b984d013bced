import type { CohortDefinition } from '../../define/language/ast.ts';
import { leafClauses } from '../../define/language/leaf-clauses.ts';
import { namesSql } from '../../define/selector/event-selector.ts';
import type { Unit } from '../../store/clickhouse/timeline.ts';
import { joinSql, sql, unsafeSql } from '../../store/sql/fragment.ts';
import { identifier } from '../../store/sql/identifier.ts';
import { param } from '../../store/sql/parameter.ts';
import { closestWord } from '../../util/closest-word.ts';
import type { Problem } from '../../util/result.ts';
import { carriedColumn } from '../catalogue/carried-column.ts';
import type { AnalysisContext } from '../define-analysis.ts';
import { type FilterPlace, namesUsed, type Place } from './names-used.ts';

/** Rows whose property names are looked through for what may have been meant. */
const ROWS_LOOKED_THROUGH = 20_000;

/**
 * What a definition names that no stored row of the project carries. Such a name is no mistake in itself, for it may come yet;
 * but a slip of the pen would otherwise show as nothing but an empty cohort. Cohorts that it refers to are not looked into.
 */
export async function unknownNames(
  definition: CohortDefinition,
  context: AnalysisContext,
): Promise<readonly Problem[]> {
  const used = namesUsed(leafClauses(definition.where));
  const [events, properties] = await Promise.all([
    unknownEvents(used.events, context),
    unknownProperties(used.properties, definition.unit, context),
  ]);
  // An event that is not there carries no property either: saying the one says both.
  const missing = new Set(events.map(({ name }) => name));
  const filtered = used.filters.filter(
    ({ names }) => names.length === 0 || names.some((name) => !missing.has(name)),
  );
  const filters = await unknownFilters(filtered, context);
  return [...events.map(({ problem }) => problem), ...filters, ...properties];
}

async function unknownEvents(used: readonly Place[], { store, project, signal }: AnalysisContext) {
  if (used.length === 0) return [];
  const rows = await store.query<{ known: string }>(
    sql`SELECT DISTINCT toString(name) AS known FROM events WHERE project = ${param.string(project.id)}`,
    { signal },
  );
  const known = rows.map((row) => row.known);
  return used
    .filter(({ name }) => !known.includes(name))
    .map((place) => ({
      name: place.name,
      problem: warning('unknown-event', `no event named "${place.name}" has come in`, place, known),
    }));
}

/** Asks of every filter whether any event that it looks at has its property, all in one query. */
async function unknownFilters(used: readonly FilterPlace[], context: AnalysisContext) {
  if (used.length === 0) return [];
  const { store, project, signal } = context;
  const ofProject = sql`project = ${param.string(project.id)}`;
  const asked = used.map(
    ({ name, scope, names }, i) =>
      sql`(SELECT count() FROM (SELECT 1 FROM events WHERE ${ofProject} AND ${namesSql(names)}
            AND isNotNull(${carriedColumn(scope)}.${identifier(name)}) LIMIT 1)) AS ${unsafeSql(`filter${i}`)}`,
  );
  const rows = await store.query<Record<string, string>>(sql`SELECT ${joinSql(asked, ', ')}`, { signal });
  const missing = used.filter((_, i) => Number(rows[0]?.[`filter${i}`]) === 0);
  return Promise.all(
    missing.map(async (place) => {
      const paths = await store.query<{ known: string }>(
        sql`SELECT DISTINCT arrayJoin(JSONAllPaths(${carriedColumn(place.scope)})) AS known FROM (
              SELECT ${carriedColumn(place.scope)} FROM events WHERE ${ofProject} AND ${namesSql(place.names)}
              LIMIT ${param.int(ROWS_LOOKED_THROUGH)})`,
        { signal },
      );
      const of = place.names.length === 0 ? 'event' : place.names.map((each) => `"${each}"`).join(' or ');
      const owner = place.scope === 'event' ? 'property' : 'user property';
      const seen = `no ${of} carries a ${owner} "${place.name}"`;
      return warning(
        'unknown-property',
        seen,
        place,
        paths.map((row) => row.known),
      );
    }),
  );
}

/** Which of these properties no unit of the project ever had, each with what may have been meant. */
export async function unknownProperties(
  used: readonly Place[],
  unit: Unit,
  {
    store,
    project,
    signal,
  }: Pick<AnalysisContext, 'store' | 'signal'> & {
    readonly project: { readonly id: string };
  },
): Promise<readonly Problem[]> {
  if (used.length === 0) return [];
  const rows = await store.query<{ known: string }>(
    sql`SELECT DISTINCT toString(property) AS known FROM property_updates
        WHERE project = ${param.string(project.id)} AND scope = ${param.string(unit)}`,
    { signal },
  );
  const known = rows.map((row) => row.known);
  return used
    .filter(({ name }) => !known.includes(name))
    .map((place) =>
      warning('unknown-property', `no ${unit} has had a property "${place.name}"`, place, known),
    );
}

function warning(code: string, seen: string, { name, path }: Place, known: readonly string[]): Problem {
  const meant = closestWord(name, known);
  return { code, path, message: meant === undefined ? seen : `${seen}: did you mean "${meant}"?` };
}
