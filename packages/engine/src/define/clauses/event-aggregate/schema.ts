import { z } from 'zod';
import { window } from '../../language/window.ts';
import { eventSelector } from '../../selector/event-selector.ts';
import { filterScope } from '../../selector/property-filter.ts';

export const aggregate = z.enum(['sum', 'average', 'minimum', 'maximum', 'distinct']);
export type Aggregate = z.infer<typeof aggregate>;

export const numberComparison = z.enum(['is', 'is-not', 'greater', 'at-least', 'less', 'at-most']);
export type NumberComparison = z.infer<typeof numberComparison>;

/** The largest number, and negated the smallest, that an aggregate may be compared with. */
export const MAX_AGGREGATE = 1e15;

/**
 * Compares an aggregate of a property over the events of the window: of its numbers, or for `distinct` of how many different
 * values of any type. A list counts each of its elements. Without any, a sum and a number of distinct values are 0, and the
 * others have no value, of which every comparison is false.
 */
export const eventAggregateClause = z.strictObject({
  kind: z.literal('event-aggregate'),
  event: eventSelector,
  aggregate,
  scope: filterScope,
  property: z.string().min(1).max(1024),
  op: numberComparison,
  value: z.number().min(-MAX_AGGREGATE).max(MAX_AGGREGATE),
  window,
});

export type EventAggregateClause = z.infer<typeof eventAggregateClause>;
