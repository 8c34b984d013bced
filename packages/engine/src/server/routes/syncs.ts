import { z } from 'zod';
import { destinationOf } from '../../activate/destinations/registry.ts';
import { readBackOf } from '../../activate/sync/check-audience.ts';
import {
  type DestinationRecord,
  getDestination,
  openSettings,
} from '../../activate/sync/destination-records.ts';
import { drift } from '../../activate/sync/drift.ts';
import { ledgerCounts, retryAll, sharedAddresses, unsettled } from '../../activate/sync/ledger.ts';
import { propertyPlaces, syncMapping } from '../../activate/sync/mapping.ts';
import { openLine } from '../../activate/sync/open-line.ts';
import { previewSync } from '../../activate/sync/preview.ts';
import { HEALTH_STATES } from '../../activate/sync/sync-health.ts';
import { changeSync, createSync, getSync, removeSync, type Sync } from '../../activate/sync/sync-records.ts';
import { type SyncStanding, syncStandings } from '../../activate/sync/sync-standing.ts';
import { cohortSource } from '../../activate/sync/wanted-source.ts';
import { unknownProperties } from '../../analyse/cohort/unknown-names.ts';
import { getCohort } from '../../define/cohorts/cohort-records.ts';
import { must } from '../../util/assert.ts';
import { problemError } from '../../util/problem-error.ts';
import type { Routes } from '../create-server.ts';
import type { ServerDependencies } from '../dependencies.ts';

const params = z.object({ id: z.string().min(1).max(200) });
const instant = z.number().int().nullable();

export const healthAnswer = z.object({
  state: z
    .enum(HEALTH_STATES)
    .describe(
      'behind: later than it promises; parked: until a person acts; drifting: somebody else changes the audience',
    ),
  reason: z.string().describe('What that comes from, a stable word'),
  message: z.string().describe('One sentence: what is to be done'),
});

const shown = z.object({
  id: z.string(),
  cohort: z.string().describe('Its name'),
  cohortId: z.string(),
  destination: z.string().describe('Its name'),
  destinationId: z.string(),
  kind: z.string(),
  audience: z.string(),
  audienceId: z.string().nullable().describe('What the destination calls it; null before the first send'),
  mode: z.enum(['once', 'dynamic']),
  state: z.enum(['running', 'paused', 'done']),
  destinationState: z.enum(['ready', 'resting', 'parked']),
  message: z.string().nullable().describe('Why the destination rests or is parked'),
  health: healthAnswer,
  wanted: z.number().int().nullable().describe('Members at the last comparison'),
  there: z.number().int().describe('Known to be in the audience, or to hold a place under a shared address'),
  pending: z.number().int().describe('To be tried again'),
  rejected: z.number().int(),
  unresolved: z.number().int(),
  exclusive: z.boolean().describe('Who is in the audience and not a member is taken out'),
  drift: drift.nullable().describe('What the last look into the audience found; null before the first'),
  comparedAt: instant.describe('When all members were last compared, UTC ms'),
  goodAt: instant.describe('When nothing was last left to do, UTC ms'),
  createdAt: z.number().int(),
});

type Shown = z.infer<typeof shown>;

const person = z.object({
  name: z.string(),
  state: z.enum(['settled', 'retry', 'rejected', 'unresolved']),
  reason: z.string().nullable(),
  message: z.string().nullable(),
  attempts: z.number().int(),
});

const passed = z.object({
  added: z.number().int(),
  removed: z.number().int(),
  failed: z.number().int(),
  fault: z
    .object({ kind: z.string(), message: z.string() })
    .nullable()
    .describe('What stopped it; the rest goes out later'),
});

const warnings = z
  .array(z.object({ code: z.string(), path: z.string(), message: z.string() }))
  .readonly()
  .describe('Properties of the mapping that nobody has ever had: nothing is sent of them');

const PEOPLE = 100;
const someNames = z.array(z.string()).readonly();

