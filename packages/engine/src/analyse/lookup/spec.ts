import { z } from 'zod';

const kind = z.literal('lookup');
const unit = z.enum(['user', 'account']).default('user');
const name = z.string().min(1).max(1024);

/** Who is meant: by the start of a user id or an account's name, a device id, an id that was aliased away, or a property's value now. */
export const searchSpec = z.strictObject({
  kind,
  of: z.literal('search'),
  unit,
  text: name.optional(),
  property: z
    .strictObject({ name, value: z.union([z.string().max(1024), z.number(), z.boolean()]) })
    .optional(),
  limit: z.int().min(1).max(200).default(20),
});

/** Everything known of one user or account, and a page of what they did, newest first. */
export const oneSpec = z.strictObject({
  kind,
  of: z.literal('one'),
  unit,
  /** A user id, or `device:` and a device id, or a device id that is no user id; an account's name. */
  id: name,
  /** Names of cohorts: which of them it is a member of now. */
  cohorts: z.array(z.string().min(1).max(200)).max(100).default([]),
  /** How many sessions are listed, newest first. */
  sessions: z.int().min(0).max(500).default(20),
  events: z
    .strictObject({
      limit: z.int().min(0).max(1_000).default(50),
      /** Where the page before ended: `next` of its answer. */
      before: z.strictObject({ time: z.int().min(0), seq: z.string().regex(/^\d{1,20}$/) }).optional(),
    })
    .prefault({}),
});

export const lookupSpec = z.discriminatedUnion('of', [searchSpec, oneSpec]);

export type SearchSpec = z.infer<typeof searchSpec>;
export type OneSpec = z.infer<typeof oneSpec>;
export type LookupSpec = z.infer<typeof lookupSpec>;
