import { z } from 'zod';

/** Is a member of another cohort of the same unit, as of the same instant. */
export const inCohortClause = z.strictObject({
  kind: z.literal('in-cohort'),
  cohort: z.string().min(1).max(200),
});

export type InCohortClause = z.infer<typeof inCohortClause>;
