import type { Instant } from '../../model/time.ts';
import { DAY_MS } from '../../model/time.ts';
import type { EventStore } from '../../store/event-store.ts';
import { sql } from '../../store/sql/fragment.ts';
import { instant } from '../../store/sql/parameter.ts';
import { InsertFingerprints } from './insert-fingerprints.ts';
import { INSERT_ID_WINDOW_MS } from './limits.ts';

/** Arrivals are read in spans of this long, each into a segment of its own, so that old ones expire before new ones. */
const SPAN_MS = 2 * DAY_MS;
const KEY_BYTES = 8;

/** The fingerprints of every insert key that arrived within the window before `now`, read from the store. */
export async function loadFingerprints(store: EventStore, now: Instant): Promise<InsertFingerprints> {
  const fingerprints = new InsertFingerprints();
  for (let age = INSERT_ID_WINDOW_MS; age > 0; age -= SPAN_MS) {
    const since = now - age;
    const last = age <= SPAN_MS;
    const until = last ? sql`1` : sql`received <= ${instant(since + SPAN_MS)}`;
    const rows = sql`FROM events WHERE received > ${instant(since)} AND ${until} AND insert_key != 0`;
    const [counted] = await store.query<{ keys: number; newest: number }>(
      sql`SELECT toFloat64(count()) AS keys, toFloat64(toUnixTimestamp64Milli(max(received))) AS newest ${rows}`,
    );
    if (counted === undefined || counted.keys === 0) continue;
    fingerprints.reserve(counted.keys, since);
    let rest: Uint8Array = new Uint8Array(0);
    for await (const chunk of store.streamBinary(sql`SELECT insert_key ${rows}`)) {
      rest = addKeys(fingerprints, joined(rest, chunk), counted.newest);
    }
  }
  return fingerprints;
}

/** Adds the whole keys of RowBinary bytes (8 each, little-endian), and answers the bytes left over. */
function addKeys(fingerprints: InsertFingerprints, bytes: Uint8Array, received: Instant): Uint8Array {
  const whole = bytes.length - (bytes.length % KEY_BYTES);
  const view = new DataView(bytes.buffer, bytes.byteOffset, whole);
  for (let at = 0; at < whole; at += KEY_BYTES) {
    fingerprints.seenWords(view.getUint32(at, true), view.getUint32(at + 4, true), received);
  }
  return bytes.slice(whole);
}

function joined(first: Uint8Array, second: Uint8Array): Uint8Array {
  if (first.length === 0) return second;
  const both = new Uint8Array(first.length + second.length);
  both.set(first);
  both.set(second, first.length);
  return both;
}
