import { z } from 'zod';
import { duration } from '../../language/duration.ts';
import { window } from '../../language/window.ts';
import { eventSelector } from '../../selector/event-selector.ts';
import { chainSteps } from '../sequence/schema.ts';

/**
 * Did the steps in order, all inside `window`, and then waited: the time `within` after the last step is over, and no event of
 * `without` came in it. It begins to hold when that time is over and not before.
 */
export const notFollowedClause = z.strictObject({
  kind: z.literal('not-followed'),
  steps: chainSteps(1),
  without: eventSelector,
  within: duration,
  window,
});

export type NotFollowedClause = z.infer<typeof notFollowedClause>;
