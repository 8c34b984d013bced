import { z } from 'zod';
import { duration, durationMs } from '../../define/language/duration.ts';
import { plainWindow } from '../../define/language/window.ts';
import { eventSelector } from '../../define/selector/event-selector.ts';
import { DAY_MS } from '../../model/time.ts';
import { journeyFields, mixedNames } from '../journeys/spec.ts';

const MAX_WITHIN_MS = 366 * DAY_MS;

/**
 * What those who went on from one event to another did in between, against those who did not: for every event name, how it goes
 * together with converting.
 *
 * Who starts and who converts is as in a funnel of the two: a unit converts when some start in `window` has an event that `to` selects
 * after it, no more than `within` later; it counts once, from the earliest such start to the first such event. Who does not
 * convert counts from its earliest start for `within`; while the time since its latest start has not passed it is open, and left out.
 * Nothing after `asOf` is looked at. The start and the end themselves are not counted; other starts in between are.
 */
export const driversSpec = z
  .strictObject({
    kind: z.literal('drivers'),
    unit: z.enum(['user', 'account']).default('user'),
    from: eventSelector,
    to: eventSelector,
    /** When starts are looked at, as of `asOf`. */
    window: plainWindow.default({ kind: 'last', duration: { amount: 30, unit: 'day' } }),
    within: duration
      .refine((value) => durationMs(value) <= MAX_WITHIN_MS, 'at most 366 days')
      .default({ amount: 7, unit: 'day' }),
    asOf: z.int().min(0).optional(),
    /**
     * Looks at everybody for the same time after the start, and only at those who had not converted by then. Without it those who do not
     * convert are looked at for longer, and an event that anybody does some time makes it seem that converting goes without it.
     */
    landmark: duration.optional(),
    hide: journeyFields.hide,
    groups: journeyFields.groups,
    expand: journeyFields.expand,
    /** Events that fewer units than this did are not tested: each test makes the others' findings weaker. */
    minUnits: z.int().min(1).max(1_000_000).default(10),
    /** Rows shown, the strongest first. */
    limit: z.int().min(1).max(500).default(50),
    cohort: journeyFields.cohort,
    segments: journeyFields.segments,
    memoryMb: journeyFields.memoryMb,
  })
  .refine(({ landmark, within }) => !landmark || durationMs(landmark) < durationMs(within), {
    message: 'must be shorter than "within", or nobody can convert after it',
    path: ['landmark'],
  })
  .check(({ value, issues }) => {
    issues.push(...mixedNames(value));
  });

export type DriversSpec = z.infer<typeof driversSpec>;
