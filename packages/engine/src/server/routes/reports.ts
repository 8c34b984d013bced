import { z } from 'zod';
import { nameOf } from '../caller.ts';
import type { Routes } from '../create-server.ts';
import {
  changeReport,
  createReport,
  getReport,
  listReports,
  type Report,
} from '../reports/report-records.ts';

const MOST_SEARCH_BYTES = 64 * 1024;

/** The record store cannot keep U+0000. */
const words = (most: number) =>
  z
    .string()
    .max(most)
    .refine((text) => !text.includes('\u0000'), 'Expected text without the character U+0000');
const name = words(200)
  .transform((text) => text.trim())
  .pipe(z.string().min(1));
const kind = z
  .string()
  .regex(/^[a-z][a-z0-9-]{0,39}$/, 'Expected the name of a page, such as funnels')
  .describe('The page that shows it');
const search = z
  .record(z.string(), z.unknown())
  .refine(
    (value) => Buffer.byteLength(JSON.stringify(value)) <= MOST_SEARCH_BYTES,
    `Expected at most ${MOST_SEARCH_BYTES} bytes as JSON`,
  )
  .describe('What stands in the page’s URL, at most 64 KB as JSON');
const description = words(2_000);

const report = z.object({
  id: z.string(),
  name: z.string(),
  kind: z.string(),
  search: z.record(z.string(), z.unknown()),
  description: z.string(),
  createdBy: z.string(),
  createdAt: z.number().int(),
  updatedAt: z.number().int(),
  archivedAt: z.number().int().nullable(),
});
const params = z.object({ id: z.string() });

/** Pages of the app that people saved under a name. */
export const reportRoutes: Routes = (server, { records, clock }) => {
  server.get(
    '/api/v1/reports',
    {
      schema: {
        summary: 'The saved reports of the project by name',
        querystring: z.strictObject({
          archived: z.enum(['true', 'false']).default('false').describe('true: archived ones too'),
        }),
        response: { 200: z.object({ reports: z.array(report) }) },
      },
    },
    async (request) => {
      const found = await listReports(records, request.project.id, request.query.archived === 'true');
      return { reports: found.map(shown) };
    },
  );

  server.get(
    '/api/v1/reports/:id',
    { schema: { summary: 'One saved report', params, response: { 200: report } } },
    async (request) => shown(await getReport(records, request.project.id, request.params.id)),
  );

  server.post(
    '/api/v1/reports',
    {
      schema: {
        summary: 'Saves a report under a name that no other has',
        body: z.strictObject({ name, kind, search, description: description.default('') }),
        response: { 201: report },
      },
    },
    async (request, reply) => {
      const made = { ...request.body, createdBy: nameOf(request.caller) };
      return reply.code(201).send(shown(await createReport(records, clock, request.project.id, made)));
    },
  );

  server.patch(
    '/api/v1/reports/:id',
    {
      schema: {
        summary: 'Renames a report, or replaces what it shows',
        params,
        body: z.strictObject({
          name: name.optional(),
          kind: kind.optional(),
          search: search.optional(),
          description: description.optional(),
          archived: z.boolean().optional().describe('false brings an archived report back'),
        }),
        response: { 200: report },
      },
    },
    async (request) =>
      shown(await changeReport(records, clock, request.project.id, request.params.id, request.body)),
  );

  server.delete(
    '/api/v1/reports/:id',
    {
      schema: {
        summary: 'Archives a report: it is out of sight, gives its name free, and can be brought back',
        params,
        response: { 200: z.object({ archived: z.string() }) },
      },
    },
    async (request) => {
      const gone = await changeReport(records, clock, request.project.id, request.params.id, {
        archived: true,
      });
      return { archived: gone.id };
    },
  );
};

function shown({ archivedAt, ...rest }: Report): z.infer<typeof report> {
  return { ...rest, archivedAt: archivedAt ?? null };
}
