import { z } from 'zod';
import { cachedCounts } from '../../activate/sync/standing-counts.ts';
import type { Routes } from '../create-server.ts';
import { projectMetrics } from '../metrics/project-metrics.ts';

/**
 * For Prometheus. With a secret key: this process and the key's project. With the operator's token: all projects.
 */
export const metricsRoutes: Routes = (server, { records, live, access, metrics, clock }) => {
  const counts = cachedCounts(records, () => performance.now());
  server.get(
    '/metrics',
    {
      schema: {
        summary: 'Metrics in the text format of Prometheus: of this process, and of the key’s project',
        produces: ['text/plain'],
        response: { 200: z.string() },
      },
    },
    async (request, reply) => {
      const projects = request.operator ? await access.projects() : [request.project];
      const own = await projectMetrics({ records, live, counts, metrics, projects, now: clock() });
      const text = `${await metrics.registry.metrics()}\n${await own.metrics()}`;
      return reply.type(metrics.registry.contentType).send(text);
    },
  );
};
