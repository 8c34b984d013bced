import { z } from 'zod';
import {
  conversionWindow,
  exclusions,
  funnelCount,
  funnelOrder,
  funnelSteps,
  holdConstant,
  stepNumber,
} from '../../funnel/question.ts';
import { questionProblems } from '../../funnel/question-problems.ts';
import { namedZone } from '../../language/named-zone.ts';
import { window } from '../../language/window.ts';

/**
 * Went through a funnel and is in one of its bars. `window` bounds the events that paths begin with, as a funnel's range does; what a path is,
 * and which of a unit's paths counts, is told in docs/analyses.md and is the same here: as of any instant the units are those that the funnel,
 * asked as of then, has in the bar.
 */
export const funnelClause = z
  .strictObject({
    kind: z.literal('funnel'),
    steps: funnelSteps,
    bar: z.strictObject({
      step: stepNumber,
      /**
       * `reached`: some path that counts has the step. `dropped`: some path that counts got to the step before, and not to this one, which it
       * may still do; of a step that may be left out: got to where it could be done, and it was not.
       */
      side: z.enum(['reached', 'dropped']),
    }),
    order: funnelOrder.default('this'),
    conversionWindow,
    count: funnelCount.default('units'),
    exclusions: exclusions.default([]),
    holdConstant: holdConstant.default([]),
    /** Paths begin only on the calendar day on which the unit was first seen: in UTC, or in the time zone named. */
    firstDay: z
      .strictObject({
        timeZone: namedZone.optional(),
      })
      .optional(),
    window,
  })
  .superRefine((clause, context) => {
    for (const { path, message } of [...questionProblems(clause), ...barProblems(clause)])
      context.addIssue({ code: 'custom', message, path: [...path] });
  });

export type FunnelClause = z.infer<typeof funnelClause>;
export type FunnelBar = FunnelClause['bar'];

function barProblems({ bar, steps }: { readonly bar: FunnelBar; readonly steps: readonly unknown[] }) {
  const at = (field: string, message: string) => [{ path: ['bar', field], message }];
  if (bar.step > steps.length) return at('step', `there are ${steps.length} steps: name one of them`);
  if (bar.side === 'dropped' && bar.step === 1)
    return at('side', 'nobody drops before the first step: name a later step');
  return [];
}
