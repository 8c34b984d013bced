import type { LookupAddress, LookupOptions } from 'node:dns';
import { lookup } from 'node:dns';
import { type Agent as HttpAgent, request as httpRequest, type RequestOptions } from 'node:http';
import { type Agent as HttpsAgent, request as httpsRequest } from 'node:https';
import ipaddr from 'ipaddr.js';
import { failed, ok, type Result } from '../util/result.ts';

/** Whether the receivers that people name may be on this machine or in a private network. Off unless the operator says so. */
export interface OutgoingPolicy {
  readonly allowPrivate: boolean;
}

/** Checks a receiver's address as it is written; what its name resolves to is checked again when the connection is made. */
export function checkOutgoingUrl(text: string, policy: OutgoingPolicy, path = 'url'): Result<URL> {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  const problem = (code: string, message: string) => failed({ code, message, path });
  if (!url)
    return problem(
      'bad-url',
      `${JSON.stringify(text.slice(0, 200))} is not a URL: give one such as https://example.com/hook`,
    );
  if (url.protocol !== 'https:' && url.protocol !== 'http:') {
    return problem('bad-url', `${url.protocol}// is not supported: use https://`);
  }
  if (url.username || url.password)
    return problem('bad-url', 'credentials in a URL are not accepted: use the signing secret');
  const host = url.hostname.replace(/^\[|\]$/g, '');
  if (ipaddr.isValid(host) && !allowed(host, policy))
    return problem('private-address', `${host} ${PRIVATE_HINT}`);
  if (url.protocol === 'http:' && !policy.allowPrivate) {
    return problem('bad-url', 'http:// would send people in the clear: use https://');
  }
  return ok(url);
}

const PRIVATE_HINT =
  'is a private address: receivers must be on the public internet unless the server runs with CUSP_ALLOW_PRIVATE_RECEIVERS=1';

function allowed(address: string, policy: OutgoingPolicy): boolean {
  return policy.allowPrivate || ipaddr.process(address).range() === 'unicast';
}

/** A DNS look-up that fails for a name that leads to a refused address: the check at the moment of connecting. */
export function guardedLookup(policy: OutgoingPolicy) {
  return (
    host: string,
    options: LookupOptions,
    done: (error: NodeJS.ErrnoException | null, address: string | LookupAddress[], family?: number) => void,
  ): void => {
    lookup(host, { ...options, all: true }, (error, found) => {
      if (error) return done(error, []);
      const refused = found.find(({ address }) => !allowed(address, policy));
      if (refused) return done(new Error(`${host} leads to ${refused.address}, which ${PRIVATE_HINT}`), []);
      const [first] = found;
      if (options.all || !first) return done(null, found);
      return done(null, first.address, first.family);
    });
  };
}

export interface OutgoingResponse {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  /** Its beginning, as far as it was asked to be kept. */
  readonly body: string;
}

const KEPT_BODY_BYTES = 4096;

/** What goes out to a receiver. */
export interface OutgoingRequest {
  readonly url: URL;
  readonly method: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string | Uint8Array | undefined;
  readonly timeoutMs: number;
  /** How much of the answer's body is kept; the rest is read and dropped. */
  readonly keptBytes: number;
  /** Connections to be used again. Only for requests under one policy: an open connection is not looked up again. */
  readonly agents?: { readonly http: HttpAgent; readonly https: HttpsAgent } | undefined;
}

/** POSTs a body and keeps the first 4 KiB of the answer. */
export function postGuarded(
  url: URL,
  body: string,
  headers: Readonly<Record<string, string>>,
  policy: OutgoingPolicy,
  timeoutMs: number,
): Promise<OutgoingResponse> {
  return sendGuarded({ url, method: 'POST', headers, body, timeoutMs, keptBytes: KEPT_BODY_BYTES }, policy);
}

/**
 * Sends one request. Redirects are not followed, because each could lead inside; the answer's body is kept only in part.
 * Rejects on a refused address, a broken connection, or after `timeoutMs`.
 */
export function sendGuarded(outgoing: OutgoingRequest, policy: OutgoingPolicy): Promise<OutgoingResponse> {
  const { url, method, headers, body, timeoutMs, keptBytes, agents } = outgoing;
  const secure = url.protocol === 'https:';
  const options: RequestOptions = {
    method,
    headers: body === undefined ? headers : { ...headers, 'content-length': Buffer.byteLength(body) },
    lookup: guardedLookup(policy),
    signal: AbortSignal.timeout(timeoutMs),
    ...(agents === undefined ? {} : { agent: secure ? agents.https : agents.http }),
  };
  return new Promise((resolve, reject) => {
    const send = secure ? httpsRequest : httpRequest;
    const request = send(url, options, (response) => {
      const kept: string[] = [];
      let room = keptBytes;
      response.setEncoding('utf8');
      response.on('data', (chunk: string) => {
        if (room <= 0) return;
        kept.push(chunk.slice(0, room));
        room -= chunk.length;
      });
      response.on('end', () =>
        resolve({ status: response.statusCode ?? 0, headers: response.headers, body: kept.join('') }),
      );
      response.on('error', reject);
    });
    request.on('error', reject);
    request.end(body);
  });
}
