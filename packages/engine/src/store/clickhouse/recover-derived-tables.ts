import type { EventStore } from '../event-store.ts';
import { sql } from '../sql/fragment.ts';
import { param } from '../sql/parameter.ts';
import { deriver } from './derived-tables.ts';
import { MOST_UNDERIVED } from './with-derived-tables.ts';

/** Of the newest events, those from which a crash may have left nothing derived; a block may be under way beside them. */
const RECENT_ROWS = 2 * MOST_UNDERIVED;

/**
 * Makes the derived tables agree with the newest rows of `events`, which are stored first. Does nothing when the process
 * that wrote last ended well and left its mark.
 */
export async function recoverDerivedTables(store: EventStore): Promise<void> {
  const newest = await newestSeq(store);
  const [mark] = await store.query<{ seq: number }>(
    sql`SELECT toFloat64(max(derived_up_to.seq)) AS seq FROM derived_up_to`,
  );
  if (newest === 0 || mark?.seq === newest) return;
  await deriver(store)({ from: Math.max(0, newest - RECENT_ROWS), to: newest });
}

/** Leaves the mark that all derived tables are whole: for the end of a process, when no insert is under way. */
export async function markDerivedTables(store: EventStore): Promise<void> {
  const newest = await newestSeq(store);
  if (newest === 0) return;
  await store.command(sql`INSERT INTO derived_up_to SELECT ${param.int(newest)}, now64(3, 'UTC')`);
}

/** The arrival number of the newest event, 0 without any. */
async function newestSeq(store: EventStore): Promise<number> {
  const [newest] = await store.query<{ seq: number }>(
    sql`SELECT toFloat64(max(events.seq)) AS seq FROM events`,
  );
  return newest?.seq ?? 0;
}
