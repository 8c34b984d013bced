import { z } from 'zod';
import { duration } from '../../language/duration.ts';
import { inSession } from '../../language/in-session.ts';
import { window } from '../../language/window.ts';
import { eventSelector } from '../../selector/event-selector.ts';

export const MAX_CHAIN_STEPS = 20;

/** A step of a chain. With `within` its event comes no more than that after the event of the step before. */
const chainStep = eventSelector.extend({ within: duration.optional() });

export type ChainStep = z.infer<typeof chainStep>;

/** Steps in order, each a later event (time greater or equal, and another event). The first follows nothing. */
export function chainSteps(fewest: number): z.ZodType<ChainStep[]> {
  return z
    .array(chainStep)
    .min(fewest)
    .max(MAX_CHAIN_STEPS)
    .refine((steps) => steps[0]?.within === undefined, {
      path: [0, 'within'],
      error: 'The first step follows nothing: put `within` into a step after it',
    });
}

/**
 * Did the steps in order, all inside `window`; with `within`, the last no more than that after the first; with `together`, all
 * in one session, which in an account's history is one of one user.
 */
export const sequenceClause = z.strictObject({
  kind: z.literal('sequence'),
  steps: chainSteps(2),
  within: duration.optional(),
  together: inSession.optional(),
  window,
});

export type SequenceClause = z.infer<typeof sequenceClause>;
