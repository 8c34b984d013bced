import { z } from 'zod';
import { TransitionNames } from '../../analyse/membership/named-transitions.ts';
import { whyAnswer } from '../../analyse/membership/why.ts';
import { cohortVersion, getCohort } from '../../define/cohorts/cohort-records.ts';
import { readTransitions } from '../../define/membership/transition-log.ts';
import { analysisContext } from '../analysis-context.ts';
import type { Routes } from '../create-server.ts';
import { transitionAnswer } from '../transition-answers.ts';

const RECORDED_SHOWN = 20;
const instant = z.number().int();

const answer = z.object({
  cohort: z.string(),
  version: z.number().int(),
  text: z.string(),
  unit: z.enum(['user', 'account']),
  id: z.string(),
  key: z.string(),
  asOf: instant,
  knownSince: instant,
  isMember: z.boolean(),
  since: instant.describe('Since when it has been a member, or not one'),
  until: instant.nullable().describe('When that will change if nothing more happens; null: never'),
  clauses: z
    .array(
      z.object({
        path: z.string(),
        text: z.string(),
        holds: z.boolean(),
        wanted: z.boolean().describe('Whether it has to hold for membership; false under a `not`'),
        value: z.unknown().describe('What it has seen: a count, a value; null for nothing'),
        missing: z.string().nullable().describe('What stands in the way, in words'),
        since: instant.describe('Since when it has been as it is'),
        until: instant.nullable(),
      }),
    )
    .readonly(),
  intervals: z
    .array(z.object({ from: instant, to: instant.nullable().describe('null: it still is a member') }))
    .readonly()
    .describe('All whiles of membership, the earliest first, replayed as if the cohort had always existed'),
  recorded: z
    .array(transitionAnswer)
    .readonly()
    .describe('What was recorded as it became known, the newest first'),
  recordedMore: z.boolean().describe('There are older ones: see /transitions'),
});

export const cohortWhyRoutes: Routes = (server, dependencies) => {
  const { records, store } = dependencies;
  server.get(
    '/api/v1/cohorts/:id/why',
    {
      schema: {
        summary: 'Why a user or account is a member or is not, and when it was one',
        params: z.object({ id: z.string().describe('Its id or its name') }),
        querystring: z.strictObject({
          unit: z.string().min(1).max(1_100).describe('User id, account, or `device:` and device id'),
          asOf: z.coerce.number().int().min(0).optional().describe('UTC ms; now when left out'),
          version: z.coerce.number().int().min(1).optional().describe('Of the definition; the one in force'),
        }),
        response: { 200: answer },
      },
    },
    async (request) => {
      const { project } = request;
      const { unit: id, asOf, version } = request.query;
      const cohort = await getCohort(records, project.id, request.params.id);
      const asked = version === undefined ? cohort : await cohortVersion(records, cohort, version);
      const context = await analysisContext(dependencies, project);
      const { keys, intervals, ...why } = await whyAnswer(asked.definition, id, asOf ?? context.now, context);
      const recorded = await readTransitions(store, {
        project: project.id,
        cohort: cohort.id,
        subjects: keys,
        limit: RECORDED_SHOWN + 1,
      });
      const names = new TransitionNames(store, records, project.id, cohort);
      return {
        cohort: cohort.name,
        version: asked.version,
        text: asked.text,
        unit: asked.definition.unit,
        id,
        ...why,
        intervals: intervals.map(({ from, to }) => ({ from, to: to ?? null })),
        recorded: await names.named(recorded.slice(0, RECORDED_SHOWN)),
        recordedMore: recorded.length > RECORDED_SHOWN,
      };
    },
  );
};
