/** Bytes that wait to be read: enough that neither side stands still, little enough that memory does not grow with a file. */
const MOST_WAITING = 1024 * 1024;

/**
 * Bytes handed from whoever sends to whoever reads, once and in order. `push` resolves when there is room for more, so that a reader that
 * is slow slows the sender down.
 */
export class ArrivingBytes implements AsyncIterable<Uint8Array> {
  readonly #waiting: Uint8Array[] = [];
  #bytes = 0;
  #end: { readonly error: unknown } | undefined;
  #isLeft = false;
  #changed: () => void = () => undefined;
  #change: Promise<void>;

  constructor() {
    this.#change = this.#nextChange();
  }

  /** False: nobody reads any more, or it has ended. */
  async push(bytes: Uint8Array): Promise<boolean> {
    if (this.#isLeft || this.#end !== undefined) return false;
    this.#waiting.push(bytes);
    this.#bytes += bytes.length;
    this.#tell();
    while (this.#bytes > MOST_WAITING && !this.#isLeft) await this.#change;
    return !this.#isLeft;
  }

  /** What was pushed is still read, and then the error is thrown, when there is one. Only the first end counts. */
  end(error?: unknown): void {
    this.#end ??= { error };
    this.#tell();
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<Uint8Array> {
    try {
      for (;;) {
        const next = this.#waiting.shift();
        if (next !== undefined) {
          this.#bytes -= next.length;
          this.#tell();
          yield next;
        } else if (this.#end !== undefined) {
          if (this.#end.error !== undefined) throw this.#end.error;
          return;
        } else await this.#change;
      }
    } finally {
      this.leave();
    }
  }

  /** Nobody reads on: what is pushed from now on is dropped. */
  leave(): void {
    this.#isLeft = true;
    this.#waiting.length = 0;
    this.#tell();
  }

  #tell(): void {
    const told = this.#changed;
    this.#change = this.#nextChange();
    told();
  }

  #nextChange(): Promise<void> {
    return new Promise((resolve) => {
      this.#changed = resolve;
    });
  }
}

/** The first bytes, at least `least` of them where there are so many, and an iterable of the rest. */
export async function splitHead(
  chunks: AsyncIterable<Uint8Array>,
  least: number,
): Promise<{ readonly head: Buffer; readonly rest: AsyncIterable<Uint8Array> }> {
  const iterator = chunks[Symbol.asyncIterator]();
  const first: Uint8Array[] = [];
  let bytes = 0;
  while (bytes < least) {
    const { value, done } = await iterator.next();
    if (done) break;
    first.push(value);
    bytes += value.length;
  }
  return { head: Buffer.concat(first), rest: { [Symbol.asyncIterator]: () => iterator } };
}
