const FIRST_BYTES = 256;
const NOTHING = Buffer.alloc(0);
const NO_VIEW = new DataView(new ArrayBuffer(0));
/** Shorter text is written letter by letter: a call into the runtime costs more than that. */
const SHORT_TEXT = 64;

/** Bytes that grow at their end, in the forms that ClickHouse's Native format is made of: little-endian, texts led by their length. */
export class Bytes {
  #bytes: Buffer = NOTHING;
  #view = NO_VIEW;
  #length = 0;

  get length(): number {
    return this.#length;
  }

  /** What was written so far; good until the next write. */
  written(): Buffer {
    return this.#bytes.subarray(0, this.#length);
  }

  byte(value: number): void {
    this.reserve(1);
    this.#bytes[this.#length] = value;
    this.#length += 1;
  }

  /** The same byte `count` times. */
  fill(value: number, count: number): void {
    if (count === 0) return;
    this.reserve(count);
    this.#bytes.fill(value, this.#length, this.#length + count);
    this.#length += count;
  }

  uint16(value: number): void {
    this.reserve(2);
    this.#view.setUint16(this.#length, value, true);
    this.#length += 2;
  }

  uint32(value: number): void {
    this.reserve(4);
    this.#view.setUint32(this.#length, value, true);
    this.#length += 4;
  }

  /** A whole number within plus and minus 2^53, as Int64 or UInt64. */
  integer(value: number): void {
    this.reserve(8);
    this.#view.setUint32(this.#length, value >>> 0, true);
    this.#view.setInt32(this.#length + 4, Math.floor(value / 4_294_967_296), true);
    this.#length += 8;
  }

  float(value: number): void {
    this.reserve(8);
    this.#view.setFloat64(this.#length, value, true);
    this.#length += 8;
  }

  /** A UInt64 in decimal, as keys are kept. */
  decimal(digits: string): void {
    let low = 0;
    let high = 0;
    for (let at = 0; at < digits.length; ) {
      let part = 0;
      let scale = 1;
      // Six digits at a time: the product of 32 bits and a million is exact in a double.
      for (const end = Math.min(at + 6, digits.length); at < end; at += 1) {
        part = part * 10 + (digits.charCodeAt(at) - 48);
        scale *= 10;
      }
      const product = low * scale + part;
      low = product >>> 0;
      high = (high * scale + Math.floor(product / 4_294_967_296)) >>> 0;
    }
    this.reserve(8);
    this.#view.setUint32(this.#length, low, true);
    this.#view.setUint32(this.#length + 4, high, true);
    this.#length += 8;
  }

  /** A count in as few bytes as it needs, seven bits in each. */
  count(value: number): void {
    this.reserve(8);
    let left = value;
    while (left > 127) {
      this.#bytes[this.#length] = (left & 127) | 128;
      this.#length += 1;
      left = Math.floor(left / 128);
    }
    this.#bytes[this.#length] = left;
    this.#length += 1;
  }

  /** A String: its length and its UTF-8. Half of a surrogate pair is no character and becomes U+FFFD. */
  text(value: string): void {
    const { length } = value;
    if (length > SHORT_TEXT) {
      this.#longText(value);
      return;
    }
    this.reserve(length + 1);
    const bytes = this.#bytes;
    const start = this.#length + 1;
    for (let i = 0; i < length; i += 1) {
      const code = value.charCodeAt(i);
      if (code > 127) {
        this.#longText(value);
        return;
      }
      bytes[start + i] = code;
    }
    bytes[start - 1] = length;
    this.#length = start + length;
  }

  #longText(value: string): void {
    const size = Buffer.byteLength(value);
    this.count(size);
    this.reserve(size);
    this.#length += this.#bytes.write(value, this.#length, 'utf8');
  }

  append(other: Bytes): void {
    if (other.#length === 0) return;
    this.reserve(other.#length);
    this.#bytes.set(other.written(), this.#length);
    this.#length += other.#length;
  }

  /** Writes over every byte `from` as `to`. */
  replace(from: number, to: number): void {
    const bytes = this.#bytes;
    for (let i = 0; i < this.#length; i += 1) if (bytes[i] === from) bytes[i] = to;
  }

  /** Makes room for so many more bytes. */
  reserve(more: number): void {
    const needed = this.#length + more;
    if (needed <= this.#bytes.length) return;
    const grown = Buffer.allocUnsafe(Math.max(needed, FIRST_BYTES, this.#bytes.length * 2));
    grown.set(this.written());
    this.#bytes = grown;
    this.#view = new DataView(grown.buffer, grown.byteOffset, grown.length);
  }
}
