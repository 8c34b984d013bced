import { z } from 'zod';
import type { Project } from '../../model/project.ts';
import type { Authenticated } from '../authenticate.ts';
import { projectsOf, ROLES, roleOf } from '../caller.ts';
import { problemSchema } from '../problem-document.ts';

const role = z.enum(ROLES);
const projectOfSession = z.object({
  id: z.string(),
  name: z.string(),
  timeZone: z.string(),
  accountGroup: z.string(),
  role,
});

export const userAnswer = z.object({ id: z.string(), name: z.string(), email: z.string() });

/** Who is signed in, as the pages are told. */
export const sessionAnswer = z.object({
  kind: z
    .enum(['local', 'account'])
    .describe('local: a browser on the server’s own machine, signed in by a link'),
  user: userAnswer.nullable(),
  role: role.describe('In the project of this request'),
  project: projectOfSession.describe('The one that the header cusp-project names, or else the first'),
  projects: z.array(projectOfSession),
  timeZone: z.string().describe('Of the project: IANA'),
});

const way = z
  .enum(['link', 'password', 'invitation'])
  .describe(
    'link: `cusp open` where the server runs; password: of an account; invitation: nobody has an account yet, `cusp team invite` makes the first',
  );
export type Way = z.infer<typeof way>;

/** The problem `login-needed`. */
export const loginNeeded = problemSchema.extend({
  ways: z.array(way).describe('The ways in that there are'),
});

export function sessionOf(
  { caller, project }: Authenticated,
  all: readonly Project[],
): z.infer<typeof sessionAnswer> {
  return {
    kind: caller.kind === 'account' ? 'account' : 'local',
    user: caller.kind === 'account' ? caller.user : null,
    role: roleOf(caller),
    project: { ...project, role: roleOf(caller) },
    projects: [...projectsOf(caller, all, project)],
    timeZone: project.timeZone,
  };
}
