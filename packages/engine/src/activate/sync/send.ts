import { Agent as HttpAgent } from 'node:http';
import { Agent as HttpsAgent } from 'node:https';
import { must } from '../../util/assert.ts';
import { DestinationFault } from '../destinations/fault.ts';
import type { VendorRequest, VendorResponse } from '../destinations/vendor-request.ts';
import { checkOutgoingUrl, type OutgoingPolicy, sendGuarded } from '../outgoing-url.ts';

/** Sends one request once. Rejects when no answer came; with a DestinationFault when the address may not be used. */
export type Send = (request: VendorRequest, timeoutMs: number) => Promise<VendorResponse>;

/** Lists of members that are read back come whole: a million addresses are tens of megabytes. */
const KEPT_BYTES = 256 * 1024 * 1024;

export interface Sender {
  readonly send: Send;
  readonly close: () => void;
}

/** Requests over HTTP with connections kept open, each address checked as it is written and as it resolves. */
export function guardedSender(policy: OutgoingPolicy): Sender {
  const agents = { http: new HttpAgent({ keepAlive: true }), https: new HttpsAgent({ keepAlive: true }) };
  return {
    send: async (request, timeoutMs) => {
      const url = checkOutgoingUrl(request.url, policy);
      if (!url.ok) {
        throw new DestinationFault({
          kind: 'misconfigured',
          message: must(url.problems[0], 'problem').message,
        });
      }
      const { method, headers, body: text, bytes: body = text } = request;
      const outgoing = { url: url.value, method, headers, body, timeoutMs, keptBytes: KEPT_BYTES, agents };
      const answer = await sendGuarded(outgoing, policy);
      return { status: answer.status, headers: single(answer.headers), body: answer.body };
    },
    close: () => {
      agents.http.destroy();
      agents.https.destroy();
    },
  };
}

function single(headers: Readonly<Record<string, string | string[] | undefined>>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(headers).flatMap(([name, value]) =>
      value === undefined ? [] : [[name, Array.isArray(value) ? value.join(', ') : value]],
    ),
  );
}
