import { z } from 'zod';
import type { Project } from '../../model/project.ts';
import { type Authenticated, authenticateBrowser } from '../authenticate.ts';
import { ROLES, roleOf } from '../caller.ts';
import type { ApiServer } from '../create-server.ts';
import type { Doors } from '../doors.ts';
import { PROBLEM_TYPE, problemDocument, problemSchema } from '../problem-document.ts';
import { isLocalRequest } from './local-request.ts';

const role = z.enum(ROLES);
const projectOfSession = z.object({
  id: z.string(),
  name: z.string(),
  timeZone: z.string(),
  accountGroup: z.string(),
  role,
});
const sessionAnswer = z.object({
  kind: z
    .enum(['local', 'account'])
    .describe('local: a browser on the server’s own machine, signed in by a link'),
  user: z.object({ id: z.string(), name: z.string(), email: z.string() }).nullable(),
  role: role.describe('In the project of this request'),
  project: projectOfSession.describe('The one that the header cusp-project names, or else the first'),
  projects: z.array(projectOfSession),
  timeZone: z.string().describe('Of the project: IANA'),
});

const way = z
  .enum(['link', 'password', 'invitation'])
  .describe(
    'link: `cusp open` where the server runs; password: of an account; invitation: nobody has an account yet, `cusp user invite` makes the first',
  );
const loginNeeded = problemSchema.extend({ ways: z.array(way).describe('The ways in that there are') });

/** Who is signed in, and signing out. Open to everyone, because whoever is not signed in asks as well. */
export function sessionRoutes(server: ApiServer, doors: Doors): void {
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
      if (found !== undefined) return answerOf(found, await doors.access.projects());
      const ways = isLocalRequest(request) ? (['link'] as const) : [];
      const problem = { code: 'login-needed', message: words(ways), path: '' };
      return reply
        .code(401)
        .type(PROBLEM_TYPE)
        .send({ ...problemDocument(401, [problem]), ways: [...ways] });
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
      const found = await authenticateBrowser(request, doors);
      if (found?.caller.kind !== 'local') return { signedOut: false };
      reply.header('set-cookie', await doors.local.end(request, found.caller.session));
      return { signedOut: true };
    },
  );
}

function answerOf(
  { caller, project }: Authenticated,
  projects: readonly Project[],
): z.infer<typeof sessionAnswer> {
  const own = roleOf(caller);
  return {
    kind: 'local',
    user: null,
    role: own,
    project: { ...project, role: own },
    projects: projects.map((each) => ({ ...each, role: own })),
    timeZone: project.timeZone,
  };
}

function words(ways: readonly string[]): string {
  if (ways.includes('link'))
    return 'nobody is signed in: open the link that `cusp open` prints where the server runs';
  return 'nobody is signed in';
}
