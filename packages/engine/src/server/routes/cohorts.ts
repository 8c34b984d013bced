import { z } from 'zod';
import { cohort as cohortAnalysis } from '../../analyse/cohort/analysis.ts';
import { cohortSpec, MAX_PAGE } from '../../analyse/cohort/spec.ts';
import { archiveCohort, createCohort, getCohort, listCohorts } from '../../define/cohorts/cohort-records.ts';
import { readDefinition } from '../../define/cohorts/read-definition.ts';
import { changeLiveCohort } from '../../define/membership/change-live-cohort.ts';
import { problemError } from '../../util/problem-error.ts';
import { analysisContext } from '../analysis-context.ts';
import { nameOf } from '../caller.ts';
import { clientGone } from '../client-gone.ts';
import { cohortSummary, cohortWarnings, cohortWhole, summaryOf, wholeOf } from '../cohort-answers.ts';
import type { Routes } from '../create-server.ts';
import { problemSchema } from '../problem-document.ts';

const idOrName = z.object({ id: z.string().describe('Its id or its name') });
const definitionInput = {
  text: z.string().optional().describe('The definition in the language’s words'),
  definition: z.unknown().optional().describe('The definition as a JSON tree: this or `text`'),
};
const name = z.string().trim().min(1).max(200);
const description = z.string().max(2_000);

const member = z.object({ id: z.string(), unit: z.string(), properties: z.record(z.string(), z.unknown()) });
const answerBase = {
  unit: z.enum(['user', 'account']),
  text: z.string(),
  asOf: z.number().int(),
  size: z.number().int(),
  warnings: cohortWarnings,
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

const changedMeanwhile = problemSchema.extend({
  meanwhile: z
    .object({
      version: z.number().int().describe('The newest, one that waits counted'),
      by: z.string().nullable().describe('Who saved it, in words'),
      at: z.number().int().describe('When, UTC ms'),
    })
    .optional()
    .describe('With the problem `changed-meanwhile`'),
});

export const cohortRoutes: Routes = (server, dependencies) => {
  const { records, live } = dependencies;

  server.get(
    '/api/v1/cohorts',
    {
      schema: {
        summary: 'The cohorts of the project by name',
        querystring: z.strictObject({
          archived: z.enum(['true', 'false']).default('false').describe('true: archived ones too'),
        }),
        response: { 200: z.object({ cohorts: z.array(cohortSummary) }) },
      },
    },
    async (request) => {
      const found = await listCohorts(records, request.project.id, request.query.archived === 'true');
      return { cohorts: found.map((each) => summaryOf(each, request.project, dependencies)) };
    },
  );

  server.post(
    '/api/v1/cohorts',
    {
      schema: {
        summary: 'Saves a cohort under a new name',
        body: z.strictObject({ name, description: description.default(''), ...definitionInput }),
        response: { 201: cohortWhole },
      },
    },
    async (request, reply) => {
      const { name: named, description: about, ...input } = request.body;
      const definition = readDefinition(input);
      const made = await createCohort(records, request.project.id, {
        name: named,
        description: about,
        definition,
        by: nameOf(request.caller),
      });
      await live.changed(request.project.id);
      return reply.code(201).send(await wholeOf(made, request.project, dependencies));
    },
  );

  server.get(
    '/api/v1/cohorts/:id',
    { schema: { summary: 'One cohort', params: idOrName, response: { 200: cohortWhole } } },
    async (request) =>
      wholeOf(await getCohort(records, request.project.id, request.params.id), request.project, dependencies),
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
          ifVersion: z
            .number()
            .int()
            .min(1)
            .optional()
            .describe(
              'The version that the edit began from: `pendingVersion`, or else `version`. 409 when another definition came since',
            ),
          ...definitionInput,
        }),
        response: { 200: cohortWhole, 409: changedMeanwhile },
      },
    },
    async (request) => {
      const { archived, name: named, description: about, ifVersion, ...input } = request.body;
      const isDefined = input.text !== undefined || input.definition !== undefined;
      const change = {
        name: named,
        description: about,
        archived,
        ifVersion,
        by: nameOf(request.caller),
        definition: isDefined ? readDefinition(input) : undefined,
      };
      const changed = await changeLiveCohort(dependencies, request.project.id, request.params.id, change);
      return wholeOf(changed, request.project, dependencies);
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
      await live.changed(request.project.id);
      return { archived: gone.name };
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
          search: z
            .string()
            .min(1)
            .max(1_024)
            .optional()
            .describe('A part of the name, letters of either case: `size` is of those who fit'),
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
      config: { changesNothing: true },
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
    async (request, reply) => {
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
      const gone = clientGone(request, reply);
      return previewAnswer.parse(
        await asked(request.project, { ...rest, show: 'preview', cohort: choice }, gone),
      );
    },
  );

  async function asked(project: Parameters<typeof analysisContext>[1], spec: object, signal?: AbortSignal) {
    const context = await analysisContext(dependencies, project, signal);
    return cohortAnalysis.run(cohortSpec.parse({ kind: 'cohort', ...spec }), context);
  }
};
