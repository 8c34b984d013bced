import { z } from 'zod';
import type { Instant } from '../../model/time.ts';
import { unreachable } from '../../util/assert.ts';
import { duration, durationMs } from './duration.ts';

/** The last instant that a window may name: the start of 2200. */
export const LATEST_INSTANT: Instant = Date.UTC(2200, 0, 1);

const instantMs = z.int().min(0).max(LATEST_INSTANT);

const KINDS = [
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
] as const;

/** When to look, the same for everyone: rolling back from the as-of instant, between two instants, from one on, or ever. */
export const plainWindow = z.discriminatedUnion('kind', KINDS, {
  error: (issue) => (isFirst(issue.input) ? FIRST_MISPLACED : undefined),
});

/** When a clause looks: a plain window, or the first while of each user or account, from its first row of any kind on. */
export const window = z.discriminatedUnion('kind', [
  ...KINDS,
  z.strictObject({ kind: z.literal('first'), duration }),
]);

export type PlainWindow = z.infer<typeof plainWindow>;
export type Window = z.infer<typeof window>;

const FIRST_MISPLACED =
  'a window relative to first seen has no meaning here: give `last`, `between`, `since` or `ever`';

function isFirst(value: unknown): boolean {
  return typeof value === 'object' && value !== null && 'kind' in value && value.kind === 'first';
}

/** The instants of a window as of `asOf`: after `after` (not at it), up to and at `until`. */
export interface Span {
  readonly after: Instant;
  readonly until: Instant;
}

/**
 * What a window covers as of an instant in the history of a unit known since another: "in the last w" is (asOf - w, asOf],
 * "in the first w" [knownSince, knownSince + w). It never reaches past `asOf`.
 */
export function windowSpan(value: Window, asOf: Instant, knownSince: Instant): Span {
  if (value.kind !== 'first') return plainSpan(value, asOf);
  return { after: knownSince - 1, until: Math.min(knownSince + durationMs(value.duration) - 1, asOf) };
}

/** What a window covers as of an instant when it is the same for everyone. */
export function plainSpan(value: PlainWindow, asOf: Instant): Span {
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
