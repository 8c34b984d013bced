import { z } from 'zod';
import { window } from '../../language/window.ts';
import { eventSelector } from '../../selector/event-selector.ts';

/** Did the event for the n-th time, counted over the whole history, in the window. */
export const nthTimeClause = z.strictObject({
  kind: z.literal('nth-time'),
  event: eventSelector,
  n: z.int().min(1).max(1_000),
  window,
});

export type NthTimeClause = z.infer<typeof nthTimeClause>;
