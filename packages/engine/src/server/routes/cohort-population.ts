import { z } from 'zod';
import { populationAnswer } from '../../analyse/membership/population-answer.ts';
import { cohortVersion, getCohort } from '../../define/cohorts/cohort-records.ts';
import { isTimeZone, NAME_A_ZONE } from '../../util/calendar.ts';
import { analysisContext } from '../analysis-context.ts';
import type { Routes } from '../create-server.ts';

const instant = z.coerce.number().int().min(0);

const answer = z.object({
  cohort: z.string(),
  version: z.number().int(),
  unit: z.enum(['user', 'account']),
  text: z.string(),
  every: z.enum(['hour', 'day', 'week', 'month']),
  timeZone: z.string(),
  from: z.number().int().describe('Start of the first span'),
  to: z.number().int(),
  points: z
    .array(
      z.object({
        at: z
          .number()
          .int()
          .describe('The span’s last instant plus one, or `to` when that comes first, UTC ms'),
        size: z.number().int().describe('Members at the end of the span'),
        entered: z.number().int().describe('Times that someone came in the span'),
        exited: z.number().int().describe('Times that someone left in the span'),
      }),
    )
    .readonly(),
});

export const cohortPopulationRoutes: Routes = (server, dependencies) => {
  const { records } = dependencies;
  server.get(
    '/api/v1/cohorts/:id/population',
    {
      schema: {
        summary:
          'How large a cohort was over time, and who came and went: replayed, as if it had always existed',
        params: z.object({ id: z.string().describe('Its id or its name') }),
        querystring: z.strictObject({
          every: z.enum(['hour', 'day', 'week', 'month']).default('day'),
          from: instant.optional().describe('UTC ms; 30 spans back when left out'),
          to: instant.optional().describe('UTC ms; now when left out'),
          timeZone: z
            .string()
            .refine(isTimeZone, NAME_A_ZONE)
            .optional()
            .describe('Of the spans; the project’s when left out'),
          version: z.coerce.number().int().min(1).optional().describe('Of the definition; the one in force'),
        }),
        response: { 200: answer },
      },
    },
    async (request, reply) => {
      const gone = new AbortController();
      reply.raw.once('close', () => {
        if (!reply.raw.writableFinished) gone.abort();
      });
      const { version, ...asked } = request.query;
      const cohort = await getCohort(records, request.project.id, request.params.id);
      const chosen = version === undefined ? cohort : await cohortVersion(records, cohort, version);
      const context = await analysisContext(dependencies, request.project, gone.signal);
      const { definition, text } = chosen;
      return {
        cohort: cohort.name,
        version: chosen.version,
        unit: definition.unit,
        text,
        ...(await populationAnswer(definition, asked, context)),
      };
    },
  );
};
