import { z } from 'zod';
import { problemError } from '../../util/problem-error.ts';
import { ROLES } from '../caller.ts';
import type { ApiServer } from '../create-server.ts';
import type { Doors } from '../doors.ts';
import { linkTo } from './link-to.ts';
import { changeMember, listMembers } from './members.ts';
import { createReset } from './password-resets.ts';

const role = z.enum(ROLES);
const member = z.object({
  id: z.string(),
  name: z.string(),
  email: z.string(),
  role,
  addedAt: z.number().int(),
});
const params = z.object({ id: z.string() });

/** Who may act in a project. */
export function memberRoutes(server: ApiServer, { records, clock, publicOrigin }: Doors): void {
  server.get(
    '/api/v1/members',
    {
      config: { peopleOnly: true },
      schema: {
        summary: 'The people of the project, by name',
        response: { 200: z.object({ members: z.array(member) }) },
      },
    },
    async (request) => ({ members: [...(await listMembers(records, request.project.id))] }),
  );

  server.patch(
    '/api/v1/members/:id',
    {
      config: { role: 'owner', peopleOnly: true },
      schema: {
        summary: 'Gives a member another role; the last owner stays one',
        params,
        body: z.strictObject({ role }),
        response: { 200: z.object({ changed: z.string(), role }) },
      },
    },
    async (request) => {
      const { id } = request.params;
      await changeMember(records, request.project.id, id, request.body.role, !request.operator);
      return { changed: id, role: request.body.role };
    },
  );

  server.delete(
    '/api/v1/members/:id',
    {
      config: { role: 'owner', peopleOnly: true },
      schema: {
        summary: 'Takes somebody out of the project at once; the account stays',
        params,
        response: { 200: z.object({ removed: z.string() }) },
      },
    },
    async (request) => {
      const { id } = request.params;
      await changeMember(records, request.project.id, id, undefined, !request.operator);
      return { removed: id };
    },
  );

  server.post(
    '/api/v1/members/:id/reset',
    {
      config: { role: 'owner', peopleOnly: true },
      schema: {
        summary:
          'Makes a link with which a member sets a new password, once, within a day; for the operator of this server alone',
        params,
        response: { 201: z.object({ path: z.string(), url: z.string(), expiresAt: z.number().int() }) },
      },
    },
    async (request, reply) => {
      if (!request.operator) {
        throw problemError(
          403,
          'not-the-operator',
          'a password opens all projects of its owner: `cusp team reset` makes the link where the server runs',
        );
      }
      const { id } = request.params;
      if (!(await listMembers(records, request.project.id)).some((each) => each.id === id)) {
        throw problemError(404, 'unknown-member', `the project has no member "${id}"`, 'id');
      }
      const { secret, expiresAt } = await createReset(records, clock, id);
      return reply.code(201).send({ ...linkTo(request, publicOrigin, '/reset', secret), expiresAt });
    },
  );
}
