import type { CohortDefinition } from '../../define/language/ast.ts';
import type { Problem } from '../../util/result.ts';
import type { AnalysisContext } from '../define-analysis.ts';
import { mismatchedTypes } from './mismatched-types.ts';
import { unknownNames } from './unknown-names.ts';

/** What about a definition looks like a slip of the pen, given what is stored: names that nothing carries, values of another type. */
export async function definitionWarnings(
  definition: CohortDefinition,
  context: AnalysisContext,
): Promise<readonly Problem[]> {
  const found = await Promise.all([unknownNames(definition, context), mismatchedTypes(definition, context)]);
  return found.flat();
}
