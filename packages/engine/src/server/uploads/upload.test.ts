import { existsSync, readdirSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { parquetWriteBuffer } from 'hyparquet-writer';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type MemorySink, memorySink } from '../../../../../test/support/memory-sink.ts';
import { OverloadedError } from '../../ingest/event-sink.ts';
import { importFiles } from '../../ingest/files/import-files.ts';
import type { RefusedAt } from '../../ingest/files/import-report.ts';
import type { Mapping } from '../../ingest/files/mapping.ts';
import type { IncomingEvent } from '../../model/event.ts';
import { must } from '../../util/assert.ts';
import { Upload } from './upload.ts';

const NOW = Date.UTC(2026, 0, 10);
const project = { id: 'p', name: 'p', timeZone: 'UTC', accountGroup: 'company' };
const mapping: Mapping = { user: 'user', event: 'event', time: { column: 'at', unit: 'ms' } };
const rows = Array.from({ length: 3_000 }, (_, i) => ({
  user: i % 100 === 99 ? '' : `user ${i % 50}`,
  event: i % 3 === 0 ? 'export, "all"' : 'view',
  at: NOW - 1_000_000 + i,
  n: i,
}));
const jsonLines = rows.map((row) => `${JSON.stringify(row)}\n`).join('');
const csv = `user,event,at,n\n${rows.map(({ user, event, at, n }) => `${user},"${event.replaceAll('"', '""')}",${at},${n}\n`).join('')}`;

