import type { Instant } from '../../model/time.ts';
import { DAY_MS } from '../../model/time.ts';
import type { EventStore } from '../../store/event-store.ts';
import { sql } from '../../store/sql/fragment.ts';
import { instant } from '../../store/sql/parameter.ts';
import { InsertFingerprints } from './insert-fingerprints.ts';
import { INSERT_ID_WINDOW_MS } from './limits.ts';
import { streamKeys } from './stream-keys.ts';

/** Arrivals are read in spans of this long, each into a segment of its own, so that old ones expire before new ones. */
const SPAN_MS = 2 * DAY_MS;

/** The fingerprints of every insert key that arrived within the window before `now`, read from the store. */
export async function loadFingerprints(store: EventStore, now: Instant): Promise<InsertFingerprints> {
  const fingerprints = new InsertFingerprints();
  for (let age = INSERT_ID_WINDOW_MS; age > 0; age -= SPAN_MS) {
    const since = now - age;
    const until = age <= SPAN_MS ? sql`1` : sql`received <= ${instant(since + SPAN_MS)}`;
    const rows = sql`FROM events WHERE received > ${instant(since)} AND ${until} AND insert_key != 0`;
    const [counted] = await store.query<{ keys: number; newest: number }>(
      sql`SELECT toFloat64(count()) AS keys, toFloat64(toUnixTimestamp64Milli(max(received))) AS newest ${rows}`,
    );
    if (counted === undefined || counted.keys === 0) continue;
    fingerprints.reserve(counted.keys, since);
    await streamKeys(store, sql`SELECT insert_key ${rows}`, 1, (words) => {
      fingerprints.note(words[0] ?? 0, words[1] ?? 0, counted.newest);
    });
  }
  return fingerprints;
}
