import { z } from 'zod';
import type { Instant } from '../../model/time.ts';
import { unreachable } from '../../util/assert.ts';
import { duration, durationMs } from './duration.ts';

/** The last instant that a window may name: the start of 2200. */
export const LATEST_INSTANT: Instant = Date.UTC(2200, 0, 1);

const instantMs = z.int().min(0).max(LATEST_INSTANT);

/** When a clause looks: rolling back from the as-of instant, between two instants, from one on, or ever. */
export const window = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('last'), duration }),
  /** From `from` (included) to `to` (not included), in UTC ms. */
  z
    .strictObject({ kind: z.literal('between'), from: instantMs, to: instantMs })
    .refine((value) => value.from < value.to, {
      path: ['to'],
      error: 'The window ends where it starts or before: put the later instant into `to`.',
    }),
  z.strictObject({ kind: z.literal('since'), from: instantMs }),
  z.strictObject({ kind: z.literal('ever') }),
]);

export type Window = z.infer<typeof window>;

/** The instants of a window as of `asOf`: after `after` (not at it), up to and at `until`. */
export interface Span {
  readonly after: Instant;
  readonly until: Instant;
}

/** What a window covers as of an instant: "in the last w" is (asOf - w, asOf]. It never reaches past `asOf`. */
export function windowSpan(value: Window, asOf: Instant): Span {
  switch (value.kind) {
    case 'last':
      return { after: asOf - durationMs(value.duration), until: asOf };
    case 'between':
      return { after: value.from - 1, until: Math.min(value.to - 1, asOf) };
    case 'since':
      return { after: value.from - 1, until: asOf };
    case 'ever':
      return { after: -1, until: asOf };
    default:
      return unreachable(value);
  }
}
