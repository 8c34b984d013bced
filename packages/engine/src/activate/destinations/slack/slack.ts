import { z } from 'zod';
import type { CallContext } from '../audience.ts';
import { type Destination, defineDestination } from '../define-destination.ts';
import { DestinationFault } from '../fault.ts';
import { accountOrUserAddress } from '../person-address.ts';
import { accountOf } from '../short-digest.ts';
import type { VendorRequest } from '../vendor-request.ts';
import { inWords, readAnswer, refusesEmptyText } from './answer.ts';
import { digestText } from './digest-text.ts';

const settings = z.strictObject({
  url: z
    .string()
    .max(500)
    .regex(
      /^https:\/\/hooks\.slack(-gov)?\.com\/services\/[\w/-]+$/,
      'Expected the address of an incoming webhook: https://hooks.slack.com/services/...',
    )
    .describe('Of an incoming webhook, made for one channel: https://hooks.slack.com/services/...'),
  everyMinutes: z
    .int()
    .min(1)
    .max(7 * 24 * 60)
    .default(60)
    .describe('The least time from one digest of a sync to the next'),
  reasons: z.boolean().default(true).describe('Say by count why people entered'),
  names: z
    .boolean()
    .default(false)
    .describe('Name some of those who entered and left, which is personal data'),
});

type SlackSettings = z.infer<typeof settings>;

/**
 * A Slack channel that is told how a cohort changes, never a message for each person.
 * https://docs.slack.dev/messaging/sending-messages-using-incoming-webhooks
 */
export const slack: Destination = defineDestination<SlackSettings>({
  kind: 'slack',
  title: 'Slack',
  settings,
  // Whoever knows the address may post.
  secrets: ['url'],
  units: ['user', 'account'],
  // About a message a second and channel: https://docs.slack.dev/apis/web-api/rate-limits
  limits: () => ({
    operationsPerRequest: 1,
    bytesPerRequest: 40_000,
    quotas: { messages: { requests: 1, perMs: 1_000 } },
    concurrency: 1,
    timeoutMs: 15_000,
  }),
  account: ({ url }) => accountOf(url),
  addressOf: accountOrUserAddress,
  mixes: true,
  steps: [],
  asksEntries: true,
  everyMs: ({ everyMinutes }) => everyMinutes * 60_000,
  ensureAudience: async ({ name, marker }) => ({ id: marker, name }),
  plan: () => [],
  interpret: () => ({ outcomes: new Map() }),
  digest: {
    plan: (digest, context) => ({
      quota: 'messages',
      request: message(context.settings, {
        text: digestText(digest, context),
        unfurl_links: false,
        unfurl_media: false,
      }),
    }),
    interpret: readAnswer,
  },
  verify,
});

/** Posts a message without text: Slack refuses it, and in its own words, when the webhook is one. The channel sees nothing. */
async function verify({ settings: given, call }: CallContext<SlackSettings>): Promise<void> {
  const response = await call(message(given, { text: '' }), 'messages').catch((error: unknown) => {
    throw error instanceof DestinationFault ? new DestinationFault(inWords(error.fault)) : error;
  });
  if (refusesEmptyText(response)) return;
  const fault = readAnswer(response, 0);
  const odd = `a message without text should be refused, and the answer was ${response.status}`;
  throw new DestinationFault(fault ?? { kind: 'misconfigured', message: odd });
}

function message({ url }: SlackSettings, body: object): VendorRequest {
  return { method: 'POST', url, headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) };
}
