import { z } from 'zod';
import { compareDefinitions } from '../../analyse/membership/compare-definitions.ts';
import {
  type Cohort,
  type CohortVersion,
  cohortVersion,
  cohortVersions,
  getCohort,
} from '../../define/cohorts/cohort-records.ts';
import { readDefinition } from '../../define/cohorts/read-definition.ts';
import type { CohortDefinition } from '../../define/language/ast.ts';
import { printCohort } from '../../define/language/print.ts';
import { changeLiveCohort } from '../../define/membership/change-live-cohort.ts';
import type { Project } from '../../model/project.ts';
import { lineDiff } from '../../util/line-diff.ts';
import { problemError } from '../../util/problem-error.ts';
import { analysisContext } from '../analysis-context.ts';
import { nameOf } from '../caller.ts';
import { cohortWhole, wholeOf } from '../cohort-answers.ts';
import type { Routes } from '../create-server.ts';

const params = z.object({ id: z.string().describe('Its id or its name') });
const version = z.coerce.number().int().min(1);

const versionAnswer = z.object({
  version: z.number().int(),
  state: z.enum(['in-force', 'building', 'earlier', 'dropped']),
  text: z.string(),
  definition: z.unknown(),
  createdAt: z.number().int(),
  createdBy: z.string().nullable().describe('Who saved it, in words'),
});

const member = z.object({ id: z.string(), unit: z.string() });
const side = z.object({ version: z.number().int().nullable().describe('null: not saved'), text: z.string() });
const diffAnswer = z.object({
  before: side,
  after: side,
  lines: z.array(z.object({ kind: z.enum(['same', 'removed', 'added']), text: z.string() })).readonly(),
  membership: z
    .object({
      asOf: z.number().int(),
      come: z.number().int(),
      go: z.number().int(),
      stay: z.number().int(),
      coming: z.array(member).readonly().describe('Some of them'),
      going: z.array(member).readonly().describe('Some of them'),
    })
    .nullable(),
  membershipProblem: z.string().nullable().describe('Why the memberships cannot be compared'),
});

interface Side {
  readonly version: number | undefined;
  readonly definition: CohortDefinition;
  readonly text: string;
}

export const cohortVersionRoutes: Routes = (server, dependencies) => {
  const { records } = dependencies;

  server.get(
    '/api/v1/cohorts/:id/versions',
    {
      schema: {
        summary: 'Every version of a cohort, the newest first',
        params,
        response: { 200: z.object({ versions: z.array(versionAnswer) }) },
      },
    },
    async (request) => {
      const cohort = await getCohort(records, request.project.id, request.params.id);
      const versions = await cohortVersions(records, cohort);
      return {
        versions: versions.map((each) => ({
          ...each,
          createdBy: each.createdBy ?? null,
          state: stateOf(each, cohort),
        })),
      };
    },
  );

  server.get(
    '/api/v1/cohorts/:id/diff',
    {
      schema: {
        summary: 'What two versions differ in: their text, and who would come, go and stay as of now',
        params,
        querystring: z.strictObject({
          before: version.optional().describe('The version in force when left out'),
          after: version.optional().describe('The newest version when left out'),
        }),
        response: { 200: diffAnswer },
      },
    },
    async (request) => {
      const cohort = await getCohort(records, request.project.id, request.params.id);
      const [newest] = await cohortVersions(records, cohort);
      const { before = cohort.version, after = newest?.version ?? cohort.version } = request.query;
      return diffOf(await saved(cohort, before), await saved(cohort, after), request.project);
    },
  );

  server.post(
    '/api/v1/cohorts/:id/diff',
    {
      config: { changesNothing: true },
      schema: {
        summary: 'What would change with another definition, before it is saved',
        params,
        body: z.strictObject({ text: z.string().optional(), definition: z.unknown().optional() }),
        response: { 200: diffAnswer },
      },
    },
    async (request) => {
      const cohort = await getCohort(records, request.project.id, request.params.id);
      const definition = readDefinition(request.body);
      const after = { version: undefined, definition, text: printCohort(definition) };
      return diffOf(cohort, after, request.project);
    },
  );

  server.post(
    '/api/v1/cohorts/:id/rollback',
    {
      schema: {
        summary: 'Goes back to the definition of an earlier version, as a new version',
        params,
        body: z.strictObject({ version: z.number().int().min(1) }),
        response: { 200: cohortWhole },
      },
    },
    async (request) => {
      const cohort = await getCohort(records, request.project.id, request.params.id);
      const { definition, text } = await cohortVersion(records, cohort, request.body.version);
      if (text === cohort.text && cohort.pendingVersion === undefined) {
        throw problemError(
          409,
          'in-force',
          `version ${request.body.version} says what version ${cohort.version} says, which is in force: there is nothing to go back to`,
          'version',
        );
      }
      const changed = await changeLiveCohort(dependencies, request.project.id, cohort.id, {
        definition,
        by: nameOf(request.caller),
      });
      return wholeOf(changed, request.project, dependencies);
    },
  );

  async function saved(cohort: Cohort, wanted: number): Promise<Side> {
    return cohortVersion(records, cohort, wanted);
  }

  async function diffOf(before: Side, after: Side, project: Project): Promise<z.infer<typeof diffAnswer>> {
    const context = await analysisContext(dependencies, project);
    const compared = await compareDefinitions(before.definition, after.definition, context.now, context);
    return {
      before: { version: before.version ?? null, text: before.text },
      after: { version: after.version ?? null, text: after.text },
      lines: lineDiff(before.text, after.text),
      membership: 'difference' in compared ? compared.difference : null,
      membershipProblem: 'problem' in compared ? compared.problem : null,
    };
  }
};

function stateOf({ version: of }: CohortVersion, cohort: Cohort): z.infer<typeof versionAnswer>['state'] {
  if (of === cohort.version) return 'in-force';
  if (of === cohort.pendingVersion) return 'building';
  return of < cohort.version ? 'earlier' : 'dropped';
}
