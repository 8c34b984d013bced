import { z } from 'zod';
import { scalar } from '../../define/selector/property-filter.ts';
import { MAX_PAGE } from '../cohort/spec.ts';
import { MAX_INTERVALS, MAX_RETURNS, retentionSpec } from '../retention/spec.ts';

/** Whose cell it is. */
const group = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('everybody') }),
  z.strictObject({ kind: z.literal('segment'), name: z.string() }),
  z.strictObject({ kind: z.literal('value'), value: scalar }),
  z.strictObject({ kind: z.literal('none') }),
  z.strictObject({ kind: z.literal('other') }),
  /** The two sides of `compare`. */
  z.strictObject({ kind: z.literal('members') }),
  z.strictObject({ kind: z.literal('baseline') }),
]);

/**
 * Who is in a cell of a retention: those whom its numbers count, by page. Without an `interval` it is everybody who started, or, with a `date`,
 * who did on it.
 */
export const retentionCellSpec = z.strictObject({
  kind: z.literal('retention-cell'),
  /** The question whose answer has the cell. */
  retention: retentionSpec,
  group: group.default({ kind: 'everybody' }),
  /** A row of `byDate`, such as `2026-01-31`; the row of all dates together when left out. */
  date: z
    .string()
    .regex(/^\d{4}-\d{2}-\d{2}$/, 'give a date as the answer has it, such as "2026-01-31"')
    .optional(),
  /** The place in `columns`. */
  interval: z
    .int()
    .min(0)
    .max(MAX_INTERVALS - 1)
    .optional(),
  /** The place of the return event in `returns`. */
  return: z
    .int()
    .min(0)
    .max(MAX_RETURNS - 1)
    .default(0),
  /** Of those for whom the interval is over: who came back, or who did not. Or those for whom it is not over. */
  side: z.enum(['returned', 'stayed-away', 'immature']).default('returned'),
  /** How many to a page. */
  limit: z.int().min(1).max(MAX_PAGE).default(100),
  /** `next` of the page before. It carries that page's instant. */
  cursor: z.string().max(60).optional(),
});

export type RetentionCellSpec = z.infer<typeof retentionCellSpec>;
