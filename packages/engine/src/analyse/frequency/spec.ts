import { z } from 'zod';
import { plainWindow } from '../../define/language/window.ts';
import { eventSelector } from '../../define/selector/event-selector.ts';
import { cohortChoice } from '../scope/cohort-choice.ts';
import { instantMs, timeZoneName } from '../scope/time-fields.ts';

export const MAX_BARS = 50;
export const MAX_VALUES = 100;
/** The largest number, and negated the smallest, at which a bar may begin. */
export const MAX_EDGE = 1e15;

const property = z.string().min(1).max(1024);

/**
 * What is counted of each unit: how many times it did the event, on how many days, or the sum of the numbers of a property over these events, of a list
 * each element. A sum of nothing is 0.
 */
export const frequencyMeasure = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.enum(['times', 'active-days']) }),
  z.strictObject({ kind: z.literal('sum'), scope: z.enum(['event', 'user']).default('event'), property }),
]);

/**
 * How often units did the event in a window: how many did it so and so often. Those who take part are the members of the cohort, also those who did it
 * no times; without a cohort, those who did it.
 */
export const frequencySpec = z
  .strictObject({
    kind: z.literal('frequency'),
    unit: z.enum(['user', 'account']).default('user'),
    /** Any event when left out. */
    event: eventSelector.default({ names: [], filters: [] }),
    measure: frequencyMeasure.default({ kind: 'times' }),
    window: plainWindow.default({ kind: 'last', duration: { amount: 30, unit: 'day' } }),
    /** UTC ms; nothing later is looked at. Now when left out. */
    asOf: instantMs.optional(),
    /** Whose days active days are. The project's when left out. */
    timeZone: timeZoneName.optional(),
    /** Where bars begin, in ascending order: 1, 2, 5 makes 1, 2 to under 5, and 5 or more. Chosen by the numbers when left out. */
    edges: z.array(z.number().min(-MAX_EDGE).max(MAX_EDGE)).min(1).max(MAX_BARS).optional(),
    /** The most bars of edges that are chosen. */
    bars: z.int().min(2).max(MAX_BARS).default(10),
    /** Only its members, as of `membersAsOf`. */
    cohort: cohortChoice.optional(),
    /** UTC ms. `asOf` when left out. */
    membersAsOf: instantMs.optional(),
    /**
     * Separately for each value of a property: as the event carries it, or of the account as it stood at the event. How often is then how often with
     * this value, and of those who did it with this value.
     */
    breakdown: z.strictObject({ scope: z.enum(['event', 'user', 'account']), property }).optional(),
    /** How many values are shown, those with most units; the rest come together as `other`. */
    limit: z.int().min(1).max(MAX_VALUES).default(10),
  })
  .superRefine(({ edges = [], measure }, { addIssue }) => {
    edges.forEach((edge, i) => {
      const before = edges[i - 1];
      if (before !== undefined && edge <= before) {
        const message = edge === before ? 'is there twice' : 'must be in ascending order';
        addIssue({ code: 'custom', path: ['edges', i], message });
      }
      if (measure.kind !== 'sum' && !(Number.isInteger(edge) && edge >= 1)) {
        const message = `must be a whole number from 1 on: ${measure.kind} are counted`;
        addIssue({ code: 'custom', path: ['edges', i], message });
      }
    });
  });

export type FrequencySpec = z.infer<typeof frequencySpec>;
export type FrequencyMeasure = z.infer<typeof frequencyMeasure>;
