import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { BodyBudget } from './body-budget.ts';
import { BODY_LIMIT } from './request-body.ts';

/** Bytes of bodies that all requests of one wire format together may hold. */
const BUDGET = 128 * 1024 * 1024;

/**
 * Makes a scope fit for senders: bodies come as raw bytes whatever their content type says (beacons say text/plain), pages of any
 * origin may send, and the memory of waiting bodies is bounded.
 */
export function prepareIngestScope(scope: FastifyInstance): BodyBudget {
  const budget = new BodyBudget(BUDGET);
  scope.removeAllContentTypeParsers();
  scope.addContentTypeParser(
    '*',
    { parseAs: 'buffer', bodyLimit: BODY_LIMIT },
    async (request: FastifyRequest, body: Buffer) => {
      budget.hold(request, body.length);
      return body;
    },
  );
  scope.addHook('onResponse', async (request) => budget.release(request));
  scope.addHook('onRequest', async (_, reply) => {
    reply.header('access-control-allow-origin', '*');
  });
  return budget;
}

/** Answers a browser that asks whether it may send. */
export function answerPreflight(_: FastifyRequest, reply: FastifyReply): FastifyReply {
  return reply
    .code(204)
    .headers({
      'access-control-allow-methods': 'POST, OPTIONS',
      'access-control-allow-headers': 'authorization, content-type, content-encoding',
      'access-control-max-age': '86400',
    })
    .send();
}
