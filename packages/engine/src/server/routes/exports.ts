import { readFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { z } from 'zod';
import {
  type Export,
  type ExportRun,
  getExport,
  listExports,
  listRuns,
} from '../../activate/export/export-ledger.ts';
import { exportSettings } from '../../activate/export/export-settings.ts';
import { openExport } from '../../activate/export/open-export.ts';
import { runExport } from '../../activate/export/run-export.ts';
import {
  type Cohort,
  getCohort,
  listCohorts,
  loadCohortLookup,
} from '../../define/cohorts/cohort-records.ts';
import { loadIdentityOverlay } from '../../store/clickhouse/timeline.ts';
import { problemError } from '../../util/problem-error.ts';
import type { Routes } from '../create-server.ts';
import type { ServerDependencies } from '../dependencies.ts';
import { RunningOnce } from '../running-once.ts';

const shown = z.object({
  id: z.string(),
  cohort: z.string().describe('Name of the cohort'),
  kind: z.enum(['csv', 'webhook']),
  url: z.string().nullable(),
  properties: z.array(z.string()),
  createdAt: z.number().int(),
});

const run = z.object({
  id: z.number().int(),
  cohortVersion: z.number().int(),
  asOf: z.number().int().describe('Instant of the membership, ms'),
  startedAt: z.number().int(),
  finishedAt: z.number().int().nullable(),
  entered: z.number().int(),
  exited: z.number().int(),
  total: z.number().int().describe('Members as of the instant'),
  outcome: z.enum(['applied', 'unchanged', 'failed']).nullable().describe('null while it runs'),
  error: z.string().nullable(),
});

const params = z.object({ id: z.string().max(200) });
const RUNS_SHOWN = 50;

export const exportRoutes: Routes = (server, dependencies) => {
  const { records, exports } = dependencies;
  const running = new RunningOnce();

  server.get(
    '/api/v1/exports',
    {
      schema: {
        summary: 'The exports of the project',
        response: { 200: z.object({ exports: z.array(shown) }) },
      },
    },
    async (request) => {
      const cohorts = await listCohorts(records, request.project.id, true);
      const names = new Map(cohorts.map((cohort) => [cohort.id, cohort.name]));
      const all = await listExports(records, request.project.id);
      return { exports: all.map((each) => described(each, names.get(each.cohortId) ?? '')) };
    },
  );

  server.post(
    '/api/v1/exports',
    {
      schema: {
        summary: 'Binds a cohort to a receiver: a signed webhook or CSV files',
        body: z.strictObject({
          cohort: z.string().min(1).max(200).describe('Name or id'),
          receiver: exportSettings,
          secret: z
            .string()
            .max(200)
            .optional()
            .describe('whsec_...; made here and shown once when left out'),
        }),
        response: { 201: shown.extend({ secret: z.string().optional() }) },
      },
    },
    async (request, reply) => {
      const cohort = await getCohort(records, request.project.id, request.body.cohort);
      const { receiver, secret } = request.body;
      const made = await openExport(exports, request.project.id, cohort, receiver, secret);
      const once = made.secret === undefined ? {} : { secret: made.secret };
      return reply.code(201).send({ ...described(made.export, cohort.name), ...once });
    },
  );

  server.post(
    '/api/v1/exports/:id/runs',
    {
      schema: {
        summary: 'Tells the receiver who entered and who left since it was last told',
        params,
        body: z.strictObject({
          asOf: z.int().min(0).optional().describe('Instant of the membership, ms; default now'),
        }),
        response: {
          200: run
            .pick({ id: true, asOf: true, entered: true, exited: true, total: true, error: true })
            .extend({
              outcome: z.enum(['applied', 'unchanged', 'failed']),
              files: z.array(z.string()).describe('CSV: names for GET /api/v1/exports/:id/files/:name'),
            }),
        },
      },
    },
    async (request) => {
      const { found, cohort } = await exportOf(dependencies, request.project.id, request.params.id);
      const asOf = request.body.asOf ?? dependencies.clock();
      if (asOf > dependencies.clock())
        throw problemError(422, 'future', 'the membership of the future is not known yet', 'asOf');
      const overlay = await loadIdentityOverlay(dependencies.store, request.project.id);
      const cohorts = await loadCohortLookup(records, request.project.id);
      const outcome = await running.once(found.id, () =>
        runExport(exports, { project: request.project.id, export: found, cohort, overlay, cohorts, asOf }),
      );
      return { ...outcome, error: outcome.error ?? null, files: outcome.files.map((path) => basename(path)) };
    },
  );

  server.get(
    '/api/v1/exports/:id/runs',
    {
      schema: {
        summary: 'The latest runs, newest first',
        params,
        response: { 200: z.object({ runs: z.array(run) }) },
      },
    },
    async (request) => {
      const { found } = await exportOf(dependencies, request.project.id, request.params.id);
      return { runs: (await listRuns(records, found.id, RUNS_SHOWN)).map(describedRun) };
    },
  );

  server.get(
    '/api/v1/exports/:id/files/:name',
    {
      schema: {
        summary: 'A CSV file that a run wrote',
        params: params.extend({ name: z.string().regex(/^\d{6,}-(all|entered|exited)\.csv$/) }),
      },
    },
    async (request, reply) => {
      const { found } = await exportOf(dependencies, request.project.id, request.params.id);
      const text = await readFile(join(exports.folder, found.id, request.params.name)).catch(() => undefined);
      if (!text)
        throw problemError(
          404,
          'no-such-file',
          `export ${found.id} has no file ${request.params.name}`,
          'name',
        );
      return reply.type('text/csv; charset=utf-8').send(text);
    },
  );
};

async function exportOf(
  { records }: ServerDependencies,
  projectId: string,
  id: string,
): Promise<{ found: Export; cohort: Cohort }> {
  const found = await getExport(records, projectId, id);
  return { found, cohort: await getCohort(records, projectId, found.cohortId) };
}

function described(each: Export, cohort: string): z.infer<typeof shown> {
  const { settings } = each;
  const url = settings.kind === 'webhook' ? settings.url : null;
  return {
    id: each.id,
    cohort,
    kind: settings.kind,
    url,
    properties: settings.properties,
    createdAt: each.createdAt,
  };
}

function describedRun(each: ExportRun): z.infer<typeof run> {
  return {
    ...each,
    finishedAt: each.finishedAt ?? null,
    outcome: each.outcome ?? null,
    error: each.error ?? null,
  };
}
