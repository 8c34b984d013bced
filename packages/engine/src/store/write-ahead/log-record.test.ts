import { describe, expect, it } from 'vitest';
import { decodeRecord, encodeRecord, type LogRecord, recordSize } from './log-record.ts';

const insert = { table: 'events', columns: ['a', 'é'], rows: 3, bytes: Buffer.from([0, 1, 2, 255]) };
const record: LogRecord = { number: 2 ** 40 + 1, applied: 2 ** 40, insert };

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
