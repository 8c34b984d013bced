import { membersSql } from '../../define/compile/members.ts';
import type { CohortDefinition } from '../../define/language/ast.ts';
import { unitIdsSql } from '../../store/clickhouse/unit-ids.ts';
import { sql } from '../../store/sql/fragment.ts';
import { param } from '../../store/sql/parameter.ts';
import type { AnalysisContext } from '../define-analysis.ts';
import { pageCursor, readPageCursor } from '../scope/page-cursor.ts';
import { namedUnits } from './named-units.ts';
import type { CohortMembers } from './result.ts';
import type { CohortSpec } from './spec.ts';

/** Members in the order of their keys, so that a page stands where it stood however the cohort has changed since. */
export async function membersPage(
  definition: CohortDefinition,
  spec: CohortSpec,
  context: AnalysisContext,
): Promise<Omit<CohortMembers, 'text' | 'warnings'>> {
  const { store, project, overlay, cohorts, signal } = context;
  const from = spec.cursor === undefined ? undefined : readPageCursor(spec.cursor);
  const asOf = from?.asOf ?? spec.asOf ?? context.now;
  const everyone = membersSql(definition, { project: project.id, overlay, cohorts, asOf });
  const members =
    spec.search === undefined
      ? everyone
      : sql`SELECT unit FROM (${everyone}) WHERE unit IN (
          SELECT unit FROM (${unitIdsSql(project.id, definition.unit, overlay)})
          WHERE positionCaseInsensitiveUTF8(id, ${param.string(spec.search)}) > 0)`;
  const [total, rows] = await Promise.all([
    store.query<{ size: number }>(sql`SELECT toFloat64(count()) AS size FROM (${members})`, { signal }),
    store.query<{ unit: string }>(
      sql`SELECT unit FROM (${members}) WHERE unit > ${param.key(from?.unit ?? '0')}
          ORDER BY unit LIMIT ${param.int(spec.limit + 1)}`,
      { signal },
    ),
  ]);
  const units = rows.slice(0, spec.limit).map((row) => row.unit);
  const last = units.at(-1);
  return {
    show: 'members',
    unit: definition.unit,
    asOf,
    size: total[0]?.size ?? 0,
    members: await namedUnits(units, definition.unit, asOf, spec.properties, context),
    next: last !== undefined && rows.length > units.length ? pageCursor(asOf, last) : null,
  };
}
