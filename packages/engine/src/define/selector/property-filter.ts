import { z } from 'zod';

const name = z.string().min(1).max(1024);
const text = z.string().max(1024);
/** One value to compare with. */
export const scalar = z.union([text, z.number(), z.boolean()]);

/**
 * Where a property is read: on the event itself, or the user's properties as the event carries them.
 * Never a later value: what an event carries is fixed when it arrives.
 */
export const filterScope = z.enum(['event', 'user']);

const equality = z.strictObject({
  op: z.enum(['is', 'is-not']),
  values: z.array(scalar).min(1).max(1000),
});
const order = z.strictObject({
  op: z.enum(['greater', 'at-least', 'less', 'at-most']),
  value: z.union([text, z.number()]),
});
const partOfText = z.strictObject({
  op: z.enum(['contains', 'does-not-contain', 'starts-with']),
  values: z.array(text).min(1).max(1000),
});
const presence = z.strictObject({ op: z.enum(['is-set', 'is-not-set']) });

/**
 * One comparison of a property. Several `values` mean any of them. On a list, a comparison holds when it holds for any element.
 * `is` and `is-not` compare type and value (3 is not "3"); order compares numbers with numbers and text with text by code point;
 * `contains` and `starts-with` look at text, letters A-Z and a-z alike. A missing value makes every operator false but `is-not`,
 * `does-not-contain` and `is-not-set`, which are the negations of their positives.
 */
export const comparison = z.discriminatedUnion('op', [equality, order, partOfText, presence]);

const of = { scope: filterScope, property: name };

export const propertyFilter = z.discriminatedUnion('op', [
  equality.extend(of),
  order.extend(of),
  partOfText.extend(of),
  presence.extend(of),
]);

export type FilterScope = z.infer<typeof filterScope>;
export type Comparison = z.infer<typeof comparison>;
export type PropertyFilter = z.infer<typeof propertyFilter>;
