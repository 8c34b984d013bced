import { type Cursor, takeRequired } from '../../language/cursor.ts';
import { parseName } from '../../language/parse-name.ts';
import type { InCohortClause } from './schema.ts';

/** The rest of `in cohort "contacted this month"` after `in`. */
export function parseInCohort(cursor: Cursor): InCohortClause | undefined {
  if (!takeRequired(cursor, 'cohort')) return undefined;
  const cohort = parseName(cursor, 'the name of a cohort');
  return cohort === undefined ? undefined : { kind: 'in-cohort', cohort };
}