export const syncRoutes: Routes = (server, dependencies) => {
  const { records, syncs } = dependencies;

  server.get(
    '/api/v1/syncs',
    {
      schema: { summary: 'The syncs of the project', response: { 200: z.object({ syncs: z.array(shown) }) } },
    },
    async (request) => {
      const all = await syncStandings(records, request.project.id, dependencies.clock());
      return { syncs: await Promise.all(all.map((each) => shownOf(dependencies, each))) };
    },
  );

  server.post(
    '/api/v1/syncs',
    {
      schema: {
        summary: 'Keeps a cohort in an audience of a destination',
        body: z.strictObject({
          cohort: z.string().min(1).max(200).describe('Name or id'),
          destination: z.string().min(1).max(200).describe('Name or id'),
          mode: z.enum(['once', 'dynamic']).default('dynamic'),
          audience: z
            .string()
            .trim()
            .min(1)
            .max(200)
            .optional()
            .describe('Its name there; default: the cohort’s'),
          mapping: syncMapping.default({ email: 'email', attributes: {} }),
          exclusive: z
            .boolean()
            .default(false)
            .describe('Take out who is in the audience and not a member, as found by the daily look into it'),
          paused: z.boolean().default(false).describe('Send nothing until it is resumed: for a preview'),
        }),
        response: { 201: shown.extend({ warnings }) },
      },
    },
    async (request, reply) => {
      const { cohort: named, destination: where, mode, audience, mapping, exclusive, paused } = request.body;
      const cohort = await getCohort(records, request.project.id, named);
      const destination = await getDestination(records, request.project.id, where);
      const { units, title, events } = destinationOf(destination.kind);
      const { unit } = cohort.definition;
      if (mapping.event !== undefined && events !== true) {
        throw problemError(
          422,
          'no-events',
          `${title} takes no events: leave \`event\` out, and let the audience start the message there`,
          'mapping.event',
        );
      }
      if (!units.includes(unit)) {
        throw problemError(
          422,
          'wrong-unit',
          `"${cohort.name}" is of ${unit}s, and ${title} takes ${units.map((each) => `${each}s`).join(' or ')}: sync a cohort of those`,
          'cohort',
        );
      }
      const made = await createSync(records, request.project.id, {
        cohortId: cohort.id,
        destinationId: destination.id,
        mode,
        audienceName: audience ?? cohort.name,
        mapping,
        exclusive,
      });
      if (paused) await changeSync(records, made.id, { state: 'paused' });
      syncs.poke();
      const about = await unknownOf(dependencies, made, unit, destination);
      return reply.code(201).send({ ...(await described(dependencies, made)), warnings: about });
    },
  );

  server.get(
    '/api/v1/syncs/:id',
    {
      schema: {
        summary: 'How a sync stands, with the people of whom something is not settled',
        params,
        response: {
          200: shown.extend({
            reasons: z
              .array(z.object({ state: z.string(), reason: z.string(), count: z.number().int() }))
              .readonly(),
            people: z.array(person).describe(`The first ${PEOPLE}`),
            shared: z
              .array(z.object({ address: z.string(), names: z.array(z.string()).readonly() }))
              .readonly()
              .describe(`Addresses that several members have, the first ${PEOPLE}: one entry over there`),
          }),
        },
      },
    },
    async (request) => {
      const sync = await getSync(records, request.project.id, request.params.id);
      const [summary, { reasons }, people, shared] = await Promise.all([
        described(dependencies, sync),
        ledgerCounts(records, sync.id),
        unsettled(records, sync.id, PEOPLE),
        sharedAddresses(records, sync.id, PEOPLE),
      ]);
      return {
        ...summary,
        reasons,
        shared,
        people: people.map(({ name, state, reason, message, attempts }) => ({
          name,
          state,
          reason: reason ?? null,
          message: message ?? null,
          attempts,
        })),
      };
    },
  );

  server.get(
    '/api/v1/syncs/:id/preview',
    {
      schema: {
        summary: 'What would be sent now, without sending it',
        params,
        response: {
          200: z.object({
            wanted: z.number().int(),
            add: z.number().int(),
            update: z.number().int(),
            remove: z.number().int(),
            names: z
              .object({ add: someNames, update: someNames, remove: someNames })
              .describe('Of each the first 10'),
            unaddressed: z
              .array(
                z.object({
                  reason: z.string(),
                  message: z.string(),
                  count: z.number().int(),
                  names: z.array(z.string()).readonly(),
                }),
              )
              .readonly(),
            warnings,
            requests: z.array(z.object({ method: z.string(), url: z.string(), body: z.string() })).readonly(),
          }),
        },
      },
    },
    async (request) => {
      const sync = await getSync(records, request.project.id, request.params.id);
      const cohort = await getCohort(records, sync.project, sync.cohortId);
      const record = await getDestination(records, sync.project, sync.destinationId);
      const line = openLine(syncs.dependencies, record, syncs.accounts, () => Number.POSITIVE_INFINITY);
      const source = cohortSource({
        ...syncs.dependencies,
        clock: dependencies.clock,
        project: sync.project,
        cohort,
        destination: line.destination,
        settings: line.settings,
        sync,
      });
      const { id, name, version, definition } = cohort;
      const [about, preview] = await Promise.all([
        unknownOf(dependencies, sync, definition.unit, record),
        previewSync({
          records,
          line,
          sync,
          source,
          cohort: { id, name, version, unit: definition.unit },
        }),
      ]);
      return { ...preview, warnings: about };
    },
  );

  server.post(
    '/api/v1/syncs/:id/run',
    {
      schema: {
        summary: 'Compares all members now and sends the difference',
        params,
        response: { 200: passed },
      },
    },
    async (request) => {
      const sync = await getSync(records, request.project.id, request.params.id);
      const { added, removed, failed, fault } = await syncs.runNow(sync);
      return { added, removed, failed, fault: fault ? { kind: fault.kind, message: fault.message } : null };
    },
  );

  server.post(
    '/api/v1/syncs/:id/check',
    {
      schema: {
        summary: 'Looks into the audience now, and compares who is there with what was sent',
        params,
        response: { 200: drift },
      },
    },
    async (request) => {
      const sync = await getSync(records, request.project.id, request.params.id);
      const record = await getDestination(records, sync.project, sync.destinationId);
      const destination = destinationOf(record.kind);
      const { settings } = openSettings(record, syncs.dependencies.secrets);
      if (readBackOf(destination, settings) === undefined) {
        const { title, readBack } = destination;
        const why = readBack === undefined ? '' : ' with these settings';
        throw problemError(422, 'not-told', `${title} does not tell who is in an audience${why}`, 'sync');
      }
      const found = await syncs.checkNow(sync);
      if (found) return found;
      throw problemError(
        409,
        'no-audience',
        'nothing was sent yet: there is no audience to look into',
        'sync',
      );
    },
  );

  server.post(
    '/api/v1/syncs/:id/retry',
    {
      schema: {
        summary: 'Tries those again who were refused or wait',
        params,
        body: z.strictObject({
          reason: z.string().max(200).optional().describe('Only those of this reason'),
        }),
        response: { 200: z.object({ again: z.number().int() }) },
      },
    },
    async (request) => {
      const sync = await getSync(records, request.project.id, request.params.id);
      const again = await retryAll(records, sync.id, request.body.reason);
      if (sync.state === 'done') {
        await changeSync(records, sync.id, { state: 'running', running_since: dependencies.clock() });
      }
      syncs.poke();
      return { again };
    },
  );

  for (const [verb, state] of [
    ['pause', 'paused'],
    ['resume', 'running'],
  ] as const) {
    server.post(
      `/api/v1/syncs/:id/${verb}`,
      {
        schema: {
          summary:
            verb === 'pause' ? 'Sends nothing until it is resumed' : 'Goes on, with the net difference',
          params,
          response: { 200: shown },
        },
      },
      async (request) => {
        const sync = await getSync(records, request.project.id, request.params.id);
        await changeSync(
          records,
          sync.id,
          state === 'running'
            ? { state, compare_asked: true, running_since: dependencies.clock() }
            : { state },
        );
        syncs.poke();
        return described(dependencies, sync);
      },
    );
  }

  server.delete(
    '/api/v1/syncs/:id',
    {
      schema: {
        summary: 'Ends a sync; who is in the audience stays there',
        params,
        response: { 200: z.object({ removed: z.string() }) },
      },
    },
    async (request) => {
      const sync = await getSync(records, request.project.id, request.params.id);
      await removeSync(records, sync.id);
      return { removed: sync.id };
    },
  );
};

