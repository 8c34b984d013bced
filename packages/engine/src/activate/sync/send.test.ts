import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { guardedSender } from './send.ts';

describe('sending', () => {
  const server = createServer((request, response) => {
    if (request.url === '/slow') return;
    if (request.url === '/redirect') response.writeHead(302, { location: '/inside' });
    if (request.url === '/echo') {
      request.pipe(response);
      return;
    }
    response.end(`${request.method} ${request.url} ${request.headers['content-length'] ?? '-'}`);
  });
  let base = '';
  beforeAll(async () => {
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  });
  afterAll(() => {
    server.closeAllConnections();
    server.close();
  });

  const anywhere = guardedSender({ allowPrivate: true });
  const publicOnly = guardedSender({ allowPrivate: false });
  afterAll(() => anywhere.close());
  const get = (path: string) => ({ method: 'GET' as const, url: base + path, headers: {} });

  it('keeps method and body, and follows no redirect', async () => {
    expect((await anywhere.send(get('/a'), 1_000)).body).toBe('GET /a -');
    const put = { method: 'PUT' as const, url: `${base}/b`, headers: {}, body: 'ü' };
    expect((await anywhere.send(put, 1_000)).body).toBe('PUT /b 2');
    expect((await anywhere.send(get('/redirect'), 1_000)).status).toBe(302);
  });

  it('sends bytes as they are', async () => {
    const bytes = Buffer.from([0xc3, 0xbc, 0x0a]);
    const put = { method: 'PUT' as const, url: `${base}/echo`, headers: {}, bytes };
    expect((await anywhere.send(put, 1_000)).body).toBe('ü\n');
    expect((await anywhere.send({ ...put, url: `${base}/b` }, 1_000)).body).toBe('PUT /b 3');
  });

  it('gives up after the time allowed', async () => {
    await expect(anywhere.send(get('/slow'), 50)).rejects.toMatchObject({ name: 'AbortError' });
  });

  it('refuses private addresses as written and as resolved', async () => {
    await expect(publicOnly.send(get('/a'), 1_000)).rejects.toMatchObject({
      fault: { kind: 'misconfigured' },
    });
    const { port } = new URL(base);
    const named = { method: 'GET' as const, url: `https://localhost:${port}/`, headers: {} };
    await expect(publicOnly.send(named, 1_000)).rejects.toThrow('private address');
  });
});
