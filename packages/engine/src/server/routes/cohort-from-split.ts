import { z } from 'zod';
import type { AnalysisContext } from '../../analyse/define-analysis.ts';
import { cohortAnswer } from '../../analyse/segmentation/cohort-answer.ts';
import { cohortSpec } from '../../analyse/segmentation/spec.ts';
import { createCohort, loadCohortLookup } from '../../define/cohorts/cohort-records.ts';
import { readDefinition } from '../../define/cohorts/read-definition.ts';
import { printCohort } from '../../define/language/print.ts';
import { scalar } from '../../define/selector/property-filter.ts';
import { loadIdentityOverlay } from '../../store/clickhouse/timeline.ts';
import { canonicalJson } from '../../util/canonical-json.ts';
import { problemError } from '../../util/problem-error.ts';
import { nameOf } from '../caller.ts';
import { clientGone } from '../client-gone.ts';
import { cohortWhole, wholeOf } from '../cohort-answers.ts';
import type { Routes } from '../create-server.ts';
import { requireRole } from '../permit.ts';

const label = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('value'), value: scalar }),
  z.strictObject({ kind: z.literal('none') }),
  z.strictObject({ kind: z.literal('other') }),
  z.strictObject({ kind: z.literal('range'), from: z.number().nullable(), to: z.number().nullable() }),
]);

const body = z.strictObject({
  split: cohortSpec.describe('The question: which cohort, split by what'),
  segment: label.describe('The label of a segment, as the answer to the question has it'),
  name: z.string().trim().min(1).max(200).optional().describe('Saves the cohort under it'),
  description: z.string().max(2_000).default(''),
});

export const cohortFromSplitRoutes: Routes = (server, dependencies) => {
  const { store, records, live, clock } = dependencies;
  server.post(
    '/api/v1/cohorts/from-split',
    {
      config: { role: 'viewer' },
      schema: {
        summary: 'A segment of a cohort’s members as a cohort of its own, which stays up to date',
        body,
        response: {
          200: z.object({
            text: z.string().describe('The definition in the language’s words'),
            definition: z.unknown(),
            members: z.number().int().describe('Of the segment, as of the instant of the question'),
            cohort: cohortWhole.nullable().describe('As it was saved; null without a name'),
          }),
        },
      },
    },
    async (request, reply) => {
      const { project } = request;
      const { split, segment, name, description } = request.body;
      if (name !== undefined) requireRole(request, 'editor');
      const context: AnalysisContext = {
        store,
        project,
        overlay: await loadIdentityOverlay(store, project.id),
        cohorts: await loadCohortLookup(records, project.id),
        now: clock(),
        signal: clientGone(request, reply),
      };
      const { segments } = await cohortAnswer(split, context);
      const wanted = canonicalJson(segment);
      const found = segments.find((each) => canonicalJson(each.label) === wanted);
      if (found === undefined) {
        const labels = segments.map((each) => JSON.stringify(each.label)).join(', ');
        throw problemError(
          400,
          'no-such-segment',
          `the split has no such segment: it has ${labels}`,
          'segment',
        );
      }
      if (found.definition === null) {
        throw problemError(400, 'no-definition', `no definition selects it: ${found.why}`, 'segment');
      }
      const definition = readDefinition({ definition: found.definition });
      const told = {
        text: printCohort(found.definition),
        definition: found.definition,
        members: found.members,
      };
      if (name === undefined) return { ...told, cohort: null };
      const by = nameOf(request.caller);
      const made = await createCohort(records, project.id, { name, description, definition, by });
      await live.changed(project.id);
      return { ...told, cohort: await wholeOf(made, project, dependencies) };
    },
  );
};
