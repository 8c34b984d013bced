import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** What goes wrong with one request on its way. */
export type Mishap =
  /** Answered in the server's place: it never arrives. */
  | {
      readonly kind: 'answer';
      readonly status: number;
      readonly headers?: Record<string, string>;
      readonly body: string;
    }
  /** It arrives and is handled, but the sender hears this status instead. */
  | { readonly kind: 'lose-answer'; readonly status: number; readonly body: string };

export interface FlakyProxy {
  readonly url: string;
  /** Paths of all requests that came, in order. */
  readonly seen: readonly string[];
  readonly close: () => Promise<void>;
}

/** Stands in front of a server: the first requests meet the mishaps, in order, all later ones pass. */
export async function flakyProxy(target: string, mishaps: readonly Mishap[]): Promise<FlakyProxy> {
  const seen: string[] = [];
  const left = [...mishaps];
  const server = createServer((request, response) => {
    seen.push(request.url ?? '');
    handle(request, response, target, left.shift()).catch(() => response.destroy());
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    seen,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

async function handle(
  request: IncomingMessage,
  response: ServerResponse,
  target: string,
  mishap: Mishap | undefined,
): Promise<void> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  if (mishap?.kind === 'answer') {
    response
      .writeHead(mishap.status, { 'content-type': 'application/json', ...mishap.headers })
      .end(mishap.body);
    return;
  }
  const headers = new Headers();
  for (const name of ['authorization', 'content-type', 'content-encoding']) {
    const value = request.headers[name];
    if (typeof value === 'string') headers.set(name, value);
  }
  const answer = await fetch(target + (request.url ?? ''), {
    method: request.method ?? 'GET',
    headers,
    body: Buffer.concat(chunks),
  });
  const body = await answer.text();
  const told = mishap ?? { status: answer.status, body };
  response.writeHead(told.status, { 'content-type': 'application/json' }).end(told.body);
}
