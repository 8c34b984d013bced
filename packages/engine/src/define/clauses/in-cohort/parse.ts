import { ahead, type Cursor, expected, peek, report, takeRequired } from '../../language/cursor.ts';
import { parseName } from '../../language/parse-name.ts';
import { startsWindow } from '../../language/parse-window.ts';
import type { InCohortClause } from './schema.ts';

/** The rest of `in cohort "contacted this month"` after `in`. */
export function parseInCohort(cursor: Cursor): InCohortClause | undefined {
  if (!takeRequired(cursor, 'cohort')) return undefined;
  const cohort = parseName(cursor, 'the name of a cohort');
  if (cohort === undefined) return undefined;
  if (startsWindow(cursor)) {
    return report(cursor, 'missing-connective', peek(cursor), {
      found: 'a window: a cohort is looked up as it stands',
    });
  }
  return ahead(cursor, '.') ? expected(cursor, 'the end of the name') : { kind: 'in-cohort', cohort };
}
