import { z } from 'zod';
import { RECORD_NAMES } from '../../model/event.ts';
import { sql } from '../../store/sql/fragment.ts';
import { param } from '../../store/sql/parameter.ts';
import type { Routes } from '../create-server.ts';

const entry = z.object({
  name: z.string(),
  count: z.number().int(),
  firstSeen: z.number().int().describe('Time of the earliest, ms'),
  lastSeen: z.number().int().describe('Time of the latest, ms'),
});

/** The most names that one answer lists; more are said to be left out. */
const MOST_NAMES = 10_000;

export const catalogueRoutes: Routes = (server, { store }) => {
  server.get(
    '/api/v1/events',
    {
      schema: {
        summary: 'The names of events that came in, the most frequent first',
        response: { 200: z.object({ events: z.array(entry), leftOut: z.number().int() }) },
      },
    },
    async (request) => {
      const project = param.string(request.project.id);
      const rows = await store.query<z.infer<typeof entry> & { names: number }>(
        sql`SELECT toString(events.name) AS name, toFloat64(count()) AS count,
              toFloat64(toUnixTimestamp64Milli(min(time))) AS firstSeen,
              toFloat64(toUnixTimestamp64Milli(max(time))) AS lastSeen,
              toFloat64(count() OVER ()) AS names
            FROM events WHERE project = ${project} AND events.name NOT IN ${param.strings(RECORD_NAMES)}
            GROUP BY events.name ORDER BY count DESC, name LIMIT ${param.int(MOST_NAMES)}`,
      );
      return {
        events: rows.map(({ names: _, ...row }) => row),
        leftOut: Math.max(0, (rows[0]?.names ?? 0) - rows.length),
      };
    },
  );
};
