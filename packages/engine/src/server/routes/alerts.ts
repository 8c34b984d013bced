import { z } from 'zod';
import {
  type AlertReceiver,
  addReceiver,
  getReceiver,
  listReceivers,
  removeReceiver,
} from '../../activate/alerts/alert-receivers.ts';
import type { Routes } from '../create-server.ts';

const params = z.object({ id: z.string().min(1).max(200) });

export const receiverAnswer = z.object({
  id: z.string(),
  kind: z.enum(['slack', 'webhook']),
  host: z.string().describe('All of the address that is shown: the rest may be a secret'),
  failing: z
    .object({
      since: z.number().int(),
      error: z.string(),
      nextAt: z.number().int().describe('When it is told again, UTC ms'),
    })
    .nullable()
    .describe('Why it does not take what it is told'),
  createdAt: z.number().int(),
});

export const alertRoutes: Routes = (server, { records, alerts }) => {
  server.get(
    '/api/v1/alerts',
    {
      schema: {
        summary: 'Who is told when something is wrong in the project',
        response: { 200: z.object({ receivers: z.array(receiverAnswer) }) },
      },
    },
    async (request) => ({
      receivers: (await listReceivers(records, request.project.id)).map(receiverShown),
    }),
  );

  server.post(
    '/api/v1/alerts',
    {
      schema: {
        summary: 'Adds a receiver of alerts: an incoming webhook of Slack, or one of your own',
        body: z.strictObject({ kind: z.enum(['slack', 'webhook']), url: z.string().min(1).max(2_048) }),
        response: {
          201: receiverAnswer.extend({
            secret: z.string().nullable().describe('Of a webhook: signs every message. Shown this once'),
          }),
        },
      },
    },
    async (request, reply) => {
      const { secrets, policy } = alerts.dependencies;
      const { receiver, secret } = await addReceiver(
        records,
        secrets,
        policy,
        request.project.id,
        request.body,
      );
      return reply.code(201).send({ ...receiverShown(receiver), secret: secret ?? null });
    },
  );

  server.post(
    '/api/v1/alerts/:id/test',
    {
      schema: {
        summary: 'Sends a message of no meaning to a receiver',
        params,
        body: z.strictObject({}),
        response: { 200: receiverAnswer },
      },
    },
    async (request) => {
      const { project } = request;
      await alerts.test(await getReceiver(records, project.id, request.params.id), project);
      return receiverShown(await getReceiver(records, project.id, request.params.id));
    },
  );

  server.delete(
    '/api/v1/alerts/:id',
    {
      schema: {
        summary: 'Removes a receiver: it is told nothing more',
        params,
        response: { 200: z.object({ removed: z.string() }) },
      },
    },
    async (request) => {
      const receiver = await getReceiver(records, request.project.id, request.params.id);
      await removeReceiver(records, receiver);
      return { removed: receiver.id };
    },
  );
};

export function receiverShown({
  id,
  kind,
  host,
  failing,
  createdAt,
}: AlertReceiver): z.infer<typeof receiverAnswer> {
  return { id, kind, host, failing: failing ?? null, createdAt };
}
