import type { Scalar } from '../../model/property-value.ts';
import type { Instant } from '../../model/time.ts';

/** A row as storedRowsSql selects it. One object is used again for every row: copy what is kept. */
export interface StoredRow {
  /** Decimal uint64. */
  unit: string;
  time: Instant;
  seq: number;
  group: number;
  bits: number;
  /** '' for none. */
  session: string;
  values: readonly Scalar[];
}

/** The row goes on past the bytes that have come. */
class Incomplete extends Error {}

const NONE: readonly Scalar[] = [];

/** Reads RowBinary in chunks that break anywhere, and calls `take` with every row in its order. */
export class StoredRowDecoder {
  readonly #take: (row: StoredRow) => void;
  readonly #row: StoredRow = { unit: '', time: 0, seq: 0, group: 0, bits: 0, session: '', values: NONE };
  #rest: Buffer = Buffer.alloc(0);
  #bytes: Buffer = Buffer.alloc(0);
  /** Of the same bytes: quicker at numbers than a Buffer. */
  #view: DataView = new DataView(new ArrayBuffer(0));
  #at = 0;
  #unitLow = -1;
  #unitHigh = -1;

  constructor(take: (row: StoredRow) => void) {
    this.#take = take;
  }

  push(chunk: Uint8Array): void {
    const fresh = Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength);
    this.#bytes = this.#rest.length === 0 ? fresh : Buffer.concat([this.#rest, fresh]);
    const { buffer, byteOffset, byteLength } = this.#bytes;
    this.#view = new DataView(buffer, byteOffset, byteLength);
    this.#at = 0;
    let done = 0;
    try {
      while (this.#at < this.#bytes.length) {
        this.#read();
        done = this.#at;
        this.#take(this.#row);
      }
    } catch (error) {
      if (!(error instanceof Incomplete)) throw error;
    }
    this.#rest = Buffer.from(this.#bytes.subarray(done));
  }

  /** Throws when the last row was cut off. */
  end(): void {
    if (this.#rest.length > 0) throw new Error(`${this.#rest.length} bytes of a row are left over`);
  }

  #read(): void {
    const row = this.#row;
    const start = this.#need(30);
    const view = this.#view;
    const low = view.getUint32(start, true);
    const high = view.getUint32(start + 4, true);
    if (low !== this.#unitLow || high !== this.#unitHigh) {
      row.unit = view.getBigUint64(start, true).toString();
      this.#unitLow = low;
      this.#unitHigh = high;
    }
    row.time = view.getUint32(start + 8, true) + view.getInt32(start + 12, true) * 4_294_967_296;
    row.seq = view.getUint32(start + 16, true) + view.getUint32(start + 20, true) * 4_294_967_296;
    row.group = view.getUint16(start + 24, true);
    row.bits = view.getUint32(start + 26, true);
    row.session = this.#text();
    row.values = this.#values();
  }

  #values(): readonly Scalar[] {
    const texts = this.#length();
    const values: Scalar[] | undefined = texts > 0 ? [] : undefined;
    for (let i = 0; i < texts; i += 1) values?.push(this.#text());
    const numbers = this.#length();
    const withNumbers = values ?? (numbers > 0 ? [] : undefined);
    for (let i = 0; i < numbers; i += 1) withNumbers?.push(this.#view.getFloat64(this.#need(8), true));
    const bools = this.#length();
    const withBools = withNumbers ?? (bools > 0 ? [] : undefined);
    for (let i = 0; i < bools; i += 1) withBools?.push(this.#bytes[this.#need(1)] !== 0);
    return withBools ?? NONE;
  }

  #text(): string {
    const length = this.#length();
    if (length === 0) return '';
    const start = this.#need(length);
    return this.#bytes.toString('utf8', start, start + length);
  }

  /** A length in 7-bit groups, the lowest first. */
  #length(): number {
    let length = 0;
    let scale = 1;
    for (;;) {
      const byte = this.#bytes[this.#need(1)] ?? 0;
      length += (byte & 127) * scale;
      if (byte < 128) return length;
      scale *= 128;
    }
  }

  /** Passes over `count` bytes, and says where they begin. */
  #need(count: number): number {
    const start = this.#at;
    if (start + count > this.#bytes.length) throw new Incomplete();
    this.#at = start + count;
    return start;
  }
}
