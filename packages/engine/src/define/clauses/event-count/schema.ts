import { z } from 'zod';
import { duration } from '../../language/duration.ts';
import { inSession } from '../../language/in-session.ts';
import { window } from '../../language/window.ts';
import { eventSelector } from '../../selector/event-selector.ts';

export const countComparison = z.enum([
  'at-least',
  'at-most',
  'exactly',
  'more-than',
  'less-than',
  'not-exactly',
]);
export type CountComparison = z.infer<typeof countComparison>;

/**
 * How close together the events must be: less than `duration` from the first to the last of them, whenever that is; or in one
 * session, as the sender tells them apart.
 */
export const together = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('any'), duration }),
  inSession,
]);

export type Together = z.infer<typeof together>;

/**
 * Did the event a number of times in the window. "exactly 0" and "less than 3" are true of every known unit that did not. With
 * `together`, so many of the window's events must be close to each other.
 */
export const eventCountClause = z
  .strictObject({
    kind: z.literal('event-count'),
    event: eventSelector,
    op: countComparison,
    count: z.int().min(0).max(1_000_000_000),
    together: together.optional(),
    window,
  })
  .refine((clause) => clause.together === undefined || eventsNeeded(clause) > 0, {
    path: ['together'],
    error: 'needs the op `at-least` or `more-than` and a count that asks for at least one event',
  });

/** How many events a comparison asks for at the least; 0: it may hold without any, or may cease to hold with more. */
export function eventsNeeded({
  op,
  count,
}: {
  readonly op: CountComparison;
  readonly count: number;
}): number {
  return op === 'at-least' ? count : op === 'more-than' ? count + 1 : 0;
}

export type EventCountClause = z.infer<typeof eventCountClause>;
