import { z } from 'zod';
import { cohort as cohortAnalysis } from '../../analyse/cohort/analysis.ts';
import { cohortSpec, MAX_PAGE } from '../../analyse/cohort/spec.ts';
import { unknownNames } from '../../analyse/cohort/unknown-names.ts';
import {
  archiveCohort,
  type Cohort,
  changeCohort,
  cohortVersions,
  createCohort,
  getCohort,
  listCohorts,
} from '../../define/cohorts/cohort-records.ts';
import { readDefinition } from '../../define/cohorts/read-definition.ts';
import { describeCohort } from '../../define/language/describe.ts';
import { problemError } from '../../util/problem-error.ts';
import { analysisContext } from '../analysis-context.ts';
import type { Routes } from '../create-server.ts';

const idOrName = z.object({ id: z.string().describe('Its id or its name') });
const definitionInput = {
  text: z.string().optional().describe('The definition in the language’s words'),
  definition: z.unknown().optional().describe('The definition as a JSON tree: this or `text`'),
};
const name = z.string().trim().min(1).max(200);
const description = z.string().max(2_000);
const warning = z.object({ code: z.string(), message: z.string(), path: z.string() });

const summary = z.object({
  id: z.string(),
  name: z.string(),
  description: z.string(),
  unit: z.enum(['user', 'account']),
  version: z.number().int(),
  text: z.string(),
  createdAt: z.number().int(),
  updatedAt: z.number().int(),
  archivedAt: z.number().int().nullable(),
});
const whole = summary.extend({
  definition: z.unknown(),
  plain: z.string().describe('The definition in plain words, for people'),
  warnings: z.array(warning).describe('Names that nothing stored carries: most often a slip of the pen'),
});
const member = z.object({ id: z.string(), unit: z.string(), properties: z.record(z.string(), z.unknown()) });
const answerBase = {
  unit: z.enum(['user', 'account']),
  text: z.string(),
  asOf: z.number().int(),
  size: z.number().int(),
  warnings: z.array(warning),
};
const previewAnswer = z.object({
  ...answerBase,
  known: z.number().int().describe('All users or accounts known at the instant'),
  share: z.number().nullable(),
  clauses: z.array(z.object({ path: z.string(), text: z.string(), size: z.number().int() })),
  clausesLeftOut: z.number().int(),
  sample: z.array(member),
});
const membersAnswer = z.object({
  ...answerBase,
  members: z.array(member),
  next: z.string().nullable().describe('Pass it as `cursor` for the next page; null after the last'),
});

