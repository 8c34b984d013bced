import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { listen } from '../../../../../../test/fakes/listen.ts';
import { FakeS3, failed, readAuthorization, signature } from '../../../../../../test/fakes/s3.ts';
import { rowsIn } from '../../../../../../test/support/read-members.ts';
import {
  type TemporaryRecordStore,
  temporaryRecordStore,
} from '../../../../../../test/support/record-store.ts';
import { syncBench } from '../../../../../../test/support/sync-bench.ts';
import { must } from '../../../util/assert.ts';
import { callOver } from '../../sync/call.ts';
import { checkedSettings } from '../../sync/destination-records.ts';
import { guardedSender } from '../../sync/send.ts';
import { s3 } from './s3.ts';

let records: TemporaryRecordStore;
beforeAll(async () => {
  records = await temporaryRecordStore();
});
afterAll(() => records.dispose());

const open = async (settings: Record<string, unknown> = {}) => {
  const clock = { now: () => 0 };
  const fake = new FakeS3(settings, () => clock.now());
  const bench = await syncBench(records.store, s3, fake);
  clock.now = bench.pace.clock;
  return {
    fake,
    bench,
    verify: () => s3.verify({ settings: bench.line.settings, call: callOver(bench.line) }),
  };
};

it('the fake signs as Amazon’s own example does', () => {
  const empty = 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855';
  const given = must(
    readAuthorization(
      'AWS4-HMAC-SHA256 Credential=AKIAIOSFODNN7EXAMPLE/20130524/us-east-1/s3/aws4_request,SignedHeaders=host;range;x-amz-content-sha256;x-amz-date,Signature=f0e8bdb87c964420e857bd35b5d6ed310bd44f0170aba48dd91039c6036bdb41',
    ),
    'authorization',
  );
  const request = {
    method: 'GET' as const,
    url: 'https://examplebucket.s3.amazonaws.com/test.txt',
    headers: { range: 'bytes=0-9', 'x-amz-content-sha256': empty, 'x-amz-date': '20130524T000000Z' },
  };
  expect(signature(request, given, 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY')).toBe(given.signature);
});

describe('a bucket', () => {
  it.each([
    {},
    { pathStyle: true },
    { endpoint: 'https://minio.example.com:9000', pathStyle: true },
    { prefix: '' },
    { sessionToken: 'a/token+of=hours' },
  ])('is written with %o, changes and all', async (settings) => {
    const { fake, bench, verify } = await open(settings);
    await verify();
    expect(fake.paths()).toEqual([]);
    bench.cohort.set('1', { identity: { user_id: 'ann' } }).set('2', { identity: { user_id: 'bob' } });
    expect(await bench.compare()).toMatchObject({ added: 2, fault: undefined });
    const folder = `${settings.prefix === '' ? '' : 'cusp/prod/'}walls-`;
    expect(fake.paths().every((path) => path.startsWith(folder))).toBe(true);
    const all = must(
      fake.paths().find((path) => path.endsWith('/all.csv')),
      'all',
    );
    expect((await rowsIn(all, must(fake.objects.get(all), 'all'))).map(({ id }) => id)).toEqual([
      'ann',
      'bob',
    ]);
    expect(fake.audience()).toEqual(['ann', 'bob']);
  });

  it('takes a large file of all members in parts, and keeps the one before until all have come', async () => {
    const { fake, bench } = await open({ what: 'all', format: 'jsonl' });
    const fill = (from: number) => {
      for (let i = 0; i < 3_000; i += 1) {
        const seats = `${from + i} `.repeat(1_000);
        bench.cohort.set(String(i), { identity: { user_id: `u${from + i}` }, attributes: { seats } });
      }
    };
    fill(10_000);
    expect((await bench.compare()).fault).toBeUndefined();
    const [path = ''] = fake.paths();
    const before = must(fake.objects.get(path), 'object');
    expect(before.length).toBeGreaterThan(3 * 5 * 1024 * 1024);
    expect((await rowsIn(path, before)).map(({ id }) => id).toSorted()).toEqual(bench.expected());
    fill(50_000);
    const { send } = bench.line;
    let broken = 'the last request';
    Object.assign(bench.line, {
      send: async (...asked: Parameters<typeof send>) => {
        const { method, url } = asked[0];
        const last = method === 'POST' && url.includes('uploadId');
        if (broken === 'the last request' && last) return failed(200, 'InternalError');
        if (broken === 'a part' && url.includes('partNumber=2')) return failed(500, 'InternalError');
        return send(...asked);
      },
    });
    expect((await bench.compare()).fault?.kind).toBe('unavailable');
    broken = 'a part';
    expect((await bench.compare()).fault?.kind).toBe('unavailable');
    expect(fake.objects.get(path)).toBe(before);
    expect(fake.uploads.size).toBe(0);
    broken = '';
    expect((await bench.compare()).fault).toBeUndefined();
    const after = await rowsIn(path, must(fake.objects.get(path), 'object'));
    expect(after.map(({ id }) => id).toSorted()).toEqual(bench.expected());
  });

  it.each([
    [{ accessKeyId: 'AKIAOTHER' }, 'credentials', '`accessKeyId`'],
    [{ secretAccessKey: 'another-secret-key' }, 'credentials', '`secretAccessKey`'],
    [{ bucket: 'another-bucket' }, 'misconfigured', '`bucket`'],
    [{ region: 'us-east-1' }, 'misconfigured', 'region'],
    [{ sessionToken: 'expired' }, 'credentials', '`sessionToken`'],
  ])('that is set up wrongly says which setting to change: %o', async (wrong, kind, words) => {
    const { bench } = await open();
    Object.assign(bench.line, { settings: { ...(bench.line.settings as object), ...wrong } });
    const context = { settings: bench.line.settings, call: callOver(bench.line) };
    const expected = { fault: { kind, message: expect.stringContaining(words) } };
    await expect(s3.verify(context)).rejects.toMatchObject(expected);
    bench.cohort.set('1', { identity: { user_id: 'ann' } });
    expect((await bench.compare()).fault).toMatchObject(expected.fault);
  });

  it.each([
    ['SlowDown', 503, 'limited'],
    ['RequestTimeout', 400, 'unavailable'],
    ['AuthorizationHeaderMalformed', 400, 'misconfigured'],
    ['RequestTimeTooSkewed', 403, 'misconfigured'],
    ['NoSuchBucket', 404, 'misconfigured'],
  ])('that answers %s is at fault as %s says', async (code, status, kind) => {
    const { fake, bench } = await open({ what: 'changes' });
    bench.cohort.set('1', { identity: { user_id: 'ann' } });
    fake.troubles.push(...Array.from({ length: 4 }, () => failed(status, code)));
    expect((await bench.compare()).fault).toMatchObject({ kind });
    fake.troubles.length = 0;
    await bench.untilDone();
    expect(fake.audience()).toEqual(['ann']);
  });

  it('is refused in a private network, and takes files over HTTP where the operator lets it', async () => {
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as AddressInfo;
    await new Promise((resolve) => server.close(resolve));
    const fake = new FakeS3({ pathStyle: true, endpoint: `http://127.0.0.1:${port}` }, Date.now);
    const bench = await syncBench(records.store, s3, fake);
    const real = { clock: Date.now, sleep: async () => undefined, random: () => 0.5 };
    const closed = guardedSender({ allowPrivate: false });
    Object.assign(bench.line, { pace: real, send: closed.send });
    bench.cohort.set('1', { identity: { user_id: 'ann' } });
    expect((await bench.compare()).fault).toMatchObject({ kind: 'misconfigured' });
    closed.close();
    const there = await listen(fake, `127.0.0.1:${port}`);
    const opened = guardedSender({ allowPrivate: true });
    const at = new URL(there.url);
    Object.assign(bench.line, {
      // The listener has a port of its own; the signature is over the one that the settings name.
      send: (request: Parameters<typeof opened.send>[0], timeoutMs: number) =>
        opened.send({ ...request, url: request.url.replace(`:${port}`, `:${at.port}`) }, timeoutMs),
    });
    fake.settings.endpoint = `https://127.0.0.1:${port}`;
    expect((await bench.compare()).fault).toBeUndefined();
    expect(fake.audience()).toEqual(['ann']);
    opened.close();
    there.close();
  });

  it.each([
    { bucket: 'Not A Bucket' },
    { prefix: '/a' },
    { prefix: 'a//b' },
    { prefix: '..' },
    { prefix: 'a/../b' },
    { prefix: 'a/.' },
    { endpoint: 'https://x.example/path' },
    { endpoint: 'ftp://x.example' },
  ])('is refused as %o', (wrong) => {
    const fake = new FakeS3(wrong, Date.now);
    expect(() => checkedSettings(s3, fake.settings)).toThrow(Object.keys(wrong)[0]);
  });
});
