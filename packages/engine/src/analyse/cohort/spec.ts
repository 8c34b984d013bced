import { z } from 'zod';
import { MAX_TEXT } from '../../define/language/ast.ts';
import { cohortChoice } from '../scope/cohort-choice.ts';

/** The most members that one page may hold. */
export const MAX_PAGE = 10_000;

/**
 * Who is in a cohort as of an instant. Give `cohort` (the name of a stored one, or a definition) or `text` (a definition in the
 * language's words).
 *
 * `preview` gives its size, what share of all known units that is, how many each clause holds of alone, and some members.
 * `members` pages through all of them.
 */
export const cohortSpec = z
  .strictObject({
    kind: z.literal('cohort'),
    show: z.enum(['preview', 'members']).default('preview'),
    cohort: cohortChoice.optional(),
    text: z.string().max(MAX_TEXT).optional(),
    /** UTC ms. Now when left out. */
    asOf: z.int().min(0).optional(),
    /** Of a preview: how many members to name. */
    sample: z.int().min(0).max(100).default(10),
    /** Of members: how many to a page. */
    limit: z.int().min(1).max(MAX_PAGE).default(100),
    /** Of members: `next` of the page before. It carries that page's instant, so that all pages are of the same membership. */
    cursor: z.string().max(60).optional(),
    /** Of members: only those whose name has this in it, letters of either case. Their size is of those alone. */
    search: z.string().min(1).max(1024).optional(),
    /** Of members: which properties to bring, as of the instant. */
    properties: z.array(z.string().min(1).max(1024)).max(50).default([]),
  })
  .refine((spec) => (spec.cohort === undefined) !== (spec.text === undefined), {
    message: 'Give either `cohort` or `text`',
    path: ['cohort'],
  });

export type CohortSpec = z.infer<typeof cohortSpec>;
