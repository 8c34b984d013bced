import { chmod, mkdir, mkdtemp, readdir, readFile, rm, symlink, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { folderUrl } from '../destinations/files/folder-url.ts';
import type { VendorRequest } from '../destinations/vendor-request.ts';
import { withFolder } from './folder-sender.ts';
import type { Send } from './send.ts';

describe('files below a root', () => {
  let base = '';
  let root = '';
  let send: Send;
  const overHttp: Send = async () => ({ status: 200, headers: {}, body: 'over HTTP' });
  beforeEach(async () => {
    base = await mkdtemp(join(tmpdir(), 'cusp-folder-'));
    root = join(base, 'root');
    await mkdir(root);
    send = withFolder(overHttp, root, Date.now);
  });
  afterEach(() => rm(base, { recursive: true }));

  const ask = (method: VendorRequest['method'], url: string, text = '') =>
    send({ method, url, headers: {}, bytes: Buffer.from(text) }, 1_000);
  const put = (path: string, text: string, query = '') => ask('PUT', folderUrl(path) + query, text);
  const read = (path: string) => readFile(join(root, path), 'utf8');

  it('writes whole files, again over what was there, and leaves nothing else', async () => {
    expect((await put('a/b/c.csv', 'one')).status).toBe(201);
    expect((await put('a/b/c.csv', 'two, and longer')).status).toBe(201);
    expect((await put('a/b/c.csv', 'ü')).status).toBe(201);
    expect(await read('a/b/c.csv')).toBe('ü');
    expect(await readdir(join(root, 'a/b'))).toEqual(['c.csv']);
  });

  it('shows a file of parts once it is whole, whichever part comes twice', async () => {
    await put('all.csv', 'before');
    await put('all.csv', 'hel', '?upload=next&offset=0');
    await put('all.csv', 'XX', '?upload=next&offset=3');
    await put('all.csv', 'lo', '?upload=next&offset=3');
    const finish = (size: number) => ask('POST', `${folderUrl('all.csv')}?upload=next&size=${size}`);
    expect((await finish(9)).status).toBe(409);
    expect(await read('all.csv')).toBe('before');
    expect((await finish(5)).status).toBe(201);
    expect(await read('all.csv')).toBe('hello');
    await put('all.csv', 'a longer one', '?upload=next&offset=0');
    await put('all.csv', 'short', '?upload=next&offset=0');
    expect((await finish(5)).status).toBe(201);
    expect(await read('all.csv')).toBe('short');
    await put('all.csv', 'given up', '?upload=next&offset=0');
    await ask('DELETE', `${folderUrl('all.csv')}?upload=next`);
    expect(await readdir(root)).toEqual(['all.csv']);
  });

  it('does not make a file of parts whose beginning is gone', async () => {
    await put('all.csv', 'hel', '?upload=next&offset=0');
    await rm(join(root, '.all.csv.next.cusp-part'));
    expect((await put('all.csv', 'lo', '?upload=next&offset=3')).status).toBe(503);
    expect((await ask('POST', `${folderUrl('all.csv')}?upload=next&size=5`)).status).toBe(503);
    expect(await readdir(root)).toEqual([]);
  });

  it('takes a person where a file is in the way of a folder, a folder in that of a file, or a name is too long', async () => {
    await put('a', 'x');
    await put('b/c', 'x');
    for (const path of ['a/b.csv', 'b', 'ü'.repeat(200)]) {
      await expect(put(path, 'x')).rejects.toMatchObject({ fault: { kind: 'misconfigured' } });
    }
  });

  it.skipIf(process.getuid?.() === 0)(
    'takes a person where it may not write, and not for a key',
    async () => {
      await put('shut/a.csv', 'x');
      await chmod(join(root, 'shut'), 0o500);
      await expect(put('shut/b.csv', 'x')).rejects.toMatchObject({
        fault: { kind: 'misconfigured', message: expect.stringContaining('let its user write') },
      });
      await chmod(join(root, 'shut'), 0o700);
    },
  );

  it('removes a file, also one that is not there', async () => {
    await put('a.csv', 'x');
    expect((await ask('DELETE', folderUrl('a.csv'))).status).toBe(204);
    expect((await ask('DELETE', folderUrl('a.csv'))).status).toBe(204);
    expect(await readdir(root)).toEqual([]);
  });

  it('takes away what a crash left long ago, and nothing younger', async () => {
    for (const name of ['.old.csv.whole.cusp-part', '.new.csv.whole.cusp-part', '.keep']) {
      await writeFile(join(root, name), 'half');
      if (!name.startsWith('.new')) await utimes(join(root, name), 1_000, 1_000);
    }
    await put('a.csv', 'x');
    expect((await readdir(root)).toSorted()).toEqual(['.keep', '.new.csv.whole.cusp-part', 'a.csv']);
  });

  it.each([
    'folder:///a/..%2f..%2fb',
    'folder:///%2e%2e%5Cb',
    'folder:///a/%00',
    'folder:///',
    'folder:///a//b',
  ])('refuses %s', async (url) => {
    await expect(ask('PUT', url, 'x')).rejects.toMatchObject({ fault: { kind: 'misconfigured' } });
    expect(await readdir(base)).toEqual(['root']);
  });

  it('stays below the root whatever dots a path has, and follows no link', async () => {
    await ask('PUT', 'folder:///../../%2e%2e/up.csv', 'x');
    expect(await readdir(base)).toEqual(['root']);
    expect(await read('up.csv')).toBe('x');
    await mkdir(join(base, 'outside'));
    await symlink(join(base, 'outside'), join(root, 'out'));
    await expect(put('out/a.csv', 'x')).rejects.toThrow('out is a link');
    await symlink(join(base, 'outside', 'b.csv'), join(root, 'b.csv'));
    await put('b.csv', 'mine');
    expect(await readdir(join(base, 'outside'))).toEqual([]);
  });

  it('answers as a store would when the root is away, and writes nothing when none is open', async () => {
    await rm(root, { recursive: true });
    expect((await put('a.csv', 'x')).status).toBe(503);
    await mkdir(root);
    send = withFolder(overHttp, undefined, Date.now);
    await expect(put('a.csv', 'x')).rejects.toThrow('CUSP_FILES_ROOT');
    expect((await ask('PUT', 'https://example.com/', 'x')).body).toBe('over HTTP');
  });
});
