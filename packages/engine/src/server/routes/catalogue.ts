import { z } from 'zod';
import { eventNames } from '../../analyse/catalogue/event-names.ts';
import { propertyNames } from '../../analyse/catalogue/property-names.ts';
import { propertyValues } from '../../analyse/catalogue/property-values.ts';
import { VALUE_TYPES } from '../../analyse/catalogue/value-type.ts';
import { problemError } from '../../util/problem-error.ts';
import { analysisContext } from '../analysis-context.ts';
import { clientGone } from '../client-gone.ts';
import type { Routes } from '../create-server.ts';

const eventEntry = z.object({
  name: z.string(),
  count: z.number().int(),
  users: z
    .number()
    .int()
    .describe('Different users; devices that are known to be a user’s count as that user'),
  firstSeen: z.number().int().describe('Time of the earliest, ms'),
  lastSeen: z.number().int().describe('Time of the latest, ms'),
});

const sampled = z
  .object({
    read: z.number().int().describe('About so many rows were read'),
    of: z.number().int().describe('There are so many'),
  })
  .nullable()
  .describe(
    'Null: all was read, and figures are exact. Else they are estimates out of users taken at random, and what is rare may be missing',
  );

const propertyEntry = z.object({
  name: z.string(),
  of: z.enum(['event', 'user', 'account']),
  types: z
    .array(z.object({ type: z.enum(VALUE_TYPES), count: z.number() }))
    .readonly()
    .describe('Of the values, the most frequent first'),
  count: z.number().describe('Events that carry it, or users or accounts that have it now'),
  lastSeen: z
    .number()
    .int()
    .describe('Time of the latest event that carried it, or when it was last set, ms'),
});

const valueEntry = z.object({ value: z.union([z.string(), z.number(), z.boolean()]), count: z.number() });

const leftOut = z.number().int().describe('So many more there are');
const search = z.string().max(200).optional().describe('A part of it, letters of either case');
const ofWhat = z
  .enum(['event', 'user', 'account'])
  .describe('Whose: what events carry, or what users or accounts have now');
const event = z
  .string()
  .min(1)
  .max(1_024)
  .optional()
  .describe(
    'Only what events of this name carry: their own properties, or with `of=user` those of their users then',
  );

/** The most that one answer lists; more are said to be left out. */
const MOST_NAMES = 10_000;
const MOST_VALUES = 1_000;

export const catalogueRoutes: Routes = (server, dependencies) => {
  server.get(
    '/api/v1/events',
    {
      schema: {
        summary: 'The names of events that came in, the most frequent first, with their users',
        querystring: z.strictObject({
          search,
          limit: z.coerce.number().int().min(1).max(MOST_NAMES).default(MOST_NAMES),
        }),
        response: {
          200: z.object({
            events: z.array(eventEntry).readonly(),
            leftOut,
            sampled: sampled.describe(
              'Null: users are exact. Else `users` are estimates; the rest is exact always',
            ),
          }),
        },
      },
    },
    async (request, reply) => {
      const context = await analysisContext(dependencies, request.project, clientGone(request, reply));
      return eventNames(context, { search: request.query.search, limit: request.query.limit });
    },
  );

  server.get(
    '/api/v1/properties',
    {
      schema: {
        summary: 'The names of properties with the types of their values, the most frequent first',
        querystring: z.strictObject({
          of: ofWhat,
          event,
          search,
          limit: z.coerce.number().int().min(1).max(MOST_NAMES).default(1_000),
        }),
        response: { 200: z.object({ properties: z.array(propertyEntry).readonly(), leftOut, sampled }) },
      },
    },
    async (request, reply) => {
      assertFits(request.query);
      const context = await analysisContext(dependencies, request.project, clientGone(request, reply));
      return propertyNames(context, request.query);
    },
  );

  server.get(
    '/api/v1/properties/values',
    {
      schema: {
        summary: 'The values of one property, the most frequent first',
        description: 'A list counts for each of its elements, as a condition on it holds for any of them.',
        querystring: z.strictObject({
          of: ofWhat,
          name: z.string().min(1).max(1_024),
          event,
          search,
          limit: z.coerce.number().int().min(1).max(MOST_VALUES).default(50),
        }),
        response: {
          200: z.object({
            values: z.array(valueEntry).readonly(),
            distinct: z
              .number()
              .int()
              .describe('Different values that fit; where it was sampled, among those that were read'),
            leftOut: leftOut.describe(
              'So many of them are not listed: past the limit, or longer than the 1,024 characters a condition can name',
            ),
            sampled,
          }),
        },
      },
    },
    async (request, reply) => {
      assertFits(request.query);
      const context = await analysisContext(dependencies, request.project, clientGone(request, reply));
      return propertyValues(context, request.query);
    },
  );
};

function assertFits({ of, event: name }: { readonly of: string; readonly event?: string | undefined }): void {
  if (of !== 'account' || name === undefined) return;
  throw problemError(
    400,
    'misplaced',
    'events carry no properties of accounts: leave it out, or ask `of=event` or `of=user`',
    'querystring.event',
  );
}
