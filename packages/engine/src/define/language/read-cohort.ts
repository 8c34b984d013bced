import { failed, type Result } from '../../util/result.ts';
import type { CohortDefinition } from './ast.ts';
import { checkCohort } from './check.ts';
import type { Diagnostic } from './diagnostics.ts';
import { parseCohort } from './parse.ts';

/** What was wrong: of a text the places too, of JSON the paths. */
export type ReadResult = Result<CohortDefinition, Diagnostic> | Result<CohortDefinition>;

/** Reads a definition in whichever form it is written: JSON when it starts with `{`, else text. Never throws. */
export function readCohort(source: string): ReadResult {
  if (!source.trimStart().startsWith('{')) return parseCohort(source);
  let value: unknown;
  try {
    value = JSON.parse(source);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    return failed({ code: 'bad-json', message: `is not JSON: ${reason}`, path: '' });
  }
  return checkCohort(value);
}
