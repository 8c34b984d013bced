import { existsSync, readdirSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import { parquetWriteBuffer } from 'hyparquet-writer';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type TemporaryApp, temporaryApp } from '../../../../../test/support/app.ts';
import { openStream } from '../../../../../test/support/open-stream.ts';
import { storedRows } from '../../../../../test/support/stored-rows.ts';
import { zipOf } from '../../../../../test/support/zip.ts';
import { MemoryLive } from '../../define/membership/live-memory.testing.ts';

/** Refused rows are dropped 30 days after they came in, so they come in about now. */
const NOW = Math.floor(Date.now() / 60_000) * 60_000;
const HEADER = 'user_id,event_name,timestamp,plan,amount\n';
const lines = (count: number): string =>
  Array.from({ length: count }, (_, i) => `user ${i % 7},bought,${NOW - 1_000 + i},free,${i}\n`).join('');

interface Answer {
  readonly id: string;
  readonly state: string;
  readonly received: number;
  readonly stored: number;
  readonly problems: readonly { readonly path: string; readonly code: string }[];
}

interface Preview {
  readonly format: string;
  readonly columns: readonly { readonly name: string; readonly examples: readonly string[] }[];
  readonly mapping: Record<string, unknown> | null;
  readonly problems: readonly { readonly code: string }[];
  readonly events: readonly { readonly name: string; readonly userId: string }[];
  readonly refused: readonly { readonly where: string; readonly code: string }[];
  readonly refusedRows: number;
  readonly troubles: readonly string[];
}

