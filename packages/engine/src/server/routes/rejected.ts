import { z } from 'zod';
import { listRejected } from '../../ingest/rejected-events.ts';
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
  payload: z.string().describe('The event as it came, as JSON; a long one is cut and says so'),
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
      const { project, query } = request;
      const [rows, totals] = await Promise.all([
        listRejected(store, project.id, query),
        store.query<{ n: number }>(
          sql`SELECT toFloat64(count()) AS n FROM rejected_events WHERE project = ${param.string(project.id)}`,
        ),
      ]);
      return { rejected: [...rows], total: totals[0]?.n ?? 0 };
    },
  );
};
