import type { EventStore, QueryOptions } from '../event-store.ts';
import { sql } from '../sql/fragment.ts';

/** More events than arrive while a question is answered. */
const ROOM = 2 ** 20;

/**
 * A number above the seq of every event that is stored, and of every one that arrives while a question is asked, up to twice as far as seqs have come. Known
 * to the engine without reading a row: see schema/0005-sequence-events.ts.
 */
export async function seqBound(store: EventStore, options: QueryOptions = {}): Promise<number> {
  const [row] = await store.query<{ newest: number }>(
    sql`SELECT toFloat64(max(seq)) AS newest FROM sequence_events`,
    options,
  );
  return 2 * (row?.newest ?? 0) + ROOM;
}
