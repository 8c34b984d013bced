import type { FastifyRequest } from 'fastify';
import { z } from 'zod';
import { problemError } from '../../util/problem-error.ts';
import { LONGEST_PASSWORD, SHORTEST_PASSWORD } from '../accounts/auth-limits.ts';
import { waitBefore } from '../accounts/wait-before.ts';
import type { BrowserSession } from '../authenticate.ts';
import { browserSession } from '../authenticate.ts';
import type { ApiServer } from '../create-server.ts';
import type { Doors } from '../doors.ts';

const browser = z.object({
  id: z.string(),
  current: z.boolean().describe('The one that asks'),
  since: z.number().int(),
  until: z.number().int(),
  address: z.string().nullable().describe('Where it signed in from'),
  agent: z.string().nullable().describe('What it said that it is'),
});

/** The browsers in which a person is signed in, and their password. On the server's own machine: all that came in by links. */
export function browserRoutes(server: ApiServer, doors: Doors): void {
  const { accounts, clock, records } = doors;

  server.get(
    '/api/v1/session/browsers',
    {
      schema: {
        summary: 'Where one is signed in, the latest first',
        security: [],
        response: { 200: z.object({ browsers: z.array(browser) }) },
      },
    },
    async (request, reply) => {
      reply.header('cache-control', 'no-store');
      const own = await someone(request);
      const found = own.kind === 'local' ? await localBrowsers() : await browsersOf(own.user.id);
      return { browsers: found.map((each) => ({ ...each, current: each.id === own.session })) };
    },
  );

  server.delete(
    '/api/v1/session/browsers/:id',
    {
      schema: {
        summary: 'Signs one out, at once',
        security: [],
        params: z.object({ id: z.string() }),
        response: { 200: z.object({ signedOut: z.string() }) },
      },
    },
    async (request) => {
      const own = await someone(request);
      const { id } = request.params;
      const gone =
        own.kind === 'local'
          ? await records.db.deleteFrom('browser_sessions').where('id', '=', id).returning('id').execute()
          : await records.db
              .deleteFrom('person_sessions')
              .where('id', '=', id)
              .where('person_id', '=', own.user.id)
              .returning('id')
              .execute();
      if (gone.length === 1) return { signedOut: id };
      throw problemError(404, 'unknown-browser', `you are not signed in in a browser "${id}"`, 'id');
    },
  );

  server.post(
    '/api/v1/session/password',
    {
      schema: {
        summary: 'Changes the password of who is signed in, and signs out all other browsers',
        security: [],
        body: z.strictObject({
          current: z.string().min(1).max(LONGEST_PASSWORD),
          next: z.string().min(SHORTEST_PASSWORD).max(LONGEST_PASSWORD),
        }),
        response: { 200: z.object({ changed: z.literal(true) }) },
      },
    },
    async (request, reply) => {
      const own = await someone(request);
      if (own.kind === 'local') {
        throw problemError(409, 'no-account', 'this browser is signed in by a link, and has no password');
      }
      const cookies = await accounts.changePassword(request, own.user, request.body, waitBefore(reply));
      reply.header('set-cookie', [...cookies]);
      return { changed: true as const };
    },
  );

  async function someone(request: FastifyRequest): Promise<BrowserSession> {
    const found = await browserSession(request, doors);
    if (found !== undefined) return found;
    throw problemError(401, 'login-needed', 'nobody is signed in: GET /api/v1/session says how');
  }

  async function localBrowsers() {
    const rows = await records.db
      .selectFrom('browser_sessions')
      .selectAll()
      .where('expires_at', '>', clock())
      .orderBy('created_at', 'desc')
      .execute();
    return rows.map(({ id, created_at, expires_at }) => ({
      id,
      since: created_at,
      until: expires_at,
      address: null,
      agent: null,
    }));
  }

  async function browsersOf(personId: string) {
    const rows = await records.db
      .selectFrom('person_sessions')
      .selectAll()
      .where('person_id', '=', personId)
      .where('expires_at', '>', new Date())
      .orderBy('created_at', 'desc')
      .execute();
    return rows.map((row) => ({
      id: row.id,
      since: row.created_at.getTime(),
      until: row.expires_at.getTime(),
      address: row.ip_address || null,
      agent: row.user_agent || null,
    }));
  }
}
