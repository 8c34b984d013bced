import { z } from 'zod';
import { window } from '../../language/window.ts';
import { eventSelector } from '../../selector/event-selector.ts';

export const countComparison = z.enum([
  'at-least',
  'at-most',
  'exactly',
  'more-than',
  'less-than',
  'not-exactly',
]);
export type CountComparison = z.infer<typeof countComparison>;

/** Did the event a number of times in the window. "exactly 0" and "less than 3" are true of every known unit that did not. */
export const eventCountClause = z.strictObject({
  kind: z.literal('event-count'),
  event: eventSelector,
  op: countComparison,
  count: z.int().min(0).max(1_000_000_000),
  window,
});

export type EventCountClause = z.infer<typeof eventCountClause>;
