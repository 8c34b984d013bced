import { z } from 'zod';

/** A transition as the API tells it, in a page and in a stream. */
export const transitionAnswer = z.object({
  ordinal: z.number().int().describe('The order of recording: unique, growing, with gaps'),
  version: z.number().int().describe('Of the definition'),
  unit: z.enum(['user', 'account']),
  id: z.string().describe('User id, `device:` and device id, or account'),
  key: z.string(),
  direction: z.enum(['entered', 'exited']),
  at: z.number().int().describe('The instant at which it became true, UTC ms'),
  recorded: z.number().int().describe('The instant at which it was known, UTC ms'),
  cause: z.enum(['event', 'time', 'typical', 'identity', 'definition', 'start']),
  late: z.boolean().describe('Something came after its time: it became true at or before `at`'),
  values: z
    .array(
      z.object({
        path: z.string().nullable().describe('Place of the clause in the definition'),
        clause: z
          .string()
          .nullable()
          .describe('In the language’s words; null when a cohort it names has changed'),
        value: z.unknown().describe('What the clause had seen: a count, a value; null for nothing'),
        orMore: z.boolean().describe('It was this many or more: what decides is counted, and no further'),
      }),
    )
    .readonly(),
});
