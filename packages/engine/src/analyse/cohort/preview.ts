import { knownUnitsSql } from '../../define/compile/known-units.ts';
import { membersSql } from '../../define/compile/members.ts';
import type { CohortDefinition } from '../../define/language/ast.ts';
import { leafClauses } from '../../define/language/leaf-clauses.ts';
import { printClause } from '../../define/language/print-clause.ts';
import { joinSql, sql, unsafeSql } from '../../store/sql/fragment.ts';
import { param } from '../../store/sql/parameter.ts';
import { must } from '../../util/assert.ts';
import type { AnalysisContext } from '../define-analysis.ts';
import { namedUnits } from './named-units.ts';
import type { CohortPreview } from './result.ts';
import type { CohortSpec } from './spec.ts';

/** The most clauses that are counted one by one: each costs about as much as a cohort of its own. */
const MAX_CLAUSES_COUNTED = 50;

/** How large a cohort is and why. One query counts everything, so that the numbers are of the same moment. */
export async function preview(
  definition: CohortDefinition,
  spec: CohortSpec,
  context: AnalysisContext,
): Promise<Omit<CohortPreview, 'text' | 'warnings'>> {
  const { store, project, overlay, cohorts, signal } = context;
  const asOf = spec.asOf ?? context.now;
  const { unit } = definition;
  const within = { project: project.id, overlay, cohorts, asOf };
  const members = membersSql(definition, within);
  const leaves = leafClauses(definition.where);
  const counted = leaves.slice(0, MAX_CLAUSES_COUNTED);
  const counts = counted.map(({ clause }, i) => {
    const alone = membersSql({ unit, where: clause }, within);
    return sql`toFloat64(countIf(unit IN (${alone}))) AS ${unsafeSql(`clause${i}`)}`;
  });
  const [totals, sample] = await Promise.all([
    store.query<Record<string, number>>(
      sql`SELECT ${joinSql([sql`toFloat64(count()) AS known`, sql`toFloat64(countIf(unit IN (${members}))) AS size`, ...counts], ', ')}
          FROM (${knownUnitsSql({ ...within, unit })})`,
      { signal },
    ),
    store.query<{ unit: string }>(
      sql`SELECT unit FROM (${members}) ORDER BY unit LIMIT ${param.int(spec.sample)}`,
      { signal },
    ),
  ]);
  const row = must(totals[0], 'totals');
  const number = (name: string): number => must(row[name], name);
  const [known, size] = [number('known'), number('size')];
  return {
    show: 'preview',
    unit,
    asOf,
    size,
    known,
    share: known === 0 ? null : size / known,
    clauses: counted.map(({ path, clause }, i) => ({
      path,
      text: printClause(clause),
      size: number(`clause${i}`),
    })),
    clausesLeftOut: leaves.length - counted.length,
    sample: await namedUnits(
      sample.map((each) => each.unit),
      unit,
      asOf,
      spec.properties,
      context,
    ),
  };
}
