import { z } from 'zod';
import { readSequenceColumns, sequenceColumn } from '../../store/clickhouse/sequence-columns.ts';
import { sql } from '../../store/sql/fragment.ts';
import { param } from '../../store/sql/parameter.ts';
import type { Routes } from '../create-server.ts';
import { projectStanding } from '../project-standing.ts';
import { receiverAnswer, receiverShown } from './alerts.ts';
import { healthAnswer } from './syncs.ts';

const status = z.object({
  version: z.string(),
  project: z.object({ id: z.string(), name: z.string(), timeZone: z.string(), accountGroup: z.string() }),
  events: z.number().int().describe('Stored rows, records such as identify included'),
  users: z.number().int().describe('Known users and devices, before identities are resolved'),
  lastReceived: z.number().int().nullable().describe('When the newest event came in, ms'),
  rejectedLastDay: z.number().int().describe('Refused events of the last 24 hours: see /api/v1/rejected'),
  cohorts: z.object({
    count: z.number().int().describe('Without those that are archived'),
    notFresh: z
      .array(z.object({ id: z.string(), name: z.string(), reason: z.string(), message: z.string() }))
      .describe('Those of which the live reading is held up or behind'),
  }),
  syncs: z
    .array(z.object({ id: z.string(), cohort: z.string(), destination: z.string(), health: healthAnswer }))
    .describe('Those that need a look come first'),
  filterColumns: z
    .array(z.object({ scope: z.enum(['event', 'user']), property: z.string(), isWhole: z.boolean() }))
    .describe(
      'Properties that long questions filter by, with columns of their own; not used until they are whole',
    ),
  alerts: z.array(receiverAnswer).describe('Who is told of trouble, and which of them cannot be reached'),
});

export const statusRoutes: Routes = (server, dependencies) => {
  const { store, clock, version } = dependencies;
  server.get(
    '/api/v1/status',
    { schema: { summary: 'What this project holds and how it is doing', response: { 200: status } } },
    async (request) => {
      const { project } = request;
      const id = param.string(project.id);
      const [events, users, standing, columns] = await Promise.all([
        store.query<{ n: number; last: number }>(
          sql`SELECT toFloat64(count()) AS n, toFloat64(toUnixTimestamp64Milli(max(received))) AS last FROM events WHERE project = ${id}`,
        ),
        store.query<{ n: number }>(
          sql`SELECT toFloat64(uniqExact(user)) AS n FROM users WHERE project = ${id}`,
        ),
        projectStanding(dependencies, project, clock()),
        readSequenceColumns(store.query),
      ]);
      const { cohorts, notFresh, syncs, receivers, rejectedLastDay } = standing;
      const count = events[0]?.n ?? 0;
      return {
        version,
        project,
        events: count,
        users: users[0]?.n ?? 0,
        lastReceived: count === 0 ? null : (events[0]?.last ?? null),
        rejectedLastDay,
        cohorts: { count: cohorts.length, notFresh: [...notFresh] },
        syncs: syncs.map(({ sync, cohort, destination, health }) => ({
          id: sync.id,
          cohort,
          destination: destination.name,
          health,
        })),
        filterColumns: columns.all.map((column) => ({
          ...column,
          isWhole: columns.whole.has(sequenceColumn(column)),
        })),
        alerts: receivers.map(receiverShown),
      };
    },
  );
};
