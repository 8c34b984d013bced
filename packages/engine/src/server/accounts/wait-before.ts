import type { FastifyReply } from 'fastify';

/** Tells a client how many seconds to wait before it tries again. */
export function waitBefore(reply: FastifyReply): (seconds: number) => void {
  return (seconds) => void reply.header('retry-after', seconds);
}
