import { z } from 'zod';
import { eventSelector } from '../../define/selector/event-selector.ts';
import { DAY_MS, EARLIEST_EVENT } from '../../model/time.ts';

const id = z.string().min(1).max(200);

/** What became of the people whom an export told its receiver of, or whom the destination of a sync took. */
export const conversionSpec = z
  .strictObject({
    kind: z.literal('conversion'),
    /** The export's id; or a `sync`. */
    export: id.optional(),
    /** The sync's id; or an `export`. */
    sync: id.optional(),
    goal: eventSelector,
    /** How long after being told a conversion counts, ms. */
    horizonMs: z
      .int()
      .min(1)
      .max(366 * DAY_MS)
      .default(14 * DAY_MS),
    /** Whoever was told before is in neither group, UTC ms. Default: from the first on. */
    since: z.int().min(EARLIEST_EVENT).optional(),
    /** Of a sync, which tells people at any time: those of one day, week or month of the project are looked at together. Default: week. */
    every: z.enum(['day', 'week', 'month']).optional(),
    /** A cohort by name whose members at the same instants are the people to compare with. Default: everyone known. */
    comparable: id.optional(),
  })
  .refine((spec) => (spec.export === undefined) !== (spec.sync === undefined), {
    path: ['export'],
    message: 'Expected the id of an export or that of a sync, and not both',
  })
  .refine((spec) => spec.every === undefined || spec.sync !== undefined, {
    path: ['every'],
    message: 'Expected no `every`: an export tells people in runs, which are looked at one by one',
  });

export type ConversionSpec = z.infer<typeof conversionSpec>;
