import { checkReferences } from '../../define/cohorts/references.ts';
import { membersSql } from '../../define/compile/members.ts';
import type { CohortDefinition } from '../../define/language/ast.ts';
import type { Instant } from '../../model/time.ts';
import { type Sql, sql } from '../../store/sql/fragment.ts';
import { param } from '../../store/sql/parameter.ts';
import { must } from '../../util/assert.ts';
import { namedUnits } from '../cohort/named-units.ts';
import type { CohortMember } from '../cohort/result.ts';
import type { AnalysisContext } from '../define-analysis.ts';

/** Who would come, go and stay if one definition took the place of another. */
export interface MembershipDifference {
  readonly asOf: Instant;
  readonly come: number;
  readonly go: number;
  readonly stay: number;
  /** A few of those who would come, and of those who would go. */
  readonly coming: readonly CohortMember[];
  readonly going: readonly CohortMember[];
}

const SHOWN = 10;

/** Compares the members of two definitions as of an instant. `problem` says why they cannot be compared. */
export async function compareDefinitions(
  before: CohortDefinition,
  after: CohortDefinition,
  asOf: Instant,
  context: AnalysisContext,
): Promise<{ readonly difference: MembershipDifference } | { readonly problem: string }> {
  if (before.unit !== after.unit)
    return { problem: `the one is a cohort of ${before.unit}s and the other of ${after.unit}s` };
  for (const definition of [before, after]) {
    const [broken] = checkReferences(definition, context.cohorts);
    if (broken) return { problem: broken.message };
  }
  const { store, project, overlay, cohorts, signal } = context;
  const within = { project: project.id, overlay, cohorts, asOf };
  const sides = sql`SELECT unit, max(side = 1) AS was, max(side = 2) AS is FROM (
      SELECT unit, 1 AS side FROM (${membersSql(before, within)})
      UNION ALL SELECT unit, 2 AS side FROM (${membersSql(after, within)})) GROUP BY unit`;
  const some = async (which: Sql): Promise<readonly CohortMember[]> => {
    const rows = await store.query<{ unit: string }>(
      sql`SELECT unit FROM (${sides}) WHERE ${which} ORDER BY unit LIMIT ${param.int(SHOWN)}`,
      { signal },
    );
    const units = rows.map((row) => row.unit);
    return namedUnits(units, before.unit, asOf, [], context);
  };
  const [rows, coming, going] = await Promise.all([
    store.query<{ come: number; go: number; stay: number }>(
      sql`SELECT toFloat64(countIf(NOT was)) AS come, toFloat64(countIf(NOT is)) AS go, toFloat64(countIf(was AND is)) AS stay
          FROM (${sides})`,
      { signal },
    ),
    some(sql`NOT was`),
    some(sql`NOT is`),
  ]);
  return { difference: { asOf, ...must(rows[0], 'a row'), coming, going } };
}
