import { z } from 'zod';
import { isTimeZone, NAME_A_ZONE } from '../../util/calendar.ts';
import { problemError } from '../../util/problem-error.ts';
import { projectsOf } from '../caller.ts';
import type { Routes } from '../create-server.ts';

const project = z.object({
  id: z.string(),
  name: z.string(),
  timeZone: z.string(),
  accountGroup: z.string(),
});

const timeZone = z
  .string()
  .refine(isTimeZone, NAME_A_ZONE)
  .describe('IANA zone of calendar days and windows');
const accountGroup = z.string().min(1).max(100).describe('The group type that senders use for an account');

export const projectRoutes: Routes = (server, { access }) => {
  server.get(
    '/api/v1/projects',
    {
      schema: {
        summary: 'The projects that the caller may act in',
        response: { 200: z.object({ projects: z.array(project) }) },
      },
    },
    async (request) => ({
      projects: projectsOf(request.caller, await access.projects(), request.project).map(
        ({ role: _, ...each }) => each,
      ),
    }),
  );

  server.post(
    '/api/v1/projects',
    {
      config: { role: 'owner' },
      schema: {
        summary: 'Makes a project; for the operator of this server alone',
        body: z.strictObject({
          name: z
            .string()
            .regex(/^[\w][\w .-]{0,99}$/, 'Expected letters, digits, spaces, dots, - and _, at most 100'),
          timeZone: timeZone.default('UTC'),
          accountGroup: accountGroup.default('account'),
        }),
        response: { 201: project },
      },
    },
    async (request, reply) => {
      if (!request.operator) {
        throw problemError(
          403,
          'not-the-operator',
          'keys and accounts act within the projects that there are: make one with `cusp project create` where the server runs',
        );
      }
      const { name, ...settings } = request.body;
      return reply.code(201).send(await access.createProject(name, settings));
    },
  );

  server.patch(
    '/api/v1/project',
    {
      config: { role: 'owner' },
      schema: {
        summary: 'Changes the settings of the project; what is stored keeps the account group it came under',
        body: z.strictObject({ timeZone: timeZone.optional(), accountGroup: accountGroup.optional() }),
        response: { 200: project },
      },
    },
    async (request) => (await access.changeProject(request.project.id, request.body)) ?? request.project,
  );
};
