import { mkdtemp, open, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { LoggedInsert } from './log-record.ts';
import { WriteAheadLog } from './write-ahead-log.ts';

const insert = (text: string, size = 0): LoggedInsert => ({
  table: 'events',
  columns: undefined,
  rows: 0,
  bytes: Buffer.concat([Buffer.from(text), Buffer.alloc(size)]),
});

describe('the log', () => {
  let directory: string;
  beforeEach(async () => {
    directory = await mkdtemp(join(tmpdir(), 'cusp-log-'));
  });
  afterEach(() => rm(directory, { recursive: true, force: true }));

  /** What a process that begins now finds left to apply. */
  async function left(): Promise<string[]> {
    const opened = await WriteAheadLog.open(directory);
    await opened.log.close();
    return opened.left.map((each) => each.insert?.bytes.toString().replaceAll('\0', '') ?? '');
  }

  it('keeps in order what nobody has applied', async () => {
    const { log } = await WriteAheadLog.open(directory);
    const [a = 0, b = 0, c = 0] = await Promise.all(['a', 'b', 'c'].map((each) => log.append(insert(each))));
    expect([b - a, c - b]).toEqual([1, 1]);
    expect(await left()).toEqual(['a', 'b', 'c']);
    log.applied(b);
    expect(await left()).toEqual(['a', 'b', 'c']);
    await log.append(insert('d'));
    expect(await left()).toEqual(['c', 'd']);
    log.applied(c + 1);
    await log.mark();
    expect(await left()).toEqual([]);
    await log.close();
  });

  it('counts what it told at the start as applied, and goes on numbering', async () => {
    const first = await WriteAheadLog.open(directory);
    const before = await first.log.append(insert('a'));
    await first.log.close();
    const second = await WriteAheadLog.open(directory);
    expect(second.left).toHaveLength(1);
    expect(await second.log.append(insert('b'))).toBeGreaterThan(before + 1_000_000);
    expect(await left()).toEqual(['b']);
    await second.log.close();
  });

  it('uses its files in turn, and waits for the store when all are needed', async () => {
    const { log } = await WriteAheadLog.open(directory);
    const big = 1_000_000;
    for (let i = 1; i <= 200; i += 1) {
      log.applied((await log.append(insert(`${i} `, big))) - 1);
    }
    expect((await readdir(directory)).length).toBeLessThanOrEqual(3);
    expect(await left()).toEqual(['199 ', '200 ']);
    let last = 0;
    const many = Array.from({ length: 70 }, (_, i) =>
      log.append(insert(`${201 + i} `, big)).then((number) => {
        last = number;
      }),
    );
    await Promise.all(many.slice(0, 50));
    await new Promise((resolve) => setTimeout(resolve, 50));
    const reached = last;
    expect(reached).toBeGreaterThan(0);
    log.applied(last);
    await Promise.all(many);
    expect(last).toBeGreaterThan(reached);
    expect((await readdir(directory)).length).toBeLessThanOrEqual(16);
    await log.close();
  });

  it('forgets a record that was not written to its end, and what came after it', async () => {
    const { log } = await WriteAheadLog.open(directory);
    for (const each of ['a', 'b', 'c']) await log.append(insert(each));
    await log.close();
    const file = await open(join(directory, '000.log'), 'r+');
    const { length } = insert('a').bytes;
    const bytes = await file.readFile();
    const second = bytes.indexOf('CuspLog1', length);
    await file.write(Buffer.from([7]), 0, 1, second + 40);
    await file.close();
    expect(await left()).toEqual(['a']);
    const again = await WriteAheadLog.open(directory);
    await again.log.append(insert('d'));
    await again.log.close();
    expect(await left()).toEqual(['d']);
  });

  it('takes nothing more once a write has failed', async () => {
    const { log } = await WriteAheadLog.open(directory);
    await log.append(insert('a'));
    await log.close();
    await expect(log.append(insert('b'))).rejects.toThrow();
    await expect(log.append(insert('c'))).rejects.toThrow();
    expect(await left()).toEqual(['a']);
  });
});