/** What a mapping names that nobody has ever had. */
async function unknownOf(
  { store, syncs }: ServerDependencies,
  { mapping, project }: Sync,
  unit: 'user' | 'account',
  record: DestinationRecord,
) {
  const { settings } = openSettings(record, syncs.dependencies.secrets);
  const byEmail = !destinationOf(record.kind).addressOf({ user_id: 'a', account_id: 'a' }, settings).ok;
  const found = await unknownProperties(propertyPlaces(mapping, byEmail), unit, {
    store,
    project: { id: project },
    signal: undefined,
  });
  return found.map(({ code, path = '', message }) => ({ code, path, message }));
}

type Told = Pick<ServerDependencies, 'records' | 'clock'>;

async function described(told: Told, { project, id }: Pick<Sync, 'project' | 'id'>): Promise<Shown> {
  const [standing] = await syncStandings(told.records, project, told.clock(), id);
  return shownOf(told, must(standing, 'sync'));
}

async function shownOf(
  { records }: Told,
  { sync, cohort, destination, health }: SyncStanding,
): Promise<Shown> {
  const counts = await ledgerCounts(records, sync.id);
  return {
    id: sync.id,
    cohort,
    cohortId: sync.cohortId,
    destination: destination.name,
    destinationId: destination.id,
    kind: destination.kind,
    audience: sync.audienceName,
    audienceId: sync.audienceId ?? null,
    mode: sync.mode,
    state: sync.state,
    destinationState: destination.parked ? 'parked' : destination.resting ? 'resting' : 'ready',
    message: destination.parked?.message ?? destination.resting?.message ?? null,
    health,
    wanted: sync.wanted ?? null,
    there: counts.there,
    pending: counts.retry,
    rejected: counts.rejected,
    unresolved: counts.unresolved,
    exclusive: sync.exclusive,
    drift: sync.drift ?? null,
    comparedAt: sync.comparedAt ?? null,
    goodAt: sync.goodAt ?? null,
    createdAt: sync.createdAt,
  };
}