describe('imports through the server', () => {
  let temporary: TemporaryApp;
  let url: string;
  beforeAll(async () => {
    temporary = await temporaryApp({ clock: () => NOW, live: new MemoryLive() });
    url = await temporary.listen();
  });
  afterAll(() => temporary.dispose());

  const headers = () => ({ authorization: `Bearer ${temporary.secretKey}` });
  const leftovers = (): readonly string[] => {
    const { uploadFolder } = temporary.app.dependencies;
    return existsSync(uploadFolder) ? readdirSync(uploadFolder) : [];
  };

  async function json<Body>(
    method: string,
    path: string,
    body?: object,
  ): Promise<{ status: number; body: Body }> {
    const answer = await fetch(`${url}/api/v1/imports${path}`, {
      method,
      headers: { ...headers(), ...(body && { 'content-type': 'application/json' }) },
      ...(body && { body: JSON.stringify(body) }),
    });
    return { status: answer.status, body: (await answer.json()) as Body };
  }

  async function raw<Body>(
    method: string,
    path: string,
    bytes: Uint8Array,
  ): Promise<{ status: number; body: Body }> {
    const answer = await fetch(`${url}/api/v1/imports${path}`, {
      method,
      headers: { ...headers(), 'content-type': 'application/octet-stream' },
      body: bytes as Uint8Array<ArrayBuffer>,
      // Less than the server waits before it ends a connection that is stuck.
      signal: AbortSignal.timeout(30_000),
    });
    return { status: answer.status, body: (await answer.json()) as Body };
  }

  const preview = (query: Record<string, string>, bytes: Uint8Array) =>
    raw<Preview>('POST', `/preview?${new URLSearchParams(query)}`, bytes);

  it('proposes a mapping with which the file is then imported, telling how far it is', async () => {
    const bytes = Buffer.from(`${HEADER}${lines(500)},bought,${NOW},free,1\n`);
    const first = bytes.subarray(0, 3_000);
    const seen = await preview({ name: 'sales.csv', size: String(bytes.length) }, first);
    expect(seen).toMatchObject({
      status: 200,
      body: {
        format: 'csv',
        mapping: {
          user: 'user_id',
          event: 'event_name',
          time: { column: 'timestamp', unit: 'ms' },
          types: { amount: 'number' },
        },
        problems: [],
        troubles: [],
        refusedRows: 0,
      },
    });
    expect(seen.body.columns.find(({ name }) => name === 'plan')).toMatchObject({ examples: ['free'] });
    expect(seen.body.events).toHaveLength(20);
    expect(seen.body.events[0]).toMatchObject({ name: 'bought', userId: 'user 0' });

    const { mapping } = seen.body;
    const begun = await json<Answer>('POST', '', { name: 'sales.csv', size: bytes.length, mapping });
    expect(begun).toMatchObject({ status: 201, body: { state: 'running', received: 0, report: null } });
    const { id } = begun.body;
    const stream = await openStream(`${url}/api/v1/imports/${id}?stream=1`, headers());
    expect((await stream.next()).event).toBe('progress');
    await raw('PUT', `/${id}/parts?offset=0`, bytes.subarray(0, 10_000));
    const last = await raw<Answer>('PUT', `/${id}/parts?offset=10000`, bytes.subarray(10_000));
    expect(last.body).toMatchObject({
      state: 'done',
      rows: 501,
      stored: 500,
      refused: 1,
      report: {
        format: 'csv',
        refused: [{ rows: 1, examples: [{ where: 'line 502' }] }],
        from: NOW - 1_000,
        until: NOW - 501,
      },
    });
    let told = await stream.next();
    while (told.event !== 'done') told = await stream.next();
    expect(JSON.parse(told.data)).toEqual(last.body);
    const { dependencies } = temporary.app;
    expect(await storedRows(dependencies.store, 'default', 'bought')).toHaveLength(500);
    const list = await json<{ imports: object[] }>('GET', '');
    expect(list.body.imports[0]).toMatchObject({
      id,
      name: 'sales.csv',
      state: 'done',
      stored: 500,
      refused: 1,
      finishedAt: NOW,
    });
    const rejected = await fetch(`${url}/api/v1/rejected`, { headers: headers() });
    expect(await rejected.json()).toMatchObject({ total: 1, rejected: [{ source: 'import' }] });
    expect(leftovers()).toEqual([]);
  });

  it('shows what a given mapping makes of rows, and what is wrong with it', async () => {
    const bytes = Buffer.from(`who,what,at,n\nann,view,${NOW},x\n,view,${NOW},1\nbob,view,yesterday,2\n`);
    const unknown = await preview({ name: 'a.csv' }, bytes);
    expect(unknown.body).toMatchObject({ mapping: null, problems: [{ code: 'cannot-guess' }], events: [] });
    const mapping = { user: 'who', event: 'what', time: { column: 'at', unit: 'ms' } };
    const shown = await preview({ name: 'a.csv', mapping: JSON.stringify(mapping) }, bytes);
    expect(shown.body).toMatchObject({ events: [{ userId: 'ann', properties: { n: 'x' } }], refusedRows: 2 });
    expect(shown.body.refused.map(({ where }) => where)).toEqual(['line 3', 'line 4']);
    const mistyped = await preview(
      { name: 'a.csv', mapping: JSON.stringify({ ...mapping, user: 'whom' }) },
      bytes,
    );
    expect(mistyped.body.troubles.join()).toContain('Did you mean "who"?');
    const broken = await preview({ name: 'a.csv', mapping: '{"user":' }, bytes);
    expect(broken).toMatchObject({ status: 400, body: { problems: [{ path: 'querystring.mapping' }] } });
    expect(leftovers()).toEqual([]);
  });

  it('looks into a part of a gzipped file, and into Parquet and zips by their two ends', async () => {
    const text = `${HEADER}${lines(20_000)}`;
    const packed = gzipSync(text);
    const gz = await preview(
      { name: 'sales.csv.gz', size: String(packed.length) },
      packed.subarray(0, 40_000),
    );
    expect(gz.body).toMatchObject({ format: 'csv', mapping: { user: 'user_id' }, troubles: [] });
    expect(gz.body.events).toHaveLength(20);

    const table = Buffer.from(
      parquetWriteBuffer({
        columnData: [
          { name: 'user_id', data: Array.from({ length: 50_000 }, (_, i) => `user ${i}`), type: 'STRING' },
          { name: 'event', data: Array.from({ length: 50_000 }, () => 'view'), type: 'STRING' },
          { name: 'time', data: Array.from({ length: 50_000 }, (_, i) => NOW - i), type: 'DOUBLE' },
        ],
        rowGroupSize: 1_000,
      }),
    );
    const ends = Buffer.concat([table.subarray(0, 60_000), table.subarray(-40_000)]);
    const parquet = await preview({ name: 'a.parquet', size: String(table.length), tail: '40000' }, ends);
    expect(parquet.body).toMatchObject({ format: 'parquet', mapping: { user: 'user_id', event: 'event' } });
    expect(parquet.body.columns.map(({ name }) => name)).toEqual(['user_id', 'event', 'time']);
    expect(parquet.body.events[0]).toMatchObject({ userId: 'user 0' });

    const event = {
      event_type: 'view',
      user_id: 'ann',
      event_time: '2026-01-03 10:00:00.000000',
      $insert_id: 'a',
    };
    const zip = zipOf([['1/1_2026-01-03_10#0.json.gz', gzipSync(`${JSON.stringify(event)}\n`)]]);
    const amplitude = await preview({ name: 'export.zip' }, zip);
    expect(amplitude.body).toMatchObject({
      format: 'amplitude',
      mapping: null,
      problems: [],
      events: [{ name: 'view' }],
    });
    expect(leftovers()).toEqual([]);
  });

  it('cancels, and then wants no more', async () => {
    const begun = await json<Answer>('POST', '', {
      name: 'a.csv',
      size: 1_000_000,
      mapping: { user: 'user_id', event: 'event_name', time: { column: 'timestamp', unit: 'ms' } },
    });
    const { id } = begun.body;
    await raw('PUT', `/${id}/parts?offset=0`, Buffer.from(`${HEADER}${lines(100)}`));
    expect(await json('DELETE', `/${id}`)).toMatchObject({
      body: { state: 'cancelled', error: 'it was cancelled' },
    });
    const after = await raw<Answer>('PUT', `/${id}/parts?offset=5`, Buffer.from('more'));
    expect(after).toMatchObject({ status: 200, body: { state: 'cancelled' } });
  });

  it('refuses what cannot be meant, at its place', async () => {
    expect(await json('POST', '', { name: 'a.csv', size: 5 * 1024 ** 3 })).toMatchObject({
      status: 400,
      body: { problems: [{ path: 'size' }] },
    });
    expect(await json('POST', '', { name: 'a.csv', size: 10, mapping: { usr: 'a' } })).toMatchObject({
      status: 400,
      body: { problems: [{ path: 'mapping.usr', code: 'unknown-field' }] },
    });
    expect(await json('GET', '/nothing')).toMatchObject({
      status: 404,
      body: { problems: [{ path: 'id' }] },
    });
    const begun = await json<Answer>('POST', '', { name: 'a.csv', size: 10 });
    expect(await raw('PUT', `/${begun.body.id}/parts?offset=3`, Buffer.from('abc'))).toMatchObject({
      status: 409,
      body: { problems: [{ path: 'querystring.offset', code: 'wrong-offset' }] },
    });
    expect(await raw('PUT', `/${begun.body.id}/parts?offset=0`, Buffer.alloc(11, 'a'))).toMatchObject({
      status: 413,
      body: { problems: [{ code: 'too-long' }] },
    });
    expect(await preview({ name: 'a.csv' }, Buffer.alloc(17 * 1024 * 1024, 'a,b\n'))).toMatchObject({
      status: 413,
      body: { problems: [{ code: 'body-too-large' }] },
    });
    expect(await preview({ name: 'a.csv' }, Buffer.alloc(0))).toMatchObject({
      status: 422,
      body: { problems: [{ code: 'empty-file' }] },
    });
    await json('DELETE', `/${begun.body.id}`);
  });

  it('answers a part of a file that cannot be read, however large, with what is wrong', async () => {
    const bytes = Buffer.alloc(8 * 1024 * 1024, 'a,b\n');
    const mapping = { user: 'user_id', event: 'event_name', time: 'timestamp' };
    const begun = await json<Answer>('POST', '', { name: 'a.csv', size: 2 * bytes.length, mapping });
    const told = await raw<Answer>('PUT', `/${begun.body.id}/parts?offset=0`, bytes);
    expect(told.status).toBe(200);
    const over = await json<Answer>('GET', `/${begun.body.id}`);
    expect(over.body).toMatchObject({
      state: 'failed',
      error: expect.stringContaining('no column "user_id"'),
    });
  });

  it('gives running imports up when the server closes, and tells so afterwards', async () => {
    const begun = await json<Answer>('POST', '', { name: 'late.csv', size: 1_000 });
    const stream = await openStream(`${url}/api/v1/imports/${begun.body.id}?stream=1`, headers());
    await stream.next();
    temporary = await temporary.reopen();
    url = await temporary.listen();
    const list = await json<{ imports: object[] }>('GET', '');
    expect(list.body.imports.find((each) => (each as Answer).id === begun.body.id)).toMatchObject({
      state: 'cancelled',
      error: 'the server was stopped',
    });
  });
});
