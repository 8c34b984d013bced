import { z } from 'zod';
import { plainWindow } from '../../language/window.ts';

/** Was first seen (became known) in the window, which is not relative to just that. */
export const firstSeenClause = z.strictObject({ kind: z.literal('first-seen'), window: plainWindow });

export type FirstSeenClause = z.infer<typeof firstSeenClause>;
