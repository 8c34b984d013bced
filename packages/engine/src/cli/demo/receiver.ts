import { createHmac, timingSafeEqual } from 'node:crypto';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A messaging tool's side of a webhook, on loopback: checks signatures and keeps its own list of members. */
export interface DemoReceiver {
  readonly url: string;
  /** Ids that it has now. */
  readonly members: ReadonlySet<string>;
  /** Messages whose signature was good, and those whose was not. */
  readonly accepted: () => number;
  readonly refused: () => number;
  readonly expect: (secret: string) => void;
  readonly close: () => Promise<void>;
}

export async function openReceiver(): Promise<DemoReceiver> {
  const members = new Set<string>();
  const seen = { accepted: 0, refused: 0 };
  let key = Buffer.alloc(0);
  const server = createServer(async (request, response) => {
    const body = await textOf(request);
    if (!isSigned(request, body, key)) {
      seen.refused += 1;
      response.writeHead(401).end();
      return;
    }
    const message = JSON.parse(body) as { entered: { id: string }[]; exited: { id: string }[] };
    for (const { id } of message.exited) members.delete(id);
    for (const { id } of message.entered) members.add(id);
    seen.accepted += 1;
    response.writeHead(204).end();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/cusp`,
    members,
    accepted: () => seen.accepted,
    refused: () => seen.refused,
    expect: (secret) => {
      key = Buffer.from(secret.replace(/^whsec_/, ''), 'base64');
    },
    close: () => new Promise((resolve) => server.close(() => resolve())),
  };
}

async function textOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString('utf8');
}

function isSigned({ headers }: IncomingMessage, body: string, key: Buffer): boolean {
  const given = String(headers['webhook-signature'] ?? '').replace(/^v1,/, '');
  const signed = `${headers['webhook-id']}.${headers['webhook-timestamp']}.${body}`;
  const wanted = createHmac('sha256', key).update(signed).digest();
  const bytes = Buffer.from(given, 'base64');
  return bytes.length === wanted.length && timingSafeEqual(bytes, wanted);
}
