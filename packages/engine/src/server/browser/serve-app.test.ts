import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { brotliCompressSync, gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type TemporaryServer, temporaryServer } from '../../../../../test/support/temporary-server.ts';

const PAGE = { accept: 'text/html,application/xhtml+xml,*/*;q=0.8' };
const SCRIPT = 'export const cusp = 1;\n'.repeat(100);
const INDEX =
  '<!doctype html><meta name="csp-nonce" content="__CSP_NONCE__"><style nonce="__CSP_NONCE__"></style>';

describe('the app, served', () => {
  let folder: string;
  let temporary: TemporaryServer;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'cusp-web-'));
    temporary = await temporaryServer(Date.UTC(2026, 0, 10), { appFolder: folder });
  });
  afterAll(async () => {
    await temporary.dispose();
    await rm(folder, { recursive: true, force: true });
  });

  const get = (url: string, headers: Record<string, string> = {}, method: 'GET' | 'HEAD' = 'GET') =>
    temporary.server.inject({ method, url, headers });

  async function build(): Promise<void> {
    await mkdir(join(folder, 'assets'), { recursive: true });
    await writeFile(join(folder, 'index.html'), INDEX);
    await writeFile(join(folder, 'icon.svg'), '<svg xmlns="http://www.w3.org/2000/svg"/>');
    await writeFile(join(folder, '.secret.txt'), 'hidden');
    await writeFile(join(folder, 'assets/app-1a2b.js'), SCRIPT);
    await writeFile(join(folder, 'assets/app-1a2b.js.br'), brotliCompressSync(SCRIPT));
    await writeFile(join(folder, 'assets/app-1a2b.js.gz'), gzipSync(SCRIPT));
    await writeFile(join(folder, 'assets/plain-3c4d.js'), SCRIPT);
  }

  it('says how to build the app while it is not, and answers the API all the same', async () => {
    const page = await get('/', PAGE);
    expect([page.statusCode, page.headers['content-type']]).toEqual([200, 'text/html; charset=utf-8']);
    expect(page.body).toContain('npm run build');
    expect((await get('/assets/app-1a2b.js')).statusCode).toBe(404);
    const answer = await temporary.server.inject({ url: '/api/v1/keys', headers: temporary.headers });
    expect(answer.json()).toEqual({ keys: [] });
    await build();
    expect((await get('/', PAGE)).body).toContain('csp-nonce');
  });

  it('gives every page a policy with a nonce of its own, and lets none be kept', async () => {
    await build();
    const nonces = new Set<string>();
    for (const url of ['/', '/cohorts/abc?tab=members', '/users/a.b@example.com']) {
      const { statusCode, headers, body } = await get(url, PAGE);
      expect([url, statusCode, headers['cache-control']]).toEqual([url, 200, 'no-store']);
      const nonce = /<meta name="csp-nonce" content="([\w+/=]{24})">/.exec(body)?.[1] ?? '';
      expect(body).toContain(`<style nonce="${nonce}">`);
      expect(body).not.toContain('__CSP_NONCE__');
      expect(headers['content-security-policy']).toBe(
        `default-src 'none'; script-src 'self'; style-src-elem 'self' 'nonce-${nonce}'; style-src-attr 'unsafe-inline'; ` +
          "img-src 'self' data: blob:; font-src 'self'; connect-src 'self'; manifest-src 'self'; worker-src 'self' blob:; " +
          "form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
      );
      expect(headers).toMatchObject({
        'x-content-type-options': 'nosniff',
        'referrer-policy': 'same-origin',
        'cross-origin-opener-policy': 'same-origin',
      });
      nonces.add(nonce);
    }
    expect(nonces.size).toBe(3);
  });

  it.each([
    ['br', 'br'],
    ['gzip, deflate, br', 'br'],
    ['gzip', 'gzip'],
    [undefined, undefined],
  ])('sends what was compressed beforehand to whoever accepts %s', async (accepted, encoding) => {
    await build();
    const headers = accepted === undefined ? {} : { 'accept-encoding': accepted };
    const answer = await get('/assets/app-1a2b.js', headers);
    expect(answer.statusCode).toBe(200);
    expect(answer.headers['content-encoding']).toBe(encoding);
    expect(answer.headers['content-type']).toMatch(/^(text|application)\/javascript/);
    expect(answer.headers['cache-control']).toBe('public, max-age=31536000, immutable');
    expect(answer.headers.vary).toBe('accept-encoding');
    const raw = {
      br: brotliCompressSync(SCRIPT),
      gzip: gzipSync(SCRIPT),
      none: Buffer.from(SCRIPT),
    };
    expect(answer.rawPayload.equals(raw[(encoding ?? 'none') as keyof typeof raw])).toBe(true);
  });

  it('sends a file as it is when nothing was compressed', async () => {
    await build();
    const answer = await get('/assets/plain-3c4d.js', { 'accept-encoding': 'br, gzip' });
    expect([answer.statusCode, answer.headers['content-encoding'], answer.body]).toEqual([
      200,
      undefined,
      SCRIPT,
    ]);
  });

  it('serves files beside the page, which are asked for each time', async () => {
    await build();
    const icon = await get('/icon.svg', { accept: 'image/*' });
    expect([icon.statusCode, icon.headers['cache-control']]).toEqual([200, 'public, max-age=0']);
    expect(icon.headers['content-type']).toBe('image/svg+xml');
    const same = await get('/icon.svg', { 'if-none-match': String(icon.headers.etag) });
    expect(same.statusCode).toBe(304);
    expect((await get('/icon.svg', {}, 'HEAD')).statusCode).toBe(200);
  });

  it.each([
    '/assets/../index.html',
    '/assets/..%2f..%2fpackage.json',
    '/assets/%2e%2e/%2e%2e/package.json',
    '/assets/',
    '/assets/missing.js',
    '/.secret.txt',
    '/..%2fpackage.json',
  ])('has nothing at %s', async (url) => {
    await build();
    const answer = await get(url);
    expect([403, 404]).toContain(answer.statusCode);
    expect(answer.headers['content-type']).toContain('application/problem+json');
  });

  it.each([
    '/api/v1/nope',
    '/api',
    '/api/v2/x',
    '/metrics/x',
    '/health/x',
    '/v1/nope',
    '/2/nope',
    '/assets/x',
  ])('tells programs that there is nothing at %s, though a browser asks', async (url) => {
    await build();
    const answer = await get(url, PAGE);
    expect(answer.statusCode).toBe(404);
    expect(answer.json().problems[0].code).toBe('no-such-path');
  });

  it('shows a page to people alone', async () => {
    await build();
    for (const accept of ['application/json', '*/*', 'text/html;q=0, application/json']) {
      expect((await get('/cohorts', { accept })).statusCode, accept).toBe(404);
    }
    const sent = await temporary.server.inject({ method: 'POST', url: '/cohorts', headers: PAGE });
    expect(sent.statusCode).toBe(404);
  });
});
