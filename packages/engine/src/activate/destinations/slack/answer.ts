import type { Instant } from '../../../model/time.ts';
import { classifyResponse } from '../classify-response.ts';
import type { Fault } from '../fault.ts';
import type { VendorResponse } from '../vendor-request.ts';

/**
 * What Slack's answer to a message means: `ok`, or a word. https://api.slack.com/changelog/2016-05-17-changes-to-errors-for-incoming-webhooks
 * and https://docs.slack.dev/messaging/sending-messages-using-incoming-webhooks have the words.
 */
export function readAnswer(response: VendorResponse, now: Instant): Fault | undefined {
  const word = response.body.trim();
  const fault = classifyResponse(response, now);
  if (fault === undefined) {
    if (word === 'ok') return undefined;
    return { kind: 'misconfigured', message: `the answer is not Slack's: ${word.slice(0, 200)}` };
  }
  if (fault.kind === 'limited' || fault.kind === 'unavailable') return fault;
  const said = inWords(fault);
  if (said !== fault) return said;
  if (response.status === 403 || response.status === 404) {
    return { kind: 'credentials', message: `${fault.message}: make a new webhook and set \`url\` to it` };
  }
  // A digest has no halves that could be tried.
  return { kind: 'misconfigured', message: fault.message };
}

/** The same fault, and what is to be done about it where it ends in one of Slack's words. */
export function inWords(fault: Fault): Fault {
  const word = /\w+$/.exec(fault.message)?.[0] ?? '';
  const known = Object.hasOwn(WORDS, word) ? WORDS[word] : undefined;
  return known === undefined ? fault : { kind: known.kind, message: `${word}: ${known.message}` };
}

const NEW_WEBHOOK = 'the webhook was removed: make a new one and set `url` to it';
const CHANNEL = 'its channel is gone: make a webhook for another one and set `url` to it';

const WORDS: Readonly<Record<string, { kind: 'credentials' | 'misconfigured'; message: string }>> = {
  invalid_token: { kind: 'credentials', message: NEW_WEBHOOK },
  no_active_hooks: { kind: 'credentials', message: NEW_WEBHOOK },
  no_service: { kind: 'credentials', message: NEW_WEBHOOK },
  no_service_id: { kind: 'credentials', message: NEW_WEBHOOK },
  no_team: { kind: 'credentials', message: NEW_WEBHOOK },
  team_disabled: { kind: 'credentials', message: 'the workspace is closed' },
  action_prohibited: { kind: 'credentials', message: 'an administrator has forbidden it to post here' },
  posting_to_general_channel_denied: {
    kind: 'credentials',
    message: 'an administrator has forbidden it to post to this channel',
  },
  channel_not_found: { kind: 'misconfigured', message: CHANNEL },
  channel_is_archived: { kind: 'misconfigured', message: CHANNEL },
};

/** Of a message that has none on purpose. */
export function refusesEmptyText({ status, body }: VendorResponse): boolean {
  return status === 400 && /^(no_text|invalid_payload|missing_text\w*)$/.test(body.trim());
}
