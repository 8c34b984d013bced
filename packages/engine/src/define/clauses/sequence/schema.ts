import { z } from 'zod';
import { duration } from '../../language/duration.ts';
import { window } from '../../language/window.ts';
import { eventSelector } from '../../selector/event-selector.ts';

/**
 * Did the steps in order, each a later event (time greater or equal, and another event), all inside `window`; with
 * `within`, the last no more than that after the first.
 */
export const sequenceClause = z.strictObject({
  kind: z.literal('sequence'),
  steps: z.array(eventSelector).min(2).max(20),
  within: duration.optional(),
  window,
});

export type SequenceClause = z.infer<typeof sequenceClause>;
