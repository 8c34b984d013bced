import type { EventStore } from '../../store/event-store.ts';
import type { Sql } from '../../store/sql/fragment.ts';

const KEY_BYTES = 8;

/**
 * Reads a SELECT of UInt64 columns, `columns` of them, and hands on each row's words: for every column its low half and then
 * its high half. The array is used again for the next row.
 */
export async function streamKeys(
  store: EventStore,
  select: Sql,
  columns: number,
  take: (words: Uint32Array) => void,
): Promise<void> {
  const rowBytes = KEY_BYTES * columns;
  const words = new Uint32Array(columns * 2);
  let rest: Uint8Array = new Uint8Array(0);
  for await (const chunk of store.streamBinary(select)) {
    const bytes = joined(rest, chunk);
    const whole = bytes.length - (bytes.length % rowBytes);
    const view = new DataView(bytes.buffer, bytes.byteOffset, whole);
    for (let at = 0; at < whole; at += rowBytes) {
      for (let i = 0; i < words.length; i += 1) words[i] = view.getUint32(at + 4 * i, true);
      take(words);
    }
    rest = bytes.slice(whole);
  }
}

function joined(first: Uint8Array, second: Uint8Array): Uint8Array {
  if (first.length === 0) return second;
  const both = new Uint8Array(first.length + second.length);
  both.set(first);
  both.set(second, first.length);
  return both;
}
