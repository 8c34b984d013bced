import { z } from 'zod';
import { comparison } from '../../selector/property-filter.ts';

/** Has the property now, as of the instant: a user's own in a cohort of users, an account's in one of accounts. */
export const propertyClause = z.strictObject({
  kind: z.literal('property'),
  property: z.string().min(1).max(1024),
  comparison,
});

export type PropertyClause = z.infer<typeof propertyClause>;
