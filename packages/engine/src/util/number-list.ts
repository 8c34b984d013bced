/** Called with the bytes that a list is about to take; throws when they are too many. */
export type TakeBytes = (bytes: number) => void;

const FIRST_LENGTH = 1024;

/** Whole numbers of 32 bits, appended one by one, outside of the heap. */
export class IntList {
  #values: Int32Array = new Int32Array(0);
  length = 0;
  readonly #take: TakeBytes;

  constructor(take: TakeBytes) {
    this.#take = take;
  }

  push(value: number): void {
    if (this.length === this.#values.length) this.#grow();
    this.#values[this.length] = value;
    this.length += 1;
  }

  /** The numbers so far, not copied: good until the next push. */
  view(): Int32Array {
    return this.#values.subarray(0, this.length);
  }

  #grow(): void {
    const length = Math.max(FIRST_LENGTH, this.length * 2);
    this.#take((length - this.length) * Int32Array.BYTES_PER_ELEMENT);
    const grown = new Int32Array(length);
    grown.set(this.#values);
    this.#values = grown;
  }
}

/** The same of any numbers. */
export class FloatList {
  #values: Float64Array = new Float64Array(0);
  length = 0;
  readonly #take: TakeBytes;

  constructor(take: TakeBytes) {
    this.#take = take;
  }

  push(value: number): void {
    if (this.length === this.#values.length) this.#grow();
    this.#values[this.length] = value;
    this.length += 1;
  }

  /** The numbers so far, not copied: good until the next push. */
  view(): Float64Array {
    return this.#values.subarray(0, this.length);
  }

  #grow(): void {
    const length = Math.max(FIRST_LENGTH, this.length * 2);
    this.#take((length - this.length) * Float64Array.BYTES_PER_ELEMENT);
    const grown = new Float64Array(length);
    grown.set(this.#values);
    this.#values = grown;
  }
}
