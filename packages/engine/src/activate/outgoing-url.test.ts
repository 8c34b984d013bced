import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { checkOutgoingUrl, postGuarded } from './outgoing-url.ts';

const PUBLIC_ONLY = { allowPrivate: false };
const ANYWHERE = { allowPrivate: true };

describe('outgoing URLs', () => {
  it.each([
    'http://127.0.0.1/x',
    'https://10.1.2.3/',
    'https://169.254.169.254/latest/meta-data',
    'https://[::1]/',
    'https://[::ffff:127.0.0.1]/',
    'https://0.0.0.0/',
    'https://2130706433/',
    'https://0x7f.1/',
    'http://example.com/',
    'ftp://example.com/',
    'https://user:pass@example.com/',
    'not a url',
    '',
  ])('refuses %s', (url) => {
    expect(checkOutgoingUrl(url, PUBLIC_ONLY)).toMatchObject({ ok: false, problems: [{ path: 'url' }] });
  });

  it('accepts the public internet, and loopback when the operator allows it', () => {
    expect(checkOutgoingUrl('https://hooks.example.com/a', PUBLIC_ONLY).ok).toBe(true);
    expect(checkOutgoingUrl('http://127.0.0.1:9/', ANYWHERE).ok).toBe(true);
  });

  describe('when connecting', () => {
    const server = createServer((request, response) => {
      if (request.url === '/redirect') response.writeHead(302, { location: '/inside' });
      response.end(request.url === '/long' ? 'x'.repeat(100_000) : request.url);
    });
    let port = 0;
    beforeAll(async () => {
      await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
      port = (server.address() as AddressInfo).port;
    });
    afterAll(() => new Promise((resolve) => server.close(resolve)));

    it('refuses a name that leads to a private address', async () => {
      const url = new URL(`http://localhost:${port}/inside`);
      await expect(postGuarded(url, '{}', {}, PUBLIC_ONLY, 2_000)).rejects.toThrow('private address');
      await expect(postGuarded(url, '{}', {}, ANYWHERE, 2_000)).resolves.toMatchObject({
        status: 200,
        body: '/inside',
      });
    });

    it('does not follow a redirect, and keeps the answer short', async () => {
      const at = (path: string) =>
        postGuarded(new URL(`http://127.0.0.1:${port}${path}`), '{}', {}, ANYWHERE, 2_000);
      await expect(at('/redirect')).resolves.toMatchObject({ status: 302 });
      expect((await at('/long')).body.length).toBe(4096);
    });
  });
});
