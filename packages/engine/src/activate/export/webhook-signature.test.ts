import { randomBytes } from 'node:crypto';
import { Webhook } from 'standardwebhooks';
import { describe, expect, it } from 'vitest';
import { WEBHOOK_SECRET, webhookHeaders } from './webhook-signature.ts';

describe('webhook signature', () => {
  const secret = `whsec_${randomBytes(32).toString('base64')}`;
  const body = JSON.stringify({ entered: [{ id: 'ünï' }] });

  it('is accepted by the public verifier, and a changed body is not', () => {
    expect(secret).toMatch(WEBHOOK_SECRET);
    const headers = webhookHeaders(secret, 'msg_1', Date.now(), body);
    expect(new Webhook(secret).verify(body, headers)).toEqual(JSON.parse(body));
    expect(() => new Webhook(secret).verify(`${body} `, headers)).toThrow();
  });

  it('is refused under another secret and when it is old', () => {
    const other = `whsec_${randomBytes(32).toString('base64')}`;
    expect(() => new Webhook(other).verify(body, webhookHeaders(secret, 'm', Date.now(), body))).toThrow();
    expect(() =>
      new Webhook(secret).verify(body, webhookHeaders(secret, 'm', Date.now() - 600_000, body)),
    ).toThrow();
  });
});
