import type { FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { TransitionNames } from '../../analyse/membership/named-transitions.ts';
import { knownUnit } from '../../analyse/membership/unit-keys.ts';
import { type Cohort, getCohort } from '../../define/cohorts/cohort-records.ts';
import { readTransitions } from '../../define/membership/transition-log.ts';
import { problemError } from '../../util/problem-error.ts';
import { analysisContext } from '../analysis-context.ts';
import { cohortStream } from '../cohort-stream.ts';
import type { Routes } from '../create-server.ts';
import {
  assertNoPages,
  assertRoom,
  lastEventId,
  misplaced,
  ordinal,
  streamQuery,
  wantsStream,
} from '../stream-request.ts';
import { streamTransitions } from '../stream-transitions.ts';
import { transitionAnswer } from '../transition-answers.ts';

const MAX_PAGE = 1_000;

const instant = z.coerce.number().int().min(0);
const query = z.strictObject({
  unit: z
    .string()
    .min(1)
    .max(1_100)
    .optional()
    .describe('Only this user id, account or `device:` and device id'),
  direction: z.enum(['entered', 'exited']).optional(),
  from: instant.optional().describe('True at or after this instant, UTC ms. Of pages'),
  to: instant.optional().describe('True before this instant, UTC ms. Of pages'),
  limit: z.coerce
    .number()
    .int()
    .min(1)
    .max(MAX_PAGE)
    .optional()
    .describe('Of pages: how many, 100 when left out'),
  cursor: ordinal.optional().describe('Of pages: `next` of the page before'),
  ...streamQuery,
});
type Asked = z.infer<typeof query>;

const page = z.object({
  cohort: z.string(),
  transitions: z.array(transitionAnswer).readonly(),
  next: z
    .string()
    .nullable()
    .describe('Pass it as `cursor` for the page before in time; null after the last'),
});

export const cohortTransitionRoutes: Routes = (server, dependencies) => {
  const { records, store, live } = dependencies;
  const open = new Set<() => void>();
  server.addHook('preClose', (done) => {
    for (const end of open) end();
    done();
  });

  server.get(
    '/api/v1/cohorts/:id/transitions',
    {
      schema: {
        summary: 'Who came and who left, as it was recorded: in pages, the newest first, or as a stream',
        description:
          'With `Accept: text/event-stream` or `stream=1` the answer is server-sent events: `state` at first and whenever the cohort’s state changes, `transition` with its ordinal as id, and a comment every 15 s. Coming back with `Last-Event-ID` (or `after`) goes on from there without loss or repetition.',
        params: z.object({ id: z.string().describe('Its id or its name') }),
        querystring: query,
        response: { 200: page },
      },
    },
    async (request, reply) => {
      const cohort = await getCohort(records, request.project.id, request.params.id);
      const subjects = await subjectsOf(request.query.unit, cohort, request);
      if (wantsStream(request)) return stream(request.query, cohort, subjects, request, reply);
      return pageOf(request.query, cohort, subjects, request);
    },
  );

  async function subjectsOf(id: string | undefined, cohort: Cohort, { project }: FastifyRequest) {
    if (id === undefined) return undefined;
    return (await knownUnit(cohort.definition.unit, id, await analysisContext(dependencies, project))).keys;
  }

  async function pageOf(
    asked: Asked,
    cohort: Cohort,
    subjects: readonly string[] | undefined,
    { project }: FastifyRequest,
  ) {
    const { direction, from, to, cursor, after, limit = 100 } = asked;
    if (after !== undefined) throw misplaced('after', 'belongs to a stream: add `stream=1`, or use `cursor`');
    const found = await readTransitions(store, {
      project: project.id,
      cohort: cohort.id,
      subjects,
      direction,
      from,
      to,
      before: cursor,
      limit: limit + 1,
    });
    const shown = found.slice(0, limit);
    const names = new TransitionNames(store, records, project.id, cohort);
    const last = shown.at(-1);
    return {
      cohort: cohort.name,
      transitions: await names.named(shown),
      next: found.length > limit && last ? String(last.ordinal) : null,
    };
  }

  async function stream(
    asked: Asked,
    cohort: Cohort,
    subjects: readonly string[] | undefined,
    request: FastifyRequest,
    reply: FastifyReply,
  ): Promise<never> {
    assertNoPages(asked, ['from', 'to', 'limit', 'cursor']);
    const after = lastEventId(request) ?? asked.after;
    if (cohort.archivedAt !== undefined || live.state(request.project.id, cohort.id).state === 'off') {
      const why = cohort.archivedAt === undefined ? 'no server keeps cohorts live here' : 'it is archived';
      throw problemError(
        409,
        'not-live',
        `nothing can be watched: ${why}. Its recorded transitions come without \`stream\``,
      );
    }
    assertRoom(open);
    const { direction } = asked;
    const source = cohortStream(dependencies, request.project, cohort, { after, subjects, direction });
    await streamTransitions(request, reply, source, open);
    return reply as never;
  }
};
