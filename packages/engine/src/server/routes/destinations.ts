import { z } from 'zod';
import { DESTINATIONS } from '../../activate/destinations/registry.ts';
import {
  type DestinationRecord,
  getDestination,
  listDestinations,
  removeDestination,
} from '../../activate/sync/destination-records.ts';
import {
  addDestination,
  changeDestination,
  testDestination,
} from '../../activate/sync/manage-destinations.ts';
import type { Routes } from '../create-server.ts';

const settings = z
  .record(z.string().max(100), z.unknown())
  .describe('By kind: GET /api/v1/destinations/kinds');
const untested = z.boolean().default(false).describe('Keep it without trying the credentials');
const params = z.object({ id: z.string().min(1).max(200).describe('Name or id') });

const shown = z.object({
  id: z.string(),
  name: z.string(),
  kind: z.string(),
  settings: z.record(z.string(), z.unknown()).describe('Without the secrets'),
  state: z.enum(['ready', 'resting', 'parked']).describe('parked: nothing goes there until a person acts'),
  message: z.string().nullable().describe('Why it rests or is parked'),
  until: z.number().int().nullable().describe('When it goes on by itself, UTC ms'),
  createdAt: z.number().int(),
});

export const destinationRoutes: Routes = (server, { records, syncs }) => {
  server.get(
    '/api/v1/destinations/kinds',
    {
      schema: {
        summary: 'Kinds of destinations, with the JSON schema of their settings',
        response: {
          200: z.object({
            kinds: z.array(
              z.object({
                kind: z.string(),
                title: z.string(),
                secrets: z.array(z.string()),
                made: z.array(z.string()).describe('Settings that are made when they are left out'),
                schema: z.unknown(),
              }),
            ),
          }),
        },
      },
    },
    async () => ({
      kinds: DESTINATIONS.map(({ kind, title, secrets, makes, settings: schema }) => ({
        kind,
        title,
        secrets: [...secrets],
        made: Object.keys(makes ?? {}),
        schema: z.toJSONSchema(schema, { io: 'input' }),
      })),
    }),
  );

  server.get(
    '/api/v1/destinations',
    {
      schema: {
        summary: 'The destinations of the project',
        response: { 200: z.object({ destinations: z.array(shown) }) },
      },
    },
    async (request) => ({
      destinations: (await listDestinations(records, request.project.id)).map(described),
    }),
  );

  server.post(
    '/api/v1/destinations',
    {
      schema: {
        summary: 'Sets up a messaging tool; its credentials are tried first',
        body: z.strictObject({
          kind: z.string().max(100),
          name: z.string().trim().min(1).max(200),
          settings,
          untested,
        }),
        response: {
          201: shown.extend({ made: z.record(z.string(), z.string()).describe('Shown this once') }),
        },
      },
    },
    async (request, reply) => {
      const { kind, name, settings: given } = request.body;
      const { record, made } = await addDestination(
        syncs,
        request.project.id,
        { kind, name, settings: given },
        request.body.untested,
      );
      return reply.code(201).send({ ...described(record), made });
    },
  );

  server.patch(
    '/api/v1/destinations/:id',
    {
      schema: {
        summary: 'Changes settings, such as a key; what was parked goes on',
        params,
        body: z.strictObject({ settings, untested }),
        response: { 200: shown },
      },
    },
    async (request) => {
      const record = await getDestination(records, request.project.id, request.params.id);
      await changeDestination(syncs, record, request.body.settings, request.body.untested);
      return described(await getDestination(records, request.project.id, record.id));
    },
  );

  server.post(
    '/api/v1/destinations/:id/test',
    {
      schema: {
        summary: 'Tries the credentials; a destination that was parked and lets us in goes on',
        params,
        response: { 200: shown },
      },
    },
    async (request) => {
      const record = await getDestination(records, request.project.id, request.params.id);
      await testDestination(syncs, record);
      return described(await getDestination(records, request.project.id, record.id));
    },
  );

  server.delete(
    '/api/v1/destinations/:id',
    {
      schema: {
        summary: 'Removes a destination with its syncs; what is in its audiences stays there',
        params,
        response: { 200: z.object({ removed: z.string() }) },
      },
    },
    async (request) => {
      const record = await getDestination(records, request.project.id, request.params.id);
      await removeDestination(records, record);
      return { removed: record.name };
    },
  );
};

function described(record: DestinationRecord): z.infer<typeof shown> {
  const { id, name, kind, settings: open, parked, resting, createdAt } = record;
  return {
    id,
    name,
    kind,
    settings: { ...open },
    state: parked ? 'parked' : resting ? 'resting' : 'ready',
    message: parked?.message ?? resting?.message ?? null,
    until: resting?.until ?? null,
    createdAt,
  };
}
