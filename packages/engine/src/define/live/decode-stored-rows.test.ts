import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type StoredRow, StoredRowDecoder } from './decode-stored-rows.ts';

const text = fc.string({ unit: 'binary', maxLength: 300 });
const row: fc.Arbitrary<StoredRow> = fc
  .record({
    unit: fc.bigInt({ min: 0n, max: 2n ** 64n - 1n }).map(String),
    time: fc.integer({ min: -1, max: 2 ** 42 }),
    seq: fc.maxSafeNat(),
    group: fc.nat(65_535),
    bits: fc.nat(2 ** 32 - 1),
    session: fc.oneof(fc.constant(''), text),
    texts: fc.array(text, { maxLength: 3 }),
    numbers: fc.array(fc.double({ noNaN: true }), { maxLength: 3 }),
    bools: fc.array(fc.boolean(), { maxLength: 3 }),
  })
  .map(({ texts, numbers, bools, ...rest }) => ({ ...rest, values: [...texts, ...numbers, ...bools] }));

/** As ClickHouse writes a row in RowBinary. */
function encoded({ unit, time, seq, group, bits, session, values }: StoredRow): Buffer {
  const fixed = Buffer.alloc(30);
  fixed.writeBigUInt64LE(BigInt(unit));
  fixed.writeBigInt64LE(BigInt(time), 8);
  fixed.writeBigUInt64LE(BigInt(seq), 16);
  fixed.writeUInt16LE(group, 24);
  fixed.writeUInt32LE(bits, 26);
  const texts = values.filter((value) => typeof value === 'string');
  const numbers = values.filter((value) => typeof value === 'number');
  const bools = values.filter((value) => typeof value === 'boolean');
  return Buffer.concat([
    fixed,
    withLength(session),
    length(texts.length),
    ...texts.map(withLength),
    length(numbers.length),
    Buffer.from(Float64Array.from(numbers).buffer),
    length(bools.length),
    Buffer.from(bools.map(Number)),
  ]);
}

function withLength(value: string): Buffer {
  const bytes = Buffer.from(value);
  return Buffer.concat([length(bytes.length), bytes]);
}

function length(value: number): Buffer {
  const bytes: number[] = [];
  let rest = value;
  for (; rest >= 128; rest = Math.floor(rest / 128)) bytes.push((rest % 128) + 128);
  return Buffer.from([...bytes, rest]);
}

function decoded(chunks: Iterable<Uint8Array>): StoredRow[] {
  const rows: StoredRow[] = [];
  const decoder = new StoredRowDecoder((each) => rows.push({ ...each }));
  for (const chunk of chunks) decoder.push(chunk);
  decoder.end();
  return rows;
}

function chunksOf(bytes: Buffer, size: number): Buffer[] {
  return Array.from({ length: Math.ceil(bytes.length / size) }, (_, i) =>
    bytes.subarray(i * size, (i + 1) * size),
  );
}

describe('decoding stored rows', () => {
  it('gives back what was written, in chunks that break anywhere', () => {
    const many = fc.array(row, { maxLength: 6 });
    const cuts = fc.array(fc.nat({ max: 3_000 }), { maxLength: 8 });
    fc.assert(
      fc.property(many, cuts, (rows, at) => {
        const bytes = Buffer.concat(rows.map(encoded));
        const edges = [...new Set([0, ...at.filter((cut) => cut < bytes.length)])].sort((a, b) => a - b);
        const chunks = edges.map((edge, i) => bytes.subarray(edge, edges[i + 1]));
        expect(decoded(chunks)).toEqual(rows);
      }),
      { seed: 5, numRuns: 300 },
    );
  });

  it('gives back what was written, in two chunks that break at every byte and in chunks of every size', () => {
    const rows = fc.sample(row, { seed: 6, numRuns: 4 });
    const bytes = Buffer.concat(rows.map(encoded));
    for (let cut = 0; cut <= bytes.length; cut += 1) {
      expect(decoded([bytes.subarray(0, cut), bytes.subarray(cut)]), `cut at ${cut}`).toEqual(rows);
    }
    for (const size of [1, 2, 7, 31]) expect(decoded(chunksOf(bytes, size))).toEqual(rows);
  });

  it('keeps nothing of a chunk that its owner uses again', () => {
    const rows = fc.sample(row, { seed: 7, numRuns: 3 });
    const bytes = Buffer.concat(rows.map(encoded));
    const found: StoredRow[] = [];
    const decoder = new StoredRowDecoder((each) => found.push({ ...each }));
    const chunk = Buffer.alloc(11);
    for (let at = 0; at < bytes.length; at += chunk.length) {
      const size = bytes.copy(chunk, 0, at);
      decoder.push(chunk.subarray(0, size));
      chunk.fill(255);
    }
    decoder.end();
    expect(found).toEqual(rows);
  });

  it('notices that the last row was cut off', () => {
    const [only] = fc.sample(row, { seed: 8, numRuns: 1 });
    const bytes = only ? encoded(only) : Buffer.alloc(0);
    const decoder = new StoredRowDecoder(() => undefined);
    decoder.push(bytes.subarray(0, -1));
    expect(() => decoder.end()).toThrow(/left over/);
  });

  it('lets an error of whoever takes the rows through', () => {
    const [only] = fc.sample(row, { seed: 9, numRuns: 1 });
    const decoder = new StoredRowDecoder(() => {
      throw new Error('theirs');
    });
    expect(() => decoder.push(only ? encoded(only) : Buffer.alloc(1))).toThrow('theirs');
  });
});
