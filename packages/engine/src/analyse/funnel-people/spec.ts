import { z } from 'zod';
import { scalar } from '../../define/selector/property-filter.ts';
import { MAX_PAGE } from '../cohort/spec.ts';
import { funnelSpec } from '../funnel/spec.ts';

/** A row of the funnel's breakdown. */
const row = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('value'), value: z.union([scalar, z.array(scalar).readonly()]) }),
  /** No value. */
  z.strictObject({ kind: z.literal('none') }),
  /** The values that are not listed. */
  z.strictObject({ kind: z.literal('other') }),
  /** Did not get to the step whose event has the value. */
  z.strictObject({ kind: z.literal('unreached') }),
]);

/** Who is in a bar of a funnel: those whom its number counts, by page. Of `each` and `totals` everybody with such a path, once. */
export const funnelPeopleSpec = z.strictObject({
  kind: z.literal('funnel-people'),
  /** The question whose answer has the bar. */
  funnel: funnelSpec,
  /** The step's number, counted from 1. */
  bar: z.int().min(1),
  /** Got to the step; or got to the one before it and not to this one. */
  side: z.enum(['converted', 'dropped']).default('converted'),
  /** The name of a segment of the funnel; all units when left out. */
  segment: z.string().optional(),
  /** Only those whom a row of the breakdown counts. */
  row: row.optional(),
  /** How many to a page. */
  limit: z.int().min(1).max(MAX_PAGE).default(100),
  /** `next` of the page before. It carries that page's instant. */
  cursor: z.string().max(60).optional(),
});

export type FunnelPeopleSpec = z.infer<typeof funnelPeopleSpec>;
