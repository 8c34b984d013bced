import { z } from 'zod';
import {
  countRejected,
  listRejected,
  placeAfter,
  type RejectedPlace,
  rejectedCounts,
} from '../../ingest/rejected-events.ts';
import { DAY_MS } from '../../model/time.ts';
import { calendarStarts, localTime } from '../../util/calendar.ts';
import type { Routes } from '../create-server.ts';

const rejected = z.object({
  received: z.number().int(),
  source: z.string().describe('The wire format or file that it came by'),
  position: z.number().int().describe('Its place in its batch, from 0'),
  field: z.string(),
  code: z.string(),
  message: z.string(),
  payload: z.string().describe('The event as it came, as JSON; a long one is cut and says so'),
});

const filter = {
  source: z
    .string()
    .min(1)
    .max(200)
    .optional()
    .describe('Only what came by this way: `amplitude`, `segment`, `import`'),
  code: z.string().min(1).max(200).optional().describe('Only what was refused for this reason'),
};
const CURSOR = /^(\d{1,16})-(\d{1,9})$/;
/** They are kept for 30 days. */
const MOST_DAYS = 31;

export const rejectedRoutes: Routes = (server, { store, clock }) => {
  server.get(
    '/api/v1/rejected',
    {
      schema: {
        summary: 'Events that were refused and why, the newest first; kept for 30 days',
        querystring: z.strictObject({
          ...filter,
          limit: z.coerce.number().int().min(1).max(1_000).default(100),
          before: z.coerce.number().int().optional().describe('Only those received before this instant, ms'),
          cursor: z
            .string()
            .regex(CURSOR, 'Expected `next` of the page before')
            .optional()
            .describe('`next` of the page before'),
        }),
        response: {
          200: z.object({
            rejected: z.array(rejected),
            total: z.number().int().describe('Of all pages'),
            next: z
              .string()
              .nullable()
              .describe('Pass it as `cursor` for the next page; null after the last'),
          }),
        },
      },
    },
    async (request) => {
      const { project, query } = request;
      const { cursor, limit, ...wanted } = query;
      const at = cursor === undefined ? undefined : placeOf(cursor);
      const [rows, total] = await Promise.all([
        listRejected(store, project.id, { ...wanted, at, limit: limit + 1 }),
        countRejected(store, project.id, wanted),
      ]);
      const shown = rows.slice(0, limit);
      const next = rows.length > limit ? placeAfter(shown, at) : undefined;
      return { rejected: shown, total, next: next ? `${next.received}-${next.skip}` : null };
    },
  );

  server.get(
    '/api/v1/rejected/counts',
    {
      schema: {
        summary: 'How many events were refused on each day, by way and reason',
        querystring: z.strictObject({
          ...filter,
          days: z.coerce.number().int().min(1).max(MOST_DAYS).default(30).describe('So many, today the last'),
        }),
        response: {
          200: z.object({
            timeZone: z.string(),
            days: z.array(
              z.object({
                day: z.string().describe('`2026-03-29`, in the project’s time zone'),
                from: z.number().int().describe('When it begins, UTC ms'),
                counts: z.array(z.object({ source: z.string(), code: z.string(), count: z.number().int() })),
              }),
            ),
          }),
        },
      },
    },
    async ({ project, query }) => {
      const { days, ...wanted } = query;
      const now = clock();
      const starts = calendarStarts(now - (days - 1) * DAY_MS, now, 'day', project.timeZone).slice(-days - 1);
      const counts = await rejectedCounts(store, project.id, starts, wanted);
      return {
        timeZone: project.timeZone,
        days: starts.slice(0, -1).map((from, i) => ({
          day: new Date(localTime(from, project.timeZone)).toISOString().slice(0, 10),
          from,
          counts: counts.filter(({ span }) => span === i).map(({ span: _, ...count }) => count),
        })),
      };
    },
  );
};

function placeOf(cursor: string): RejectedPlace {
  const [, received = '', skip = ''] = CURSOR.exec(cursor) ?? [];
  return { received: Number(received), skip: Number(skip) };
}
