import { z } from 'zod';

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
});

export type Drift = z.infer<typeof drift>;
