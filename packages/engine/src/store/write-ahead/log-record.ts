import { crc32 } from 'node:zlib';

/** One insert as it was asked for: rows by column (with the columns' names) or JSON lines. */
export interface LoggedInsert {
  readonly table: string;
  /** Of a block by column; undefined for JSON lines. */
  readonly columns: readonly string[] | undefined;
  readonly rows: number;
  readonly bytes: Buffer;
}

/** What stands in the log. Numbers follow each other without a gap; a record without an insert only says how far the store has come. */
export interface LogRecord {
  readonly number: number;
  /** Every record up to this number was in the store when this one was written. */
  readonly applied: number;
  readonly insert: LoggedInsert | undefined;
}

const MAGIC = Buffer.from('CuspLog1');
/** Magic 8, number 8, applied 8, payload length 4, CRC-32 over number to payload 4. */
const HEADER = 32;
const CRC_AT = 28;

/** Bytes that a record of this insert takes. */
export function recordSize(insert: LoggedInsert): number {
  return HEADER + 4 + Buffer.byteLength(metaOf(insert)) + insert.bytes.length;
}

/** Writes a record into bytes at a place, which must have room for it, and answers where it ends. */
export function writeRecord({ number, applied, insert }: LogRecord, into: Buffer, at: number): number {
  const body = at + HEADER + 4;
  const metaLength = insert === undefined ? 0 : into.write(metaOf(insert), body);
  const end = body + metaLength + (insert?.bytes.length ?? 0);
  const record = into.subarray(at, end);
  MAGIC.copy(record);
  record.writeBigUInt64LE(BigInt(number), 8);
  record.writeBigUInt64LE(BigInt(applied), 16);
  record.writeUInt32LE(end - at - HEADER, 24);
  record.writeUInt32LE(metaLength, HEADER);
  insert?.bytes.copy(record, HEADER + 4 + metaLength);
  record.writeUInt32LE(checksum(record), CRC_AT);
  return end;
}

/** The record that begins at a place, and where it ends; undefined when none is whole there. */
export function decodeRecord(from: Buffer, at: number): { record: LogRecord; end: number } | undefined {
  if (at + HEADER + 4 > from.length || !from.subarray(at, at + MAGIC.length).equals(MAGIC)) return undefined;
  const end = at + HEADER + from.readUInt32LE(at + 24);
  const whole = from.subarray(at, end);
  if (end > from.length || end < at + HEADER + 4) return undefined;
  if (whole.readUInt32LE(CRC_AT) !== checksum(whole)) return undefined;
  const metaLength = whole.readUInt32LE(HEADER);
  const number = Number(whole.readBigUInt64LE(8));
  const applied = Number(whole.readBigUInt64LE(16));
  if (metaLength === 0) return { record: { number, applied, insert: undefined }, end };
  const body = HEADER + 4 + metaLength;
  const meta = JSON.parse(whole.toString('utf8', HEADER + 4, body)) as Meta;
  const insert = { table: meta.table, columns: meta.columns, rows: meta.rows, bytes: whole.subarray(body) };
  return { record: { number, applied, insert }, end };
}

interface Meta {
  readonly table: string;
  readonly columns?: readonly string[] | undefined;
  readonly rows: number;
}

function metaOf({ table, columns, rows }: LoggedInsert): string {
  return JSON.stringify({ table, columns, rows } satisfies Meta);
}

function checksum(record: Buffer): number {
  return crc32(record.subarray(HEADER), crc32(record.subarray(8, CRC_AT)));
}
