import { describe, expect, it } from 'vitest';
import { decodeRecord, type LogRecord, recordSize, writeRecord } from './log-record.ts';

const insert = { table: 'events', columns: ['a', 'é'], rows: 3, bytes: Buffer.from([0, 1, 2, 255]) };
const record: LogRecord = { number: 2 ** 40 + 1, applied: 2 ** 40, insert };

/** The bytes of a record, written between others. */
function encodeRecord(of: LogRecord): Buffer {
  const into = Buffer.alloc(1_000, 0xaa);
  const end = writeRecord(of, into, 10);
  expect([into[9], into[end]]).toEqual([0xaa, 0xaa]);
  return into.subarray(10, end);
}

describe('a record of the log', () => {
  it('comes back as it was written, wherever it stands', () => {
    const bytes = encodeRecord(record);
    expect(bytes.length).toBe(recordSize(insert));
    const padded = Buffer.concat([Buffer.alloc(5), bytes, Buffer.alloc(9)]);
    expect(decodeRecord(padded, 5)).toEqual({ record, end: 5 + bytes.length });
    expect(decodeRecord(padded, 4)).toBeUndefined();
  });

  it('says how far the store has come without an insert', () => {
    const mark = { number: 7, applied: 6, insert: undefined };
    expect(decodeRecord(encodeRecord(mark), 0)?.record).toEqual(mark);
  });

  it('is none when any byte of it is not as it was written, or when its end is missing', () => {
    const bytes = encodeRecord(record);
    for (let at = 0; at < bytes.length; at += 1) {
      const broken = Buffer.from(bytes);
      broken[at] = (broken[at] ?? 0) ^ 0x10;
      expect(decodeRecord(broken, 0)).toBeUndefined();
      expect(decodeRecord(bytes.subarray(0, at), 0)).toBeUndefined();
    }
  });
});
