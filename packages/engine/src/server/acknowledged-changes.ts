import type { FastifyInstance } from 'fastify';

declare module 'fastify' {
  interface FastifyInstance {
    /** How many requests were answered that may have changed something. */
    changes: () => number;
  }
  interface FastifyContextConfig {
    /** Of a route that changes nothing although its method could. */
    changesNothing?: boolean;
  }
}

const SAFE = new Set(['GET', 'HEAD', 'OPTIONS']);

/**
 * Counts, in `server.changes()`, the requests after which the stores may not be what they were: events sent, cohorts edited, exports run. A
 * request counts just before its answer goes out, so whoever was told that something is stored finds the number changed.
 *
 * Must be called before any route is added.
 */
export function countChanges(server: FastifyInstance): void {
  let changes = 0;
  server.decorate('changes', () => changes);
  server.addHook('onSend', (request, _reply, payload, done) => {
    const { config } = request.routeOptions;
    if (!SAFE.has(request.method) && config.changesNothing !== true) changes += 1;
    done(null, payload);
  });
}
