import { createHmac, randomBytes } from 'node:crypto';

/** How a secret is written: `whsec_` and 24 to 64 bytes in base64 (Standard Webhooks, https://www.standardwebhooks.com). */
export const WEBHOOK_SECRET = /^whsec_[A-Za-z0-9+/]{32,88}={0,2}$/;

const SECRET_BYTES = 32;

/** A new secret, as the specification writes it. */
export function newWebhookSecret(): string {
  return `whsec_${randomBytes(SECRET_BYTES).toString('base64')}`;
}

/**
 * The headers of the Standard Webhooks specification for one message: HMAC-SHA256 over `id.timestamp.body` with the
 * secret's bytes. `sentAt` is in ms; the header is in seconds. A retry of a message keeps its id and signs anew.
 */
export function webhookHeaders(
  secret: string,
  id: string,
  sentAt: number,
  body: string,
): Record<string, string> {
  const timestamp = String(Math.floor(sentAt / 1000));
  const key = Buffer.from(secret.replace(/^whsec_/, ''), 'base64');
  const signature = createHmac('sha256', key).update(`${id}.${timestamp}.${body}`).digest('base64');
  return {
    'content-type': 'application/json',
    'webhook-id': id,
    'webhook-timestamp': timestamp,
    'webhook-signature': `v1,${signature}`,
  };
}
