import type { Clock } from '../../model/time.ts';
import type { SecretBox } from '../../util/secret-box.ts';
import { DestinationFault } from '../destinations/fault.ts';
import { webhookHeaders } from '../export/webhook-signature.ts';
import { redactor } from '../sync/redact.ts';
import type { Send } from '../sync/send.ts';
import { type AlertReceiver, type OpenedReceiver, openReceiver } from './alert-receivers.ts';

export const ALERT_TIMEOUT_MS = 10_000;
const SHOWN_BODY = 200;

/** Sends one message to a receiver, once. Gives why it was not taken, free of secrets; undefined when it was. */
export async function sendAlert(
  { send, secrets, clock }: { readonly send: Send; readonly secrets: SecretBox; readonly clock: Clock },
  receiver: AlertReceiver,
  id: string,
  body: string,
): Promise<string | undefined> {
  let opened: OpenedReceiver;
  try {
    opened = openReceiver(receiver, secrets);
  } catch {
    return 'its address cannot be read with the encryption key of this server: remove the receiver and add it again';
  }
  const { url, secret } = opened;
  const { pathname, search } = new URL(url);
  const redact = redactor([url, pathname + search, pathname, ...(secret === undefined ? [] : [secret])]);
  const headers =
    secret === undefined ? { 'content-type': 'application/json' } : webhookHeaders(secret, id, clock(), body);
  try {
    const answer = await send({ method: 'POST', url, headers, body }, ALERT_TIMEOUT_MS);
    if (answer.status >= 200 && answer.status < 300) return undefined;
    const said = answer.body.replaceAll(/\s+/g, ' ').trim().slice(0, SHOWN_BODY);
    return redact(`${receiver.host} answered ${answer.status}${said === '' ? '' : `: ${said}`}`);
  } catch (error) {
    if (error instanceof DestinationFault) return redact(error.message);
    const message = error instanceof Error ? error.message || error.name : String(error);
    return redact(`${receiver.host}: ${message}`);
  }
}
