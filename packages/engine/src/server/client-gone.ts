import type { FastifyReply, FastifyRequest } from 'fastify';

/** Aborted once the client goes away before it has its answer. */
export function clientGone(request: FastifyRequest, reply: FastifyReply): AbortSignal {
  const gone = new AbortController();
  const onClose = (): void => {
    if (!reply.raw.writableFinished) gone.abort();
  };
  // It may have gone while the request was still being read.
  if (reply.raw.destroyed || request.raw.socket?.destroyed) gone.abort();
  else reply.raw.once('close', onClose);
  return gone.signal;
}
