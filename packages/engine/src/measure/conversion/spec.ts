import { z } from 'zod';
import { eventSelector } from '../../define/selector/event-selector.ts';
import { DAY_MS } from '../../model/time.ts';

/** What became of the people whom an export told its receiver of. */
export const conversionSpec = z.strictObject({
  kind: z.literal('conversion'),
  /** The export's id. */
  export: z.string().min(1).max(200),
  goal: eventSelector,
  /** How long after being told a conversion counts, ms. */
  horizonMs: z
    .int()
    .min(1)
    .max(366 * DAY_MS)
    .default(14 * DAY_MS),
  /** A cohort by name whose members at the same instants are the people to compare with. Default: everyone known. */
  comparable: z.string().min(1).max(200).optional(),
});

export type ConversionSpec = z.infer<typeof conversionSpec>;
