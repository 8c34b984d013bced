import type { FastifyError, FastifyReply, FastifyRequest } from 'fastify';
import {
  type AmplitudeAnswer,
  ingestedAnswer,
  invalidAnswer,
  overloadedAnswer,
  refusedAnswer,
  wrongKeyAnswer,
} from '../../ingest/amplitude/answer.ts';
import type { AmplitudeContext } from '../../ingest/amplitude/read-event.ts';
import { type RecordEndpoint, readRecord, readRecordRequest } from '../../ingest/amplitude/read-identify.ts';
import { readAmplitudeEvents, readAmplitudeRequest } from '../../ingest/amplitude/read-request.ts';
import { OverloadedError } from '../../ingest/event-sink.ts';
import { RejectionWriter } from '../../ingest/rejection-writer.ts';
import { readBatch, type WireBatch } from '../../ingest/wire-batch.ts';
import type { Project } from '../../model/project.ts';
import type { Routes } from '../create-server.ts';
import { asProblem, retryAfterSeconds } from '../error-handler.ts';
import type { BodyBudget } from '../ingest/body-budget.ts';
import { amplitudeEventsBody, amplitudeRecordBody, unchecked } from '../ingest/documented-bodies.ts';
import { answerPreflight, prepareIngestScope } from '../ingest/ingest-scope.ts';
import { formOrJsonBody, inflatedBody, jsonBody } from '../ingest/request-body.ts';
import { takeBatch } from '../ingest/take-batch.ts';

const EVENT_PATHS = ['/2/httpapi', '/batch'];
const RECORD_PATHS: readonly RecordEndpoint[] = ['identify', 'groupidentify', 'usermap'];

/** Amplitude's ingest API, as its SDKs speak it: HTTP V2, batch, identify, group identify and user mapping. */
export const amplitudeRoutes: Routes = (server, dependencies) => {
  const { access, clock } = dependencies;
  const writer = new RejectionWriter(dependencies.store);

  async function store(
    project: Project,
    batch: WireBatch,
    bytes: number,
    received: number,
  ): Promise<AmplitudeAnswer> {
    const { taken, refused } = await takeBatch(dependencies, writer, project, 'amplitude', batch, received);
    return refused.length === 0 ? ingestedAnswer(taken, bytes, received) : refusedAnswer(refused, taken);
  }

  async function takeEvents(request: FastifyRequest, reply: FastifyReply, budget: BodyBudget) {
    const received = clock();
    const body = await inflatedBody(request, budget);
    const read = readAmplitudeRequest(jsonBody(body));
    if (!read.ok) {
      const tooMany = read.problems.some((problem) => problem.code === 'too-many-events');
      return answer(reply, invalidAnswer(tooMany ? 413 : 400, read.problems));
    }
    const holder = await access.holder(read.value.apiKey);
    if (!holder) return answer(reply, wrongKeyAnswer());
    const batch = readAmplitudeEvents(read.value, {
      received,
      accountGroup: holder.project.accountGroup,
      remoteAddress: request.ip,
    });
    return answer(reply, await store(holder.project, batch, body.length, received));
  }

  async function takeRecords(
    request: FastifyRequest,
    reply: FastifyReply,
    budget: BodyBudget,
    endpoint: RecordEndpoint,
  ) {
    const received = clock();
    const body = await inflatedBody(request, budget);
    const read = readRecordRequest(formOrJsonBody(request, body), endpoint);
    if (!read.ok) return answer(reply, invalidAnswer(400, read.problems));
    const holder = await access.holder(read.value.apiKey);
    if (!holder) return answer(reply, wrongKeyAnswer());
    const context: AmplitudeContext = {
      received,
      skewMs: 0,
      minIdLength: 1,
      accountGroup: holder.project.accountGroup,
      remoteAddress: request.ip,
    };
    const batch = readBatch(read.value.records, (item, problems) =>
      readRecord(item, endpoint, context, problems),
    );
    const told = await store(holder.project, batch, body.length, received);
    return told.code === 200 ? reply.type('text/plain').send('success') : answer(reply, told);
  }

  server.register(async (scope) => {
    const budget = prepareIngestScope(scope);
    scope.setErrorHandler(answerLikeAmplitude);
    for (const path of EVENT_PATHS) {
      scope.options(path, { schema: { hide: true } }, answerPreflight);
      scope.post(
        path,
        {
          schema: {
            summary: 'Events in Amplitude’s HTTP V2 form',
            description:
              'A bad event is refused with its index and field (400); the rest of the batch is stored.',
            security: [],
            body: amplitudeEventsBody,
          },
          validatorCompiler: unchecked,
        },
        (request, reply) => takeEvents(request, reply, budget),
      );
    }
    for (const endpoint of RECORD_PATHS) {
      scope.options(`/${endpoint}`, { schema: { hide: true } }, answerPreflight);
      scope.post(
        `/${endpoint}`,
        {
          schema: {
            summary: `Amplitude’s ${endpoint}, as a form or JSON`,
            security: [],
            body: amplitudeRecordBody,
          },
          validatorCompiler: unchecked,
        },
        (request, reply) => takeRecords(request, reply, budget, endpoint),
      );
    }
  });
};

function answer(reply: FastifyReply, body: AmplitudeAnswer): FastifyReply {
  return reply.code(body.code).type('application/json').send(JSON.stringify(body));
}

/** The SDKs read `code` and `error`, not problem documents. */
function answerLikeAmplitude(
  error: FastifyError,
  request: FastifyRequest,
  reply: FastifyReply,
): FastifyReply {
  if (error instanceof OverloadedError) {
    return answer(reply.header('retry-after', retryAfterSeconds(error)), overloadedAnswer(error.message));
  }
  const problem = asProblem(error, request);
  if (problem.status >= 500) request.log.error({ err: error }, 'ingest failed');
  return answer(reply, invalidAnswer(problem.status, problem.problems));
}
