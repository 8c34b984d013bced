import { z } from 'zod';

/** All of the events belong to one session. Events out of any session belong to none. */
export const inSession = z.strictObject({ kind: z.literal('session') });

export type InSession = z.infer<typeof inSession>;
