import type { FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { ProjectTransitionNames } from '../../analyse/membership/project-transition-names.ts';
import { listCohorts } from '../../define/cohorts/cohort-records.ts';
import { readTransitions } from '../../define/membership/transition-log.ts';
import { problemError } from '../../util/problem-error.ts';
import { projectStream } from '../cohort-stream.ts';
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

const instant = z.coerce.number().int().min(0);
const query = z.strictObject({
  direction: z.enum(['entered', 'exited']).optional(),
  from: instant.optional().describe('True at or after this instant, UTC ms. Of pages'),
  to: instant.optional().describe('True before this instant, UTC ms. Of pages'),
  limit: z.coerce
    .number()
    .int()
    .min(1)
    .max(1_000)
    .optional()
    .describe('Of pages: how many, 100 when left out'),
  cursor: ordinal.optional().describe('Of pages: `next` of the page before'),
  ...streamQuery,
});
type Asked = z.infer<typeof query>;

const page = z.object({
  transitions: z
    .array(transitionAnswer.extend({ cohort: z.object({ id: z.string(), name: z.string() }) }))
    .readonly(),
  next: z
    .string()
    .nullable()
    .describe('Pass it as `cursor` for the page before in time; null after the last'),
});

/** Transitions of all cohorts: the same as of each one, with its name. */
export const transitionRoutes: Routes = (server, dependencies) => {
  const { records, store, live, clock } = dependencies;
  const open = new Set<() => void>();
  server.addHook('preClose', (done) => {
    for (const end of open) end();
    done();
  });

  server.get(
    '/api/v1/transitions',
    {
      schema: {
        summary: 'Who came into any cohort and who left one, in pages, the newest first, or as a stream',
        description:
          'With `Accept: text/event-stream` or `stream=1` the answer is server-sent events, as of a single cohort: `state` (of every cohort) at first and when one changes, `transition` with its ordinal as id. Coming back with `Last-Event-ID` (or `after`) goes on from there without loss or repetition. Archived cohorts are among the pages.',
        querystring: query,
        response: { 200: page },
      },
    },
    async (request, reply) =>
      wantsStream(request) ? stream(request.query, request, reply) : pageOf(request.query, request),
  );

  async function pageOf(asked: Asked, { project }: FastifyRequest) {
    const { direction, from, to, cursor, after, limit = 100 } = asked;
    if (after !== undefined) throw misplaced('after', 'belongs to a stream: add `stream=1`, or use `cursor`');
    const found = await readTransitions(store, {
      project: project.id,
      cohort: undefined,
      direction,
      from,
      to,
      before: cursor,
      limit: limit + 1,
    });
    const shown = found.slice(0, limit);
    const names = new ProjectTransitionNames({ store, records, clock, project: project.id });
    const last = shown.at(-1);
    return {
      transitions: await names.named(shown),
      next: found.length > limit && last ? String(last.ordinal) : null,
    };
  }

  async function stream(asked: Asked, request: FastifyRequest, reply: FastifyReply): Promise<never> {
    assertNoPages(asked, ['from', 'to', 'limit', 'cursor']);
    const after = lastEventId(request) ?? asked.after;
    const { project } = request;
    const cohorts = await listCohorts(records, project.id);
    if (cohorts.length > 0 && cohorts.every(({ id }) => live.state(project.id, id).state === 'off')) {
      throw problemError(
        409,
        'not-live',
        'nothing can be watched: no server keeps cohorts live here. Recorded transitions come without `stream`',
      );
    }
    assertRoom(open);
    await streamTransitions(
      request,
      reply,
      projectStream(dependencies, project, { after, direction: asked.direction }),
      open,
    );
    return reply as never;
  }
};
