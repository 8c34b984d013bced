import { z } from 'zod';
import type { Instant } from '../../model/time.ts';

/** What a look into an audience found beside what the ledger has. */
export const drift = z.object({
  checkedAt: z.number().int(),
  /** How many were found there. */
  there: z.number().int(),
  /** Taken by the destination, and not there: put in again. */
  missing: z.number().int(),
  /** There, and put in by nobody that the sync knows of. */
  extra: z.number().int(),
  /** Some of each: names of members, and addresses or ids as the destination tells them. */
  missingNames: z.array(z.string()).readonly(),
  extraAddresses: z.array(z.string()).readonly(),
  /** Only the numbers were compared: they were the same. */
  bySize: z.boolean(),
  /** Why the last look came to no end, and when; the rest is of the one before. Null: it did. */
  failed: z.object({ at: z.number().int(), message: z.string() }).nullable().default(null),
});

const NEVER: Drift = {
  ...{ checkedAt: 0, there: 0, missing: 0, extra: 0, missingNames: [], extraAddresses: [] },
  ...{ bySize: false, failed: null },
};

/** What is known after a look that failed. */
export function failedLook(before: Drift | undefined, at: Instant, message: string): Drift {
  return { ...(before ?? NEVER), failed: { at, message } };
}

export type Drift = z.infer<typeof drift>;
