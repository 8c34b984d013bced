import { setTimeout as sleep } from 'node:timers/promises';
import type { Clock } from '../../model/time.ts';
import { type OutgoingPolicy, type OutgoingResponse, postGuarded } from '../outgoing-url.ts';
import { webhookHeaders } from './webhook-signature.ts';

export interface WebhookReceiver {
  readonly url: URL;
  /** `whsec_...`, opened just before use and never logged. */
  readonly secret: string;
  readonly policy: OutgoingPolicy;
  readonly clock: Clock;
  /** Waits between tries, in ms; its length is the number of retries. */
  readonly retryAfterMs?: readonly number[] | undefined;
}

/** What became of one message: taken, or given up with a reason a person can act on. */
export type Delivery =
  | { readonly outcome: 'accepted' }
  | { readonly outcome: 'failed'; readonly reason: string };

const TIMEOUT_MS = 15_000;
const RETRY_AFTER_MS = [500, 2_000, 8_000];
const LONGEST_WAIT_MS = 30_000;

/**
 * Sends one signed message until the receiver answers 2xx. A broken connection, a timeout, 408, 429 and 5xx are tried
 * again under the same `webhook-id`, waiting as `Retry-After` asks; any other answer is final.
 */
export async function deliver(receiver: WebhookReceiver, id: string, payload: object): Promise<Delivery> {
  const body = JSON.stringify(payload);
  const waits = receiver.retryAfterMs ?? RETRY_AFTER_MS;
  for (let attempt = 0; ; attempt += 1) {
    const { reason, retry, waitMs } = await tryOnce(receiver, id, body);
    if (reason === undefined) return { outcome: 'accepted' };
    const wait = waits[attempt];
    if (!retry || wait === undefined) return { outcome: 'failed', reason };
    await sleep(Math.min(Math.max(wait, waitMs), LONGEST_WAIT_MS));
  }
}

interface Attempt {
  /** Undefined when it was accepted. */
  readonly reason: string | undefined;
  readonly retry: boolean;
  readonly waitMs: number;
}

async function tryOnce(receiver: WebhookReceiver, id: string, body: string): Promise<Attempt> {
  const headers = webhookHeaders(receiver.secret, id, receiver.clock(), body);
  try {
    return judged(await postGuarded(receiver.url, body, headers, receiver.policy, TIMEOUT_MS));
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    const refused = message.includes('private address');
    return { reason: `${receiver.url.host}: ${message}`, retry: !refused, waitMs: 0 };
  }
}

function judged(response: OutgoingResponse): Attempt {
  if (response.status >= 200 && response.status < 300) return { reason: undefined, retry: false, waitMs: 0 };
  const retry = response.status === 408 || response.status === 429 || response.status >= 500;
  const said = response.body.replaceAll(/\s+/g, ' ').slice(0, 200);
  const after = Number(response.headers['retry-after']);
  return {
    reason: `the receiver answered ${response.status}${said ? `: ${said}` : ''}`,
    retry,
    waitMs: Number.isFinite(after) ? after * 1000 : 0,
  };
}
