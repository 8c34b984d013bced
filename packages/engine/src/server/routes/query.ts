import { z } from 'zod';
import { answerCsv } from '../../analyse/query/answer-csv.ts';
import { type Question, questionName, readQuestion } from '../../analyse/query/read-question.ts';
import { type QueryAnswer, runQuery } from '../../analyse/query/run-query.ts';
import type { RunProgress } from '../../analyse/query/watch-progress.ts';
import { type AnyAnalysis, analyses } from '../../analyse/registry.ts';
import { noteFinding } from '../../analyse/validation/finding-records.ts';
import { listCohorts, lookupOf } from '../../define/cohorts/cohort-records.ts';
import { conversionAnalysis } from '../../measure/conversion/analysis.ts';
import type { Project } from '../../model/project.ts';
import { must } from '../../util/assert.ts';
import { SharedRuns } from '../../util/shared-runs.ts';
import { clientGone } from '../client-gone.ts';
import type { Routes } from '../create-server.ts';
import { preferredType } from '../preferred-type.ts';
import { answerWithProgress } from '../progress-stream.ts';
import { WARNINGS_HEADER, warningsHeader } from '../warnings-header.ts';

const JSON_TYPE = 'application/json';
const EVENT_STREAM = 'text/event-stream';
const CSV = 'text/csv';

const FORMS =
  'With `Accept: text/event-stream` the answer is server-sent events: `progress` while the engine works, then one `answer` or one `problem`. A client that goes away stops the engine, unless others ask the same. With `Accept: text/csv` its rows are CSV, and its warnings a JSON list in the header `cusp-warnings`.';

const answered = z.object({
  kind: z.string(),
  spec: z.unknown().describe('The question as it was understood, defaults filled in'),
  answer: z.unknown(),
  warnings: z.array(z.object({ code: z.string(), message: z.string(), path: z.string() })).readonly(),
  data: z.object({
    asOf: z.number().int(),
    watermark: z.number().int().nullable().describe('When the newest event was received, ms'),
    timeZone: z.string(),
    range: z
      .object({ from: z.number(), to: z.number() })
      .nullable()
      .describe('Where the events that it begins with were looked for, ms; null where it names no range'),
    filters: z
      .array(z.object({ path: z.string(), words: z.string() }))
      .readonly()
      .describe('What narrowed it, in words: events, their filters, and cohorts'),
    unit: z.enum(['user', 'account']),
    units: z.number().int().describe('Users or accounts known as of the instant'),
    engineMs: z.number(),
  }),
});

/** The one door for every analysis. What is in the body, and what is wrong with it, the analyses know themselves. */
export const queryRoutes: Routes = (server, dependencies) => {
  const { store, records, clock, timeline, queryMemoryMb, columns, log } = dependencies;
  const questions: readonly AnyAnalysis[] = [...analyses, conversionAnalysis(records)];
  const [first, ...rest] = questions.map(({ spec }) => spec);
  const runs = new SharedRuns<QueryAnswer, RunProgress>();

  /** Equal questions that come while one of them is being answered are answered with it. */
  const asked = (
    question: Question,
    project: Project,
    signal: AbortSignal,
    onReport?: (progress: RunProgress) => void,
  ): Promise<QueryAnswer> =>
    runs.join({
      name: questionName(question, project),
      version: () => server.changes(),
      signal,
      onReport,
      start: async (stopped, listeners) => {
        const saved = await listCohorts(records, project.id);
        const answer = await runQuery(question, {
          store,
          project,
          cohorts: lookupOf(saved),
          clock,
          timeline,
          memoryMb: queryMemoryMb,
          signal: stopped,
          listeners,
          columns,
        });
        await noteFinding(records, saved, answer, clock()).catch((error: unknown) => {
          log.error({ err: error }, 'what was found of a cohort could not be written down');
        });
        return answer;
      },
    });

  server.post(
    '/api/v1/query',
    {
      schema: {
        summary: `Answers a question: ${questions.map(({ kind }) => kind).join(', ')}`,
        description: [...questions.map(({ kind, summary }) => `\`${kind}\`: ${summary}.`), FORMS].join('\n'),
        body: z.union([must(first, 'an analysis'), ...rest]),
        response: { 200: answered },
      },
      config: { changesNothing: true },
      validatorCompiler: () => (value) => ({ value }),
    },
    async (request, reply) => {
      const { project } = request;
      const question = readQuestion(request.body, questions);
      const gone = clientGone(request, reply);
      try {
        const form = preferredType(request.headers.accept, [JSON_TYPE, EVENT_STREAM, CSV]);
        if (form === CSV) {
          const { answer, warnings } = await asked(question, project, gone);
          if (warnings.length > 0) reply.header(WARNINGS_HEADER, warningsHeader(warnings));
          return reply.type(`${CSV}; charset=utf-8`).send(answerCsv(answer) as never);
        }
        if (form === JSON_TYPE) return await asked(question, project, gone);
        return await answerWithProgress(request, reply, (onReport) =>
          asked(question, project, gone, onReport),
        );
      } catch (error) {
        if (!gone.aborted) throw error;
        // Nobody is there to hear it.
        return reply.hijack() as never;
      }
    },
  );
};
