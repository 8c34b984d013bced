import type { FastifyError, FastifyReply, FastifyRequest } from 'fastify';
import { OverloadedError } from '../../ingest/event-sink.ts';
import { RejectionWriter } from '../../ingest/rejection-writer.ts';
import type { MessageType } from '../../ingest/segment/read-message.ts';
import { readSegmentMessages, readSegmentRequest } from '../../ingest/segment/read-request.ts';
import { sentence } from '../../ingest/wire-batch.ts';
import type { Problem } from '../../util/result.ts';
import type { Routes } from '../create-server.ts';
import { asProblem, retryAfterSeconds } from '../error-handler.ts';
import type { BodyBudget } from '../ingest/body-budget.ts';
import { segmentBatchBody, segmentMessageBody, unchecked } from '../ingest/documented-bodies.ts';
import { answerPreflight, prepareIngestScope } from '../ingest/ingest-scope.ts';
import { inflatedBody, jsonBody } from '../ingest/request-body.ts';
import { takeBatch } from '../ingest/take-batch.ts';

/** Each endpoint with the short name under which the browser library knows it. Undefined: messages say what they are. */
const ENDPOINTS: readonly (readonly [path: string, type: MessageType | undefined])[] = [
  ['track', 'track'],
  ['t', 'track'],
  ['identify', 'identify'],
  ['i', 'identify'],
  ['group', 'group'],
  ['g', 'group'],
  ['page', 'page'],
  ['p', 'page'],
  ['screen', 'screen'],
  ['s', 'screen'],
  ['alias', 'alias'],
  ['a', 'alias'],
  ['batch', undefined],
  ['b', undefined],
];

const MOST_DESCRIBED = 100;

/**
 * Segment's tracking API. A message that cannot be taken fails alone; a batch of which anything was stored answers 200 and lists the
 * refused, because Segment's libraries hold every message of a batch for lost on any other answer.
 */
export const segmentRoutes: Routes = (server, dependencies) => {
  const { access, clock } = dependencies;
  const writer = new RejectionWriter(dependencies.store);

  async function take(
    request: FastifyRequest,
    reply: FastifyReply,
    budget: BodyBudget,
    type: MessageType | undefined,
  ) {
    const received = clock();
    const read = readSegmentRequest(jsonBody(await inflatedBody(request, budget)), type);
    if (!read.ok) return refuse(reply, 400, read.problems);
    const key = basicUser(request.headers.authorization) ?? read.value.writeKey;
    if (key === undefined) return refuse(reply, 401, [MISSING_KEY]);
    const holder = await access.holder(key);
    if (!holder) return refuse(reply, 401, [UNKNOWN_KEY]);
    const batch = readSegmentMessages(read.value, received);
    const { taken, refused } = await takeBatch(
      dependencies,
      writer,
      holder.project,
      'segment',
      batch,
      received,
    );
    const first = refused[0];
    if (first === undefined) return reply.send({ success: true });
    if (taken === 0) return refuse(reply, 400, first.problems);
    const described = refused.slice(0, MOST_DESCRIBED).map(({ index, problems }) => ({ index, problems }));
    return reply.send({ success: true, refusedCount: refused.length, refused: described });
  }

  server.register(async (scope) => {
    const budget = prepareIngestScope(scope);
    scope.setErrorHandler(answerLikeSegment);
    for (const [path, type] of ENDPOINTS) {
      scope.options(`/v1/${path}`, { schema: { hide: true } }, answerPreflight);
      scope.post(
        `/v1/${path}`,
        {
          schema: {
            summary: `Segment’s ${type ?? 'batch of messages'}`,
            security: [],
            body: type === undefined ? segmentBatchBody : segmentMessageBody,
          },
          validatorCompiler: unchecked,
        },
        (request, reply) => take(request, reply, budget, type),
      );
    }
  });
};

const MISSING_KEY: Problem = {
  code: 'missing-key',
  message: 'send the write key as the user of Basic authorization, or as writeKey in the body',
  path: 'authorization',
};
const UNKNOWN_KEY: Problem = {
  code: 'unknown-key',
  message: 'this write key was never made or was revoked: see `cusp key list`',
  path: 'authorization',
};

function refuse(reply: FastifyReply, status: number, problems: readonly Problem[]): FastifyReply {
  const message = problems.map(sentence).join('; ');
  return reply.code(status).send({ success: false, message, problems });
}

function basicUser(header: string | undefined): string | undefined {
  const encoded = /^Basic +(\S+) *$/i.exec(header ?? '')?.[1];
  if (encoded === undefined) return undefined;
  const user = Buffer.from(encoded, 'base64').toString('utf8').split(':', 1)[0];
  return user === '' ? undefined : user;
}

function answerLikeSegment(error: FastifyError, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const problem = asProblem(error, request);
  if (problem.status >= 500) request.log.error({ err: error }, 'ingest failed');
  if (error instanceof OverloadedError) reply.header('retry-after', retryAfterSeconds(error));
  return refuse(reply, problem.status, problem.problems);
}
