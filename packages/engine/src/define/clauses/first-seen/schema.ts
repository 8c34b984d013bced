import { z } from 'zod';
import { window } from '../../language/window.ts';

/** Was first seen (became known) in the window. */
export const firstSeenClause = z.strictObject({ kind: z.literal('first-seen'), window });

export type FirstSeenClause = z.infer<typeof firstSeenClause>;
