import { once } from 'node:events';
import type { Readable } from 'node:stream';

/** The longest message that ClickHouse puts at the end of a response is 16 KiB; with its frame it fits in here. */
const HELD_BACK_BYTES = 32 * 1024;
const MARKER = '__exception__\r\n';

/**
 * Gives the bytes of a raw HTTP response on and throws what ClickHouse appended to it when the query failed on the way: by then
 * the status was sent, so the failure comes as `\r\n__exception__\r\nTAG\r\nMESSAGE\nLENGTH TAG\r\n__exception__\r\n` at the
 * end, where TAG is the value of the header `X-ClickHouse-Exception-Tag`, and the connection is broken off. The last
 * bytes are held back until the end is known.
 */
export async function* withoutException(body: Readable, tag: string): AsyncGenerator<Uint8Array> {
  let held: Buffer = Buffer.alloc(0);
  try {
    for await (const chunk of everyChunk(body)) {
      const joined = held.length === 0 ? chunk : Buffer.concat([held, chunk]);
      const free = joined.length - HELD_BACK_BYTES;
      held = free > 0 ? joined.subarray(free) : joined;
      if (free > 0) yield joined.subarray(0, free);
    }
  } catch (error) {
    throw exceptionAt(held, tag) ?? error;
  } finally {
    body.destroy();
  }
  const failure = exceptionAt(held, tag);
  if (failure !== undefined) throw failure;
  if (held.length > 0) yield held;
}

/** A stream's own iterator drops what it holds when the connection breaks, and that is where the failure stands. */
async function* everyChunk(body: Readable): AsyncGenerator<Buffer> {
  let failure: Error | undefined;
  body.on('error', (error) => {
    failure = error;
  });
  for (;;) {
    const chunk = body.read() as Buffer | null;
    if (chunk !== null) yield chunk;
    else if (body.readableEnded) return;
    else if (body.destroyed) throw failure ?? new Error('the response was broken off');
    else await moved(body);
  }
}

async function moved(body: Readable): Promise<void> {
  const waiting = new AbortController();
  const events = ['readable', 'end', 'close'].map((name) => once(body, name, { signal: waiting.signal }));
  try {
    await Promise.race(events);
  } catch {
    // The stream failed: the caller sees it on the stream.
  } finally {
    waiting.abort();
    await Promise.allSettled(events);
  }
}

function exceptionAt(end: Buffer, tag: string): Error | undefined {
  const closing = ` ${tag}\r\n${MARKER}`;
  if (tag === '' || !end.subarray(-closing.length).equals(Buffer.from(closing))) return undefined;
  const opening = `${MARKER}${tag}\r\n`;
  const from = end.lastIndexOf(opening, end.length - closing.length);
  const text = end.subarray(from < 0 ? 0 : from + opening.length, end.length - closing.length).toString();
  return new Error(text.slice(0, text.lastIndexOf('\n')).trim());
}
