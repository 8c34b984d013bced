import type { FastifyInstance } from 'fastify';
import type { Metrics } from './metrics.ts';

/**
 * Measures every answer under the pattern of its route, so that ids in paths make no labels; what no route matched is `none`. Whoever
 * asks for an event stream is left out: it lasts for as long as somebody watches. Must be called before any route is added.
 */
export function measureRequests(
  server: FastifyInstance,
  { observeHttp }: Pick<Metrics, 'observeHttp'>,
): void {
  server.addHook('onResponse', (request, reply, done) => {
    if (request.headers.accept?.includes('text/event-stream') !== true) {
      const route = request.routeOptions.url;
      observeHttp(
        route === undefined ? 'any' : request.method,
        route ?? 'none',
        reply.statusCode,
        reply.elapsedTime / 1_000,
      );
    }
    done();
  });
}
