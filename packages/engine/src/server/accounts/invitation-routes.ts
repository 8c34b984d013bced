import { z } from 'zod';
import { problemError } from '../../util/problem-error.ts';
import { nameOf, ROLES } from '../caller.ts';
import type { ApiServer } from '../create-server.ts';
import type { Doors } from '../doors.ts';
import { createInvitation, type Invitation, openInvitations, withdrawInvitation } from './invitations.ts';
import { linkTo } from './link-to.ts';

const role = z.enum(ROLES);
const invitation = z.object({
  id: z.string(),
  role,
  email: z.string().nullable().describe('Good for this address alone; null: for whoever has the link'),
  createdBy: z.string(),
  createdAt: z.number().int(),
  expiresAt: z.number().int(),
});

/** Links that make somebody a member. */
export function invitationRoutes(server: ApiServer, { records, clock, publicOrigin }: Doors): void {
  const config = { role: 'owner', peopleOnly: true } as const;

  server.get(
    '/api/v1/invitations',
    {
      config,
      schema: {
        summary: 'Invitations that nobody has accepted yet, the newest first',
        response: { 200: z.object({ invitations: z.array(invitation) }) },
      },
    },
    async (request) => ({
      invitations: (await openInvitations(records, clock, request.project.id)).map(shown),
    }),
  );

  server.post(
    '/api/v1/invitations',
    {
      config,
      schema: {
        summary:
          'Makes a link that makes somebody a member, once, within 7 days; this answer is the only time that it can be read',
        body: z.strictObject({ role, email: z.email().max(200).optional() }),
        response: { 201: invitation.extend({ path: z.string(), url: z.string() }) },
      },
    },
    async (request, reply) => {
      const { role: given, email } = request.body;
      const made = await createInvitation(records, clock, {
        projectId: request.project.id,
        role: given,
        email,
        createdBy: nameOf(request.caller),
      });
      return reply.code(201).send({ ...shown(made), ...linkTo(request, publicOrigin, '/join', made.secret) });
    },
  );

  server.delete(
    '/api/v1/invitations/:id',
    {
      config,
      schema: {
        summary: 'Withdraws an invitation: its link is good for nothing from now on',
        params: z.object({ id: z.string() }),
        response: { 200: z.object({ withdrawn: z.string() }) },
      },
    },
    async (request) => {
      const { id } = request.params;
      if (await withdrawInvitation(records, request.project.id, id)) return { withdrawn: id };
      throw problemError(404, 'unknown-invitation', `the project has no open invitation "${id}"`, 'id');
    },
  );
}

function shown(made: Invitation): z.infer<typeof invitation> {
  const { id, role: given, email, createdBy, createdAt, expiresAt } = made;
  return { id, role: given, email: email ?? null, createdBy, createdAt, expiresAt };
}
