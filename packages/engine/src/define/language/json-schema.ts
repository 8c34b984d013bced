import { z } from 'zod';
import type { CohortDefinition, Condition } from './ast.ts';
import { clauseSchema } from './clause-schemas.ts';

const conditions = z
  .array(z.lazy(() => condition))
  .min(1)
  .describe('Nested at most 32 deep, at most 200 clauses in a definition.');

const condition: z.ZodType<Condition> = z
  .union([
    z.strictObject({ kind: z.literal('all'), conditions }).describe('Every one of the conditions holds.'),
    z.strictObject({ kind: z.literal('any'), conditions }).describe('At least one of the conditions holds.'),
    z
      .strictObject({ kind: z.literal('not'), condition: z.lazy(() => condition) })
      .describe('The condition does not hold. True of every known user or account of whom it is not.'),
    clauseSchema,
  ])
  .meta({ id: 'CohortCondition' });

const definition: z.ZodType<CohortDefinition> = z
  .strictObject({ unit: z.enum(['user', 'account']), where: condition })
  .meta({ id: 'CohortDefinition' });

/**
 * The stored form as JSON Schema (draft 2020-12), for documents and editors. `checkCohort` is what decides: the schema
 * cannot say how deep or how many.
 */
export function cohortJsonSchema(): Record<string, unknown> {
  return { ...z.toJSONSchema(definition) };
}
