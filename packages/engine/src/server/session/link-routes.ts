import { z } from 'zod';
import { problemError } from '../../util/problem-error.ts';
import type { ApiServer } from '../create-server.ts';
import type { Doors } from '../doors.ts';

/** Makes one-time links, for the operator alone: who can read the data directory can let a browser in. */
export function linkRoutes(server: ApiServer, { links }: Doors): void {
  server.post(
    '/api/v1/session/links',
    {
      config: { changesNothing: true },
      schema: {
        summary:
          'Makes a link that signs a browser on this machine in, once; for the operator of this server alone',
        response: {
          201: z.object({
            path: z.string().describe('To open on this server, at an address of the loopback'),
            expiresAt: z.number().int(),
          }),
        },
      },
    },
    async (request, reply) => {
      if (request.caller.kind !== 'operator') {
        throw problemError(403, 'not-the-operator', 'links are made with `cusp open` where the server runs');
      }
      const { token, expiresAt } = links.make();
      return reply.code(201).send({ path: `/open?token=${token}`, expiresAt });
    },
  );
}