describe('Upload', () => {
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'cusp-upload-'));
  });
  afterAll(() => rm(folder, { recursive: true, force: true }));

  const spool = (): string => join(folder, 'uploads');
  const leftovers = (): readonly string[] => (existsSync(spool()) ? readdirSync(spool()) : []);

  function begin(
    name: string,
    size: number,
    sink: MemorySink,
    more: Partial<ConstructorParameters<typeof Upload>[0]> = {},
  ) {
    const refused: RefusedAt[] = [];
    const upload = new Upload({
      project,
      name,
      size,
      mapping,
      sink,
      clock: () => NOW,
      folder: spool(),
      onRefused: async (found) => {
        refused.push(...found);
      },
      ...more,
    });
    return { upload, refused };
  }

  async function send(upload: Upload, bytes: Uint8Array, part: number): Promise<void> {
    for (let at = 0; at < bytes.length; at += part) {
      await upload.write(at, chunksOf(bytes.subarray(at, at + part), 1_000));
    }
  }

  const parquet = (): Uint8Array =>
    new Uint8Array(
      parquetWriteBuffer({
        columnData: [
          { name: 'user', data: rows.map(({ user }) => user), type: 'STRING' },
          { name: 'event', data: rows.map(({ event }) => event), type: 'STRING' },
          { name: 'at', data: rows.map(({ at }) => at), type: 'DOUBLE' },
          { name: 'n', data: rows.map(({ n }) => n), type: 'INT32' },
        ],
      }),
    );

  it.each([
    ['rows.csv', Buffer.from(csv)],
    ['rows.csv.gz', gzipSync(csv)],
    ['rows.jsonl', Buffer.from(jsonLines)],
    ['rows.jsonl.gz', gzipSync(jsonLines)],
    ['rows.parquet', Buffer.from(parquet())],
  ])(
    'makes of %s, cut anywhere, what importing the file makes of it, and leaves nothing behind',
    async (name, bytes) => {
      const path = join(folder, name);
      await writeFile(path, bytes);
      const wholeSink = memorySink();
      const report = await importFiles({
        paths: [path],
        mapping,
        sink: wholeSink,
        project,
        clock: () => NOW,
      });
      for (const part of [bytes.length, 1_777]) {
        const sink = memorySink();
        const { upload, refused } = begin(name, bytes.length, sink);
        await send(upload, bytes, part);
        await upload.over;
        expect(upload).toMatchObject({ state: 'done', error: undefined, received: bytes.length });
        expect(upload.counts).toEqual({ rows: 3_000, stored: 2_970, duplicates: 0, skipped: 0, refused: 30 });
        expect(sink.stored).toEqual(wholeSink.stored);
        expect(refused).toHaveLength(30);
        expect(must(upload.report, 'report').refused.map(({ rows: of }) => of)).toEqual(
          report.refused.map(({ rows: of }) => of),
        );
        expect(leftovers()).toEqual([]);
      }
    },
  );

  it('stores nothing twice when the same file comes again', async () => {
    const sink = memorySink();
    const first = begin('rows.csv', csv.length, sink).upload;
    await send(first, Buffer.from(csv), 10_000);
    await first.over;
    const again = begin('renamed.csv', csv.length, sink).upload;
    await send(again, Buffer.from(csv), 9_999);
    await again.over;
    expect(again.counts).toMatchObject({ stored: 0, duplicates: 2_970 });
    expect(sink.stored).toHaveLength(2_970);
  });

  it('takes bytes no faster than events are stored', async () => {
    let release: () => void = () => undefined;
    const gate = new Promise<void>((resolve) => {
      release = resolve;
    });
    const sink = memorySink(() => gate);
    const line = `${JSON.stringify({ user: 'ann', event: 'view', at: NOW, filler: 'x'.repeat(150) })}\n`;
    const bytes = Buffer.from(line.repeat(120_000));
    const { upload } = begin('rows.jsonl', bytes.length, sink);
    const sent = send(upload, bytes, 1_000_000);
    let before = -1;
    while (upload.received > before) {
      before = upload.received;
      await new Promise((resolve) => setTimeout(resolve, 300));
    }
    expect(upload.received).toBeLessThan(bytes.length * 0.8);
    release();
    await sent;
    await upload.over;
    expect(upload.counts.stored).toBe(120_000);
  });

  it('waits while the store is full', async () => {
    let refusals = 0;
    const inner = memorySink();
    const sink: MemorySink = {
      stored: inner.stored,
      accept: async (...asked) => {
        refusals += 1;
        if (refusals <= 2) throw new OverloadedError(1);
        return inner.accept(...asked);
      },
    };
    const { upload } = begin('rows.csv', csv.length, sink);
    await send(upload, Buffer.from(csv), 50_000);
    await upload.over;
    expect(upload).toMatchObject({ state: 'done', counts: { stored: 2_970 } });
  });

  it('is given up in the middle, keeping what was read', async () => {
    const bytes = Buffer.from(jsonLines.repeat(20));
    const sink = memorySink();
    const { upload } = begin('rows.jsonl', bytes.length, sink);
    await upload.write(0, chunksOf(bytes.subarray(0, bytes.length / 2), 10_000));
    await expect.poll(() => sink.stored.length).toBeGreaterThan(0);
    await upload.cancel('it was cancelled');
    expect(upload).toMatchObject({ state: 'cancelled', error: 'it was cancelled' });
    expect(upload.counts.stored).toBe(sink.stored.length);
    expect(sink.stored.length).toBeLessThanOrEqual(29_700);
    // Nobody wants more, and that is no fault.
    await upload.write(upload.received, chunksOf(Buffer.from('more'), 1));
  });

  it('leaves nothing behind of a file that can only be read whole when it is given up', async () => {
    const bytes = Buffer.from(parquet());
    const sink = memorySink();
    const { upload } = begin('rows.parquet', bytes.length, sink);
    await upload.write(0, chunksOf(bytes.subarray(0, bytes.length / 2), 1_000));
    await expect.poll(leftovers).toHaveLength(1);
    await upload.cancel('it was cancelled');
    expect(upload).toMatchObject({ state: 'cancelled', error: 'it was cancelled' });
    expect([sink.stored, leftovers()]).toEqual([[], []]);
  });

  it('is given up when nothing comes any more', async () => {
    const { upload } = begin('rows.csv', csv.length, memorySink(), { idleMs: 50 });
    await upload.write(0, chunksOf(Buffer.from(csv).subarray(0, 500), 100));
    await upload.over;
    expect(upload).toMatchObject({ state: 'cancelled', error: expect.stringContaining('nothing came for') });
  });

  it('goes on where a part broke off, and takes no part out of order', async () => {
    const bytes = Buffer.from(csv);
    const sink = memorySink();
    const { upload } = begin('rows.csv', bytes.length, sink);
    async function* broken(): AsyncGenerator<Uint8Array> {
      yield bytes.subarray(0, 700);
      throw new Error('the line broke');
    }
    await expect(upload.write(0, broken())).rejects.toThrow('the line broke');
    await expect(upload.write(0, chunksOf(bytes, 100))).rejects.toThrow('700 bytes have come');
    await expect(upload.write(700, chunksOf(bytes, bytes.length))).rejects.toThrow('more came');
    await upload.write(upload.received, chunksOf(bytes.subarray(upload.received), 1_000));
    await upload.over;
    expect(upload.counts.stored).toBe(2_970);
  });

  it.each([
    ['rows.csv', 'a;b\n1;2\n', 'it has no column "user"'],
    ['rows.bin', '\u0000\u0001\u0002', 'it is binary data'],
    ['rows', 'no format', 'tell no format'],
  ])('says what is wrong with %s', async (name, text, message) => {
    const { upload } = begin(name, text.length, memorySink());
    await upload.write(0, chunksOf(Buffer.from(text), 3));
    await upload.over;
    expect(upload).toMatchObject({ state: 'failed', error: expect.stringContaining(message) });
  });

  it('fails with what the store fails with', async () => {
    const sink: MemorySink = {
      stored: [] as IncomingEvent[],
      accept: () => Promise.reject(new Error('the disk is full')),
    };
    const { upload } = begin('rows.csv', csv.length, sink);
    await send(upload, Buffer.from(csv), 10_000);
    await upload.over;
    expect(upload).toMatchObject({ state: 'failed', error: 'the disk is full' });
  });
});

async function* chunksOf(bytes: Uint8Array, size: number): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}
