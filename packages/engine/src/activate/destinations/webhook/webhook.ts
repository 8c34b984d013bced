import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { newWebhookSecret, WEBHOOK_SECRET, webhookHeaders } from '../../export/webhook-signature.ts';
import { classifyResponse } from '../classify-response.ts';
import { type Destination, defineDestination } from '../define-destination.ts';
import { DestinationFault, withoutAudience } from '../fault.ts';
import type { Operation } from '../operation.ts';
import { APPLIED, type Outcome } from '../outcome.ts';
import { accountOrUserAddress } from '../person-address.ts';
import { accountOf } from '../short-digest.ts';

const settings = z.strictObject({
  url: z.url().max(2048),
  secret: z
    .string()
    .regex(WEBHOOK_SECRET, 'Expected `whsec_` and 24 to 64 bytes in base64')
    .describe('Signs every message: whsec_...'),
  membersPerMessage: z.int().min(1).max(1_000).default(1_000),
  requestsPerSecond: z.int().min(1).max(1_000).default(20),
});

/**
 * A receiver of one's own, told who entered and who left in signed messages after the Standard Webhooks specification
 * (https://www.standardwebhooks.com). A message that is tried again keeps its `webhook-id` and its body.
 */
export const webhook: Destination = defineDestination<z.infer<typeof settings>>({
  kind: 'webhook',
  title: 'Webhook',
  settings,
  secrets: ['secret'],
  makes: { secret: newWebhookSecret },
  units: ['user', 'account'],
  limits: ({ membersPerMessage, requestsPerSecond }) => ({
    operationsPerRequest: membersPerMessage,
    bytesPerRequest: 4_000_000,
    quotas: { messages: { requests: requestsPerSecond, perMs: 1_000 } },
    concurrency: 4,
    timeoutMs: 15_000,
  }),
  account: ({ url }) => accountOf(url),
  addressOf: accountOrUserAddress,
  mixes: true,
  steps: ['membership'],
  ensureAudience: async ({ name, marker }) => ({ id: marker, name }),
  plan: (operations, context) => [
    {
      quota: 'messages',
      operations,
      request: message(context.settings.url, context.batch, {
        type: 'cohort.membership',
        timestamp: new Date(context.now).toISOString(),
        data: {
          cohort: context.cohort,
          audience: context.audience.name,
          entered: operations.filter(({ kind }) => kind === 'add').map(entered),
          exited: operations.filter(({ kind }) => kind === 'remove').map(({ address }) => ({ id: address })),
        },
      }),
    },
  ],
  interpret: (planned, response, now) => {
    const fault = classifyResponse(response, now);
    if (fault) return { fault: withoutAudience(fault) };
    return { outcomes: new Map(planned.operations.map(({ id }): [string, Outcome] => [id, APPLIED])) };
  },
  sign: (request, { secret }, now) =>
    webhookHeaders(secret, request.headers['webhook-id'] ?? '', now, request.body ?? ''),
  verify: async ({ settings: { url }, call }) => {
    const ping = message(url, randomUUID(), { type: 'cusp.ping', data: {} });
    const response = await call(ping, 'messages');
    const fault = classifyResponse(response, 0);
    if (fault) throw new DestinationFault(withoutAudience(fault));
  },
});

function entered({ address, attributes }: Operation): object {
  return { id: address, attributes };
}

function message(url: string, id: string, body: object) {
  return {
    method: 'POST' as const,
    url,
    headers: { 'content-type': 'application/json', 'webhook-id': id },
    body: JSON.stringify(body),
  };
}
