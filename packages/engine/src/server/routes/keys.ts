import { z } from 'zod';
import { problemError } from '../../util/problem-error.ts';
import type { KeyInfo } from '../access.ts';
import type { Routes } from '../create-server.ts';

const kind = z.enum(['write', 'secret']);
const key = z.object({
  id: z.string(),
  kind,
  prefix: z.string().describe('How the key begins'),
  createdAt: z.number().int(),
  revokedAt: z.number().int().nullable(),
});

export const keyRoutes: Routes = (server, { access }) => {
  server.get(
    '/api/v1/keys',
    { schema: { summary: 'The keys of the project', response: { 200: z.object({ keys: z.array(key) }) } } },
    async (request) => ({ keys: (await access.keys(request.project)).map(shown) }),
  );

  server.post(
    '/api/v1/keys',
    {
      config: { role: 'owner' },
      schema: {
        summary: 'Makes a key; this answer is the only time that it can be read',
        body: z.strictObject({ kind }),
        response: { 201: key.extend({ key: z.string() }) },
      },
    },
    async (request, reply) => {
      const made = await access.createKey(request.project, request.body.kind);
      return reply.code(201).send({ ...shown(made), key: made.key });
    },
  );

  server.delete(
    '/api/v1/keys/:id',
    {
      config: { role: 'owner' },
      schema: {
        summary: 'Revokes a key: it opens nothing from now on',
        params: z.object({ id: z.string() }),
        response: { 200: z.object({ revoked: z.string() }) },
      },
    },
    async (request) => {
      const { id } = request.params;
      if (await access.revokeKey(request.project, id)) return { revoked: id };
      throw problemError(
        404,
        'unknown-key',
        `the project has no key "${id}": \`cusp key list\` shows them`,
        'id',
      );
    },
  );
};

function shown(info: KeyInfo) {
  const { id, kind, prefix, createdAt, revokedAt } = info;
  return { id, kind, prefix, createdAt, revokedAt: revokedAt ?? null };
}
