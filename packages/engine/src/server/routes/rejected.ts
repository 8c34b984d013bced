import { z } from 'zod';
import { sql } from '../../store/sql/fragment.ts';
import { param } from '../../store/sql/parameter.ts';
import type { Routes } from '../create-server.ts';

const rejected = z.object({
  received: z.number().int(),
  source: z.string().describe('The wire format or file that it came by'),
  position: z.number().int().describe('Its place in its batch, from 0'),
  field: z.string(),
  code: z.string(),
  message: z.string(),
  payload: z.string().describe('The event as it came, as JSON; long ones are cut and end in …'),
});

export const rejectedRoutes: Routes = (server, { store }) => {
  server.get(
    '/api/v1/rejected',
    {
      schema: {
        summary: 'Events that were refused and why, the newest first; kept for 30 days',
        querystring: z.strictObject({
          limit: z.coerce.number().int().min(1).max(1_000).default(100),
          before: z.coerce.number().int().optional().describe('Only those received before this instant, ms'),
        }),
        response: { 200: z.object({ rejected: z.array(rejected), total: z.number().int() }) },
      },
    },
    async (request) => {
      const { limit, before } = request.query;
      const project = param.string(request.project.id);
      const until =
        before === undefined ? sql`1` : sql`received < fromUnixTimestamp64Milli(${param.int(before)}, 'UTC')`;
      const [rows, totals] = await Promise.all([
        store.query<z.infer<typeof rejected>>(
          sql`SELECT toFloat64(toUnixTimestamp64Milli(r.received)) AS received, toString(r.source) AS source,
                toFloat64(r.position) AS position, field, toString(r.code) AS code, message, payload
              FROM rejected_events AS r WHERE project = ${project} AND ${until}
              ORDER BY r.received DESC, r.position LIMIT ${param.int(limit)}`,
        ),
        store.query<{ n: number }>(
          sql`SELECT toFloat64(count()) AS n FROM rejected_events WHERE project = ${project}`,
        ),
      ]);
      return { rejected: rows, total: totals[0]?.n ?? 0 };
    },
  );
};
