import { z } from 'zod';
import { runQuery } from '../../analyse/query/run-query.ts';
import { type AnyAnalysis, analyses } from '../../analyse/registry.ts';
import { loadCohortLookup } from '../../define/cohorts/cohort-records.ts';
import { conversionAnalysis } from '../../measure/conversion/analysis.ts';
import { must } from '../../util/assert.ts';
import type { Routes } from '../create-server.ts';

const answered = z.object({
  kind: z.string(),
  spec: z.unknown().describe('The question as it was understood, defaults filled in'),
  answer: z.unknown(),
  warnings: z.array(z.object({ code: z.string(), message: z.string(), path: z.string() })).readonly(),
  data: z.object({
    asOf: z.number().int(),
    watermark: z.number().int().nullable().describe('When the newest event was received, ms'),
    timeZone: z.string(),
    unit: z.enum(['user', 'account']),
    units: z.number().int().describe('Users or accounts known as of the instant'),
    engineMs: z.number(),
  }),
});

/** The one door for every analysis. What is in the body, and what is wrong with it, the analyses know themselves. */
export const queryRoutes: Routes = (server, { store, records, clock, timeline }) => {
  const questions: readonly AnyAnalysis[] = [...analyses, conversionAnalysis(records)];
  const [first, ...rest] = questions.map(({ spec }) => spec);
  server.post(
    '/api/v1/query',
    {
      schema: {
        summary: `Answers a question: ${questions.map(({ kind }) => kind).join(', ')}`,
        description: questions.map(({ kind, summary }) => `\`${kind}\`: ${summary}.`).join('\n'),
        body: z.union([must(first, 'an analysis'), ...rest]),
        response: { 200: answered },
      },
      validatorCompiler: () => (value) => ({ value }),
    },
    async (request, reply) => {
      const gone = new AbortController();
      const onClose = (): void => {
        if (!reply.raw.writableFinished) gone.abort();
      };
      reply.raw.once('close', onClose);
      const cohorts = await loadCohortLookup(records, request.project.id);
      const { project } = request;
      return runQuery(request.body, {
        analyses: questions,
        store,
        project,
        cohorts,
        clock,
        timeline,
        signal: gone.signal,
      });
    },
  );
};
