import { z } from 'zod';
import { eventSelector } from '../../define/selector/event-selector.ts';
import { CURSOR, ENTRY_KINDS } from './timeline-cursor.ts';

const kind = z.literal('lookup');
const unit = z.enum(['user', 'account']).default('user');
const name = z.string().min(1).max(1024);

/** Who is meant: by the start of a user id or an account's name, a device id, an id that was aliased away, a property's value now, or an email address. */
export const searchSpec = z.strictObject({
  kind,
  of: z.literal('search'),
  unit,
  text: name.optional(),
  /** Whose property now compares so; text is compared without regard to the case of A-Z by `starts-with` and `contains`. */
  property: z
    .strictObject({
      name,
      value: z.union([z.string().max(1024), z.number(), z.boolean()]),
      op: z.enum(['is', 'starts-with', 'contains']).default('is'),
    })
    .refine(({ op, value }) => op === 'is' || typeof value === 'string', {
      message: 'must be text for "starts-with" and "contains"',
      path: ['value'],
    })
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

/**
 * A page of everything that happened to one user or account, newest first: its events and records, the beginnings of its sessions, changes of its
 * properties, entries into cohorts and exits as they were recorded, and what was done to it from here, such as a receiver told of it.
 */
export const timelineSpec = z.strictObject({
  kind,
  of: z.literal('timeline'),
  unit,
  id: name,
  /** Which kinds of entries; all when left out. */
  show: z.array(z.enum(ENTRY_KINDS)).min(1).max(ENTRY_KINDS.length).optional(),
  /** Only these events; records such as an identify come with all events alone. */
  event: eventSelector.optional(),
  /** Only changes of these properties. */
  properties: z.array(name).min(1).max(100).optional(),
  /** Entries at or after `from` and before `to`. UTC ms. */
  from: z.int().min(0).optional(),
  to: z.int().min(0).optional(),
  limit: z.int().min(1).max(1_000).default(100),
  /** Where the page before ended: `next` of its answer. */
  before: z.string().regex(CURSOR, 'is no cursor: give "next" of the page before').optional(),
});

export const lookupSpec = z.discriminatedUnion('of', [searchSpec, oneSpec, timelineSpec]);

export type SearchSpec = z.infer<typeof searchSpec>;
export type OneSpec = z.infer<typeof oneSpec>;
export type TimelineSpec = z.infer<typeof timelineSpec>;
export type LookupSpec = z.infer<typeof lookupSpec>;
