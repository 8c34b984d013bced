import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';
import type { VendorRequest } from '../../packages/engine/src/activate/destinations/vendor-request.ts';
import type { FakeVendor } from './vendor.ts';

/** A fake vendor behind a port of the loopback, which stands for its own `host`. */
export async function listen(fake: FakeVendor, host: string): Promise<{ url: string; close: () => void }> {
  const server = createServer(async (incoming, response) => {
    const bytes = await buffer(incoming);
    const request: VendorRequest = {
      method: incoming.method as VendorRequest['method'],
      url: `https://${host}${incoming.url}`,
      headers: incoming.headers as Record<string, string>,
      body: bytes.toString(),
      bytes,
    };
    try {
      const answer = await fake.answer(request);
      response.writeHead(answer.status, answer.headers).end(answer.body);
    } catch {
      response.destroy();
    }
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: () => {
      server.closeAllConnections();
      server.close();
    },
  };
}
