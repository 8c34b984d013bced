import { z } from 'zod';
import { barCohort } from '../../analyse/funnel/bar-cohort.ts';
import { funnelSpec } from '../../analyse/funnel/spec.ts';
import { createCohort } from '../../define/cohorts/cohort-records.ts';
import { readDefinition } from '../../define/cohorts/read-definition.ts';
import { printCohort } from '../../define/language/print.ts';
import { nameOf } from '../caller.ts';
import { cohortWhole, wholeOf } from '../cohort-answers.ts';
import type { Routes } from '../create-server.ts';
import { requireRole } from '../permit.ts';

const body = z.strictObject({
  funnel: funnelSpec,
  bar: z.int().min(1).describe('The number of a step, counted from 1'),
  side: z
    .enum(['converted', 'dropped'])
    .default('converted')
    .describe('Those who reached the step; or those who reached the one before it and not this one'),
  segment: z.string().optional().describe('Only those in the segment of this name'),
  name: z.string().trim().min(1).max(200).optional().describe('Saves the cohort under it'),
  description: z.string().max(2_000).default(''),
});

export const cohortFromFunnelRoutes: Routes = (server, dependencies) => {
  const { records, live } = dependencies;
  server.post(
    '/api/v1/cohorts/from-funnel',
    {
      config: { role: 'viewer' },
      schema: {
        summary:
          'The users of a funnel’s bar as a cohort that stays up to date, whatever the options; only `membersAsOf` is refused, which no cohort can say',
        body,
        response: {
          200: z.object({
            text: z.string().describe('The definition in the language’s words'),
            definition: z.unknown(),
            cohort: cohortWhole.nullable().describe('As it was saved; null without a name'),
          }),
        },
      },
    },
    async (request) => {
      const { funnel, bar, side, segment, name, description } = request.body;
      if (name !== undefined) requireRole(request, 'editor');
      const definition = barCohort(funnel, { step: bar, side, segment }, request.project.timeZone);
      const told = { text: printCohort(definition), definition };
      if (name === undefined) return { ...told, cohort: null };
      const made = await createCohort(records, request.project.id, {
        name,
        description,
        definition: readDefinition({ definition }),
        by: nameOf(request.caller),
      });
      await live.changed(request.project.id);
      return { ...told, cohort: await wholeOf(made, request.project, dependencies) };
    },
  );
};
