import { z } from 'zod';
import { duration } from '../../language/duration.ts';
import { eventSelector } from '../../selector/event-selector.ts';

export const MAX_FACTOR = 1_000_000;

/**
 * Did the event so many times as often in the last period as in the one of the same length before it. `at-least` asks for one
 * event in the last period, `at-most` for one in the period before: who did nothing in either shows no trend.
 */
export const trendClause = z.strictObject({
  kind: z.literal('trend'),
  event: eventSelector,
  op: z.enum(['at-least', 'at-most']),
  factor: z.number().positive().max(MAX_FACTOR),
  period: duration,
});

export type TrendClause = z.infer<typeof trendClause>;
