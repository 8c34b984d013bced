import type { FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { must } from '../../util/assert.ts';
import { problemError } from '../../util/problem-error.ts';
import { browserSession } from '../authenticate.ts';
import { requireSameOrigin } from '../browser/same-origin.ts';
import { ROLES, type User } from '../caller.ts';
import type { ApiServer } from '../create-server.ts';
import type { Doors } from '../doors.ts';
import { userAnswer } from '../session/session-answer.ts';
import type { Entry } from './accounts.ts';
import { LONGEST_PASSWORD, SHORTEST_PASSWORD } from './auth-limits.ts';
import { type Invitation, readInvitation, useInvitation } from './invitations.ts';
import { takeReset } from './password-resets.ts';
import { personByEmail } from './people.ts';
import { waitBefore } from './wait-before.ts';

const token = z.string().min(1).max(200).describe('What stands after # in the link');
const newPassword = z.string().min(SHORTEST_PASSWORD).max(LONGEST_PASSWORD);
const joined = z.object({ user: userAnswer, project: z.string().describe('Its id') });

/** What people do with links that they were given. Open to everyone who has one. */
export function joinRoutes(server: ApiServer, doors: Doors): void {
  const { records, clock, accounts, access } = doors;

  server.post(
    '/api/v1/session/invitation',
    {
      config: { changesNothing: true },
      schema: {
        summary: 'What an invitation is for, before it is accepted',
        security: [],
        body: z.strictObject({ token }),
        response: {
          200: z.object({
            project: z.string().describe('Its name'),
            role: z.enum(ROLES),
            email: z.string().nullable().describe('The address that it is for; null: any'),
            hasAccount: z.boolean().describe('Whether that address has an account, which then joins'),
            invitedBy: z.string(),
            expiresAt: z.number().int(),
          }),
        },
      },
    },
    async (request, reply) => {
      reply.header('cache-control', 'no-store');
      const invitation = await readInvitation(records, clock, request.body.token);
      const { role, email, createdBy, expiresAt, projectId } = invitation;
      return {
        project: must(await access.project(projectId), 'project').name,
        role,
        email: email ?? null,
        hasAccount: email !== undefined && (await personByEmail(records, email)) !== undefined,
        invitedBy: createdBy,
        expiresAt,
      };
    },
  );

  server.post(
    '/api/v1/session/invitation/accept',
    {
      schema: {
        summary:
          'Accepts an invitation: with the account that is signed in, or, given a password, with the account of that email, which is made when there is none',
        security: [],
        body: z.strictObject({
          token,
          name: z.string().trim().min(1).max(100).optional().describe('Of a new account'),
          email: z.email().max(200).optional(),
          password: z.string().min(1).max(LONGEST_PASSWORD).optional(),
        }),
        response: { 200: joined },
      },
    },
    async (request, reply) => {
      requireSameOrigin(request, doors.publicOrigin);
      const invitation = await readInvitation(records, clock, request.body.token);
      const { password } = request.body;
      if (password === undefined) {
        const user = await signedIn(request, invitation);
        await useInvitation(records, clock, invitation, user.id);
        return { user, project: invitation.projectId };
      }
      const { entry, isNew } = await enter(request, reply, invitation, password);
      try {
        await useInvitation(records, clock, invitation, entry.user.id);
      } catch (error) {
        if (isNew) await records.db.deleteFrom('people').where('id', '=', entry.user.id).execute();
        throw error;
      }
      reply.header('set-cookie', [...entry.cookies]);
      return { user: entry.user, project: invitation.projectId };
    },
  );

  server.post(
    '/api/v1/session/reset',
    {
      schema: {
        summary:
          'Sets a new password with a link that was made for it, ends all other sessions, and signs in',
        security: [],
        body: z.strictObject({ token, password: newPassword }),
        response: { 200: z.object({ user: userAnswer }) },
      },
    },
    async (request, reply) => {
      requireSameOrigin(request, doors.publicOrigin);
      const { password } = request.body;
      const { personId, email } = await takeReset(records, clock, request.body.token);
      await accounts.setPassword(personId, password);
      const entry = await accounts.signIn(request, { email, password }, waitBefore(reply));
      reply.header('set-cookie', [...entry.cookies]);
      return { user: entry.user };
    },
  );

  async function signedIn(request: FastifyRequest, invitation: Invitation): Promise<User> {
    const session = await browserSession(request, doors);
    if (session?.kind !== 'account') {
      throw problemError(
        401,
        'login-needed',
        'no account is signed in: sign in first, or give name, email and password of a new one',
      );
    }
    assertFor(invitation, session.user.email);
    return session.user;
  }

  async function enter(
    request: FastifyRequest<{ Body: { name?: string | undefined; email?: string | undefined } }>,
    reply: FastifyReply,
    invitation: Invitation,
    password: string,
  ): Promise<{ readonly entry: Entry; readonly isNew: boolean }> {
    const email = request.body.email ?? invitation.email;
    if (email === undefined) throw problemError(422, 'missing-field', 'is missing: give your email', 'email');
    assertFor(invitation, email);
    if (await personByEmail(records, email)) {
      return { entry: await accounts.signIn(request, { email, password }, waitBefore(reply)), isNew: false };
    }
    const { name } = request.body;
    if (name === undefined) throw problemError(422, 'missing-field', 'is missing: give your name', 'name');
    if (password.length < SHORTEST_PASSWORD) {
      throw problemError(
        422,
        'short-password',
        `a new password has at least ${SHORTEST_PASSWORD} characters, this has ${password.length}`,
        'password',
      );
    }
    return { entry: await accounts.create(request, { name, email, password }), isNew: true };
  }
}

function assertFor(invitation: Invitation, email: string): void {
  if (invitation.email === undefined || invitation.email === email.toLowerCase()) return;
  throw problemError(
    403,
    'other-email',
    `this invitation is for ${invitation.email}: use that address, or ask for another invitation`,
    'email',
  );
}
