import { z } from 'zod';
import { sql } from '../../store/sql/fragment.ts';
import { param } from '../../store/sql/parameter.ts';
import type { Routes } from '../create-server.ts';

const status = z.object({
  version: z.string(),
  project: z.object({ id: z.string(), name: z.string(), timeZone: z.string(), accountGroup: z.string() }),
  events: z.number().int().describe('Stored rows, records such as identify included'),
  users: z.number().int().describe('Known users and devices, before identities are resolved'),
  lastReceived: z.number().int().nullable().describe('When the newest event came in, ms'),
  rejectedLastDay: z.number().int().describe('Refused events of the last 24 hours: see /api/v1/rejected'),
});

export const statusRoutes: Routes = (server, { store, clock, version }) => {
  server.get(
    '/api/v1/status',
    { schema: { summary: 'What this project holds and how it is doing', response: { 200: status } } },
    async (request) => {
      const { project } = request;
      const id = param.string(project.id);
      const [events, users, rejected] = await Promise.all([
        store.query<{ n: number; last: number }>(
          sql`SELECT toFloat64(count()) AS n, toFloat64(toUnixTimestamp64Milli(max(received))) AS last FROM events WHERE project = ${id}`,
        ),
        store.query<{ n: number }>(
          sql`SELECT toFloat64(uniqExact(user)) AS n FROM users WHERE project = ${id}`,
        ),
        store.query<{ n: number }>(
          sql`SELECT toFloat64(count()) AS n FROM rejected_events
              WHERE project = ${id} AND received > fromUnixTimestamp64Milli(${param.int(clock() - 86_400_000)}, 'UTC')`,
        ),
      ]);
      const count = events[0]?.n ?? 0;
      return {
        version,
        project,
        events: count,
        users: users[0]?.n ?? 0,
        lastReceived: count === 0 ? null : (events[0]?.last ?? null),
        rejectedLastDay: rejected[0]?.n ?? 0,
      };
    },
  );
};