export const cohortRoutes: Routes = (server, dependencies) => {
  const { records } = dependencies;

  server.get(
    '/api/v1/cohorts',
    {
      schema: {
        summary: 'The cohorts of the project by name',
        querystring: z.strictObject({
          archived: z.enum(['true', 'false']).default('false').describe('true: archived ones too'),
        }),
        response: { 200: z.object({ cohorts: z.array(summary) }) },
      },
    },
    async (request) => {
      const found = await listCohorts(records, request.project.id, request.query.archived === 'true');
      return { cohorts: found.map(summaryOf) };
    },
  );

  server.post(
    '/api/v1/cohorts',
    {
      schema: {
        summary: 'Saves a cohort under a new name',
        body: z.strictObject({ name, description: description.default(''), ...definitionInput }),
        response: { 201: whole },
      },
    },
    async (request, reply) => {
      const { name: named, description: about, ...input } = request.body;
      const definition = readDefinition(input);
      const made = await createCohort(records, request.project.id, {
        name: named,
        description: about,
        definition,
      });
      return reply.code(201).send(await wholeOf(made, request.project));
    },
  );

  server.get(
    '/api/v1/cohorts/:id',
    { schema: { summary: 'One cohort', params: idOrName, response: { 200: whole } } },
    async (request) =>
      wholeOf(await getCohort(records, request.project.id, request.params.id), request.project),
  );

  server.patch(
    '/api/v1/cohorts/:id',
    {
      schema: {
        summary: 'Changes a cohort; another definition becomes its next version',
        params: idOrName,
        body: z.strictObject({
          name: name.optional(),
          description: description.optional(),
          archived: z.boolean().optional().describe('false brings an archived cohort back'),
          ...definitionInput,
        }),
        response: { 200: whole },
      },
    },
    async (request) => {
      const { archived, name: named, description: about, ...input } = request.body;
      const isDefined = input.text !== undefined || input.definition !== undefined;
      const projectId = request.project.id;
      const found = await getCohort(records, projectId, request.params.id);
      if (archived !== undefined) await archiveCohort(records, projectId, found.id, archived);
      const changed = await changeCohort(records, projectId, found.id, {
        name: named,
        description: about,
        definition: isDefined ? readDefinition(input) : undefined,
      });
      return wholeOf(changed, request.project);
    },
  );

  server.delete(
    '/api/v1/cohorts/:id',
    {
      schema: {
        summary: 'Archives a cohort: it is kept, and out of sight',
        params: idOrName,
        response: { 200: z.object({ archived: z.string() }) },
      },
    },
    async (request) => {
      const gone = await archiveCohort(records, request.project.id, request.params.id, true);
      return { archived: gone.name };
    },
  );

  server.get(
    '/api/v1/cohorts/:id/versions',
    {
      schema: {
        summary: 'Every version of a cohort, the newest first',
        params: idOrName,
        response: {
          200: z.object({
            versions: z.array(
              z.object({
                version: z.number().int(),
                text: z.string(),
                definition: z.unknown(),
                createdAt: z.number().int(),
              }),
            ),
          }),
        },
      },
    },
    async (request) => {
      const found = await getCohort(records, request.project.id, request.params.id);
      return { versions: [...(await cohortVersions(records, found))] };
    },
  );

  server.get(
    '/api/v1/cohorts/:id/members',
    {
      schema: {
        summary: 'Who is in a cohort, a page at a time',
        params: idOrName,
        querystring: z.strictObject({
          asOf: z.coerce.number().int().min(0).optional().describe('UTC ms; now when left out'),
          limit: z.coerce.number().int().min(1).max(MAX_PAGE).default(100),
          cursor: z.string().optional().describe('`next` of the page before'),
          properties: z.string().optional().describe('Names of properties to bring, with commas between'),
        }),
        response: { 200: membersAnswer },
      },
    },
    async (request) => {
      const { properties, ...page } = request.query;
      const found = await getCohort(records, request.project.id, request.params.id);
      const answer = await asked(request.project, {
        ...page,
        show: 'members',
        cohort: found.definition,
        properties: properties === undefined ? [] : properties.split(',').map((each) => each.trim()),
      });
      return membersAnswer.parse(answer);
    },
  );

  server.post(
    '/api/v1/cohorts/preview',
    {
      schema: {
        summary: 'How large a cohort is, what each of its conditions contributes, and some members',
        body: z.strictObject({
          cohort: z.string().optional().describe('The name of a saved cohort'),
          ...definitionInput,
          asOf: z.number().int().min(0).optional(),
          sample: z.number().int().min(0).max(100).default(10),
        }),
        response: { 200: previewAnswer },
      },
    },
    async (request) => {
      const { cohort: named, text, definition, ...rest } = request.body;
      const choice =
        named !== undefined
          ? (await getCohort(records, request.project.id, named)).definition
          : readDefinition({ text, definition });
      if (named !== undefined && (text !== undefined || definition !== undefined)) {
        throw problemError(
          400,
          'one-definition',
          'give `cohort`, `text` or `definition`, one of them',
          'cohort',
        );
      }
      return previewAnswer.parse(await asked(request.project, { ...rest, show: 'preview', cohort: choice }));
    },
  );

  async function asked(project: Parameters<typeof analysisContext>[1], spec: object) {
    const context = await analysisContext(dependencies, project);
    return cohortAnalysis.run(cohortSpec.parse({ kind: 'cohort', ...spec }), context);
  }

  async function wholeOf(cohort: Cohort, project: Parameters<typeof analysisContext>[1]) {
    const context = await analysisContext(dependencies, project);
    return {
      ...summaryOf(cohort),
      definition: cohort.definition,
      plain: describeCohort(cohort.definition),
      warnings: [...(await unknownNames(cohort.definition, context))],
    };
  }
};

function summaryOf(cohort: Cohort): z.infer<typeof summary> {
  const { definition, archivedAt, ...rest } = cohort;
  return { ...rest, unit: definition.unit, archivedAt: archivedAt ?? null };
}
