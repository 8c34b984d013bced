import { z } from 'zod';
import type { Routes } from '../create-server.ts';

/** Open to everyone and says nothing but that the server answers. */
export const healthRoutes: Routes = (server) => {
  server.get(
    '/health',
    {
      schema: {
        summary: 'Whether the server answers',
        security: [],
        response: { 200: z.object({ status: z.literal('ok') }) },
      },
    },
    () => ({ status: 'ok' as const }),
  );
};
