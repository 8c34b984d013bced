import { z } from 'zod';

export const MAX_PERCENT = 1_000_000;

const property = z.string().min(1).max(1024);

/**
 * Has used up a share of a limit now, as of the instant: `property` in percent of the property `of`. Both are plain numbers and
 * the limit is more than 0; otherwise it does not hold.
 */
export const limitShareClause = z.strictObject({
  kind: z.literal('limit-share'),
  property,
  op: z.enum(['greater', 'at-least', 'less', 'at-most']),
  percent: z.number().min(0).max(MAX_PERCENT),
  of: property,
});

export type LimitShareClause = z.infer<typeof limitShareClause>;
