import { setImmediate as turn } from 'node:timers/promises';
import type { CodeLayout } from './code-layout.ts';
import { codeBytes, readCodes, UnitEvents } from './unit-events.ts';

/** Events between two turns of the event loop: some ten ms of work. */
const EVENTS_A_TURN = 200_000;

/**
 * Reads rows of one String of codes in RowBinary, after the UInt64 of the unit where `hasKeys`, out of chunks that break anywhere, and calls `take`
 * with each: one object, used again for the next. Lets others have a turn now and then. Throws when the last row is cut off.
 */
export async function readUnits(
  chunks: AsyncIterable<Uint8Array>,
  layout: CodeLayout,
  take: (events: UnitEvents) => void,
  hasKeys = false,
): Promise<void> {
  const keyBytes = hasKeys ? BigUint64Array.BYTES_PER_ELEMENT : 0;
  const width = codeBytes(layout);
  const events = new UnitEvents();
  let rest: Buffer = Buffer.alloc(0);
  let sinceTurn = 0;
  for await (const chunk of chunks) {
    const fresh = Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength);
    const bytes = rest.length === 0 ? fresh : Buffer.concat([rest, fresh]);
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    let at = 0;
    for (;;) {
      const head = lengthAt(bytes, at + keyBytes);
      if (head === undefined || head.next + head.length > bytes.length) break;
      if (hasKeys) events.key = view.getBigUint64(at, true);
      events.hold(head.length / width);
      readCodes(view, head.next, layout, events);
      at = head.next + head.length;
      take(events);
      sinceTurn += events.count;
      if (sinceTurn < EVENTS_A_TURN) continue;
      sinceTurn = 0;
      await turn();
    }
    rest = Buffer.from(bytes.subarray(at));
  }
  if (rest.length > 0) throw new Error(`${rest.length} bytes of a row are left over`);
}

/** A length in 7-bit groups, the lowest first, and where what follows begins; undefined when it is cut off. */
function lengthAt(
  bytes: Buffer,
  start: number,
): { readonly length: number; readonly next: number } | undefined {
  let length = 0;
  let scale = 1;
  for (let at = start; at < bytes.length; at += 1) {
    const byte = bytes[at] ?? 0;
    length += (byte & 127) * scale;
    if (byte < 128) return { length, next: at + 1 };
    scale *= 128;
  }
  return undefined;
}
