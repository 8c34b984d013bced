import { z } from 'zod';
import { LONGEST_PASSWORD } from '../accounts/auth-limits.ts';
import { anyPerson } from '../accounts/people.ts';
import { waitBefore } from '../accounts/wait-before.ts';
import { authenticateBrowser, browserSession } from '../authenticate.ts';
import { isLocalRequest } from '../browser/local-request.ts';
import { requireSameOrigin } from '../browser/same-origin.ts';
import type { ApiServer } from '../create-server.ts';
import type { Doors } from '../doors.ts';
import { PROBLEM_TYPE, problemDocument } from '../problem-document.ts';
import { loginNeeded, sessionAnswer, sessionOf, userAnswer, type Way } from './session-answer.ts';

/** Who is signed in, signing in and signing out. Open to everyone, because whoever is not signed in asks as well. */
export function sessionRoutes(server: ApiServer, doors: Doors): void {
  const { access, accounts, local, records, publicOrigin } = doors;

  server.get(
    '/api/v1/session',
    {
      schema: {
        summary: 'Who is signed in in this browser, and in which projects; 401 says which ways in there are',
        security: [],
        response: { 200: sessionAnswer, 401: loginNeeded },
      },
    },
    async (request, reply) => {
      reply.header('cache-control', 'no-store');
      const found = await authenticateBrowser(request, doors);
      if (found !== undefined) return sessionOf(found, await access.projects());
      const ways: Way[] = [
        ...(isLocalRequest(request) ? (['link'] as const) : []),
        (await anyPerson(records)) ? 'password' : 'invitation',
      ];
      const problem = { code: 'login-needed', message: words(ways), path: '' };
      return reply
        .code(401)
        .type(PROBLEM_TYPE)
        .send({ ...problemDocument(401, [problem]), ways });
    },
  );

  server.post(
    '/api/v1/session',
    {
      schema: {
        summary: 'Signs this browser in with an account',
        security: [],
        body: z.strictObject({
          email: z.string().trim().min(1).max(200),
          password: z.string().min(1).max(LONGEST_PASSWORD),
        }),
        response: { 200: z.object({ user: userAnswer }) },
      },
    },
    async (request, reply) => {
      requireSameOrigin(request, publicOrigin);
      const { user, cookies } = await accounts.signIn(request, request.body, waitBefore(reply));
      // Whoever signs in with an account wants to be that person, and not whoever sits at this machine.
      const session = await local.of(request);
      const forgotten = session === undefined ? [] : [await local.end(request, session)];
      reply.header('set-cookie', [...cookies, ...forgotten]);
      return { user };
    },
  );

  server.delete(
    '/api/v1/session',
    {
      schema: {
        summary: 'Signs this browser out',
        security: [],
        response: { 200: z.object({ signedOut: z.boolean().describe('false: nobody was signed in') }) },
      },
    },
    async (request, reply) => {
      const found = await browserSession(request, doors);
      if (found === undefined) return { signedOut: false };
      const cookies =
        found.kind === 'local' ? [await local.end(request, found.session)] : await accounts.signOut(request);
      reply.header('set-cookie', [...cookies]);
      return { signedOut: true };
    },
  );
}

function words(ways: readonly Way[]): string {
  const link = 'open the link that `cusp open` prints where the server runs';
  if (ways.includes('password')) {
    return `nobody is signed in: sign in with your account${ways.includes('link') ? `, or ${link}` : ''}`;
  }
  const invite = '`cusp team invite` prints a link for the first owner where the server runs';
  return `nobody is signed in${ways.includes('link') ? `: ${link}` : `, and nobody has an account yet: ${invite}`}`;
}
