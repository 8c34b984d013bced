import type { FastifyError, FastifyReply, FastifyRequest } from 'fastify';
import { isResponseSerializationError } from 'fastify-type-provider-zod';
import { OverloadedError } from '../ingest/event-sink.ts';
import { QueryLimitError } from '../store/event-store.ts';
import { ProblemError, problemError } from '../util/problem-error.ts';
import { PROBLEM_TYPE, problemDocument } from './problem-document.ts';

/** Answers whatever a route threw as problem+json. Only what nobody could expect is logged as an error. */
export function answerError(error: unknown, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const problem = asProblem(error, request);
  if (problem.status >= 500 && !isCancelled(error)) request.log.error({ err: error }, 'request failed');
  if (error instanceof OverloadedError) reply.header('retry-after', retryAfterSeconds(error));
  return reply
    .code(problem.status)
    .type(PROBLEM_TYPE)
    .send(JSON.stringify({ ...problem.members, ...problemDocument(problem.status, problem.problems) }));
}

export function retryAfterSeconds(error: OverloadedError): number {
  return Math.max(1, Math.ceil(error.retryAfterMs / 1_000));
}

/** A query was stopped because nobody waits for it any more, as pages do with every letter that is typed, or because the server closes. */
function isCancelled(error: unknown): boolean {
  return error instanceof QueryLimitError && error.limit === 'cancelled';
}

/** Any thrown value as a problem with a status. What is not a known mistake of the caller says nothing of the inside. */
export function asProblem(error: unknown, request: FastifyRequest): ProblemError {
  if (error instanceof ProblemError) return error;
  if (error instanceof OverloadedError) {
    return problemError(429, 'overloaded', `too much is waiting to be stored: ${error.message}`);
  }
  if (isCancelled(error)) {
    return problemError(503, 'query-cancelled', 'the query was stopped before it was over: ask again');
  }
  if (error instanceof QueryLimitError) {
    return problemError(
      422,
      `query-${error.limit}-limit`,
      `${error.message}: ask for a shorter time range or fewer events${
        error.limit === 'memory' ? ', or give questions more with the setting CUSP_QUERY_MEMORY' : ''
      }`,
    );
  }
  if (isResponseSerializationError(error)) return unexpected();
  return fromFastify(error as Partial<FastifyError>, request) ?? unexpected();
}

function unexpected(): ProblemError {
  return problemError(500, 'internal-error', 'something broke inside Cusp: the server log says what');
}

function fromFastify(error: Partial<FastifyError>, request: FastifyRequest): ProblemError | undefined {
  const limit = request.routeOptions.bodyLimit;
  switch (error.code) {
    case 'FST_ERR_CTP_BODY_TOO_LARGE':
      return problemError(
        413,
        'body-too-large',
        `the body is larger than ${limit} bytes: send it in smaller parts`,
      );
    case 'FST_ERR_CTP_INVALID_MEDIA_TYPE':
      return problemError(
        415,
        'unsupported-media-type',
        `got content-type ${request.headers['content-type'] ?? 'none'}: send application/json`,
      );
    case 'FST_ERR_CTP_EMPTY_JSON_BODY':
      return problemError(400, 'empty-body', 'the body is empty: send a JSON object');
    case 'FST_ERR_CTP_INVALID_CONTENT_LENGTH':
      return problemError(400, 'wrong-content-length', 'the body is not as long as content-length says');
  }
  if (error instanceof SyntaxError || error.code === 'FST_ERR_CTP_INVALID_JSON_BODY') {
    return problemError(400, 'malformed-json', `the body is not JSON: ${error.message ?? ''}`);
  }
  const status = error.statusCode;
  if (status !== undefined && status >= 400 && status < 500) {
    return problemError(status, 'bad-request', error.message ?? 'the request cannot be read');
  }
  return undefined;
}
