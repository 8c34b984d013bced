import type { EventStore, QueryOptions } from '../event-store.ts';
import { sql } from '../sql/fragment.ts';
import { asSequenceColumns, SEQUENCE_COLUMNS, type SequenceColumnRows } from './sequence-columns.ts';

/** More events than arrive while a question is answered. */
const ROOM = 2 ** 20;

/** What a question needs to know of `sequence_events` before it is put. */
export interface SequenceFacts {
  /** A number above the seq of every event that is stored, and of every one that arrives while a question is asked, up to twice as far as seqs have come. */
  readonly seqBound: number;
  /** The names of its whole columns: see sequence-columns.ts. */
  readonly whole: ReadonlySet<string>;
}

/** Known to the engine without reading a row: see schema/0005-sequence-events.ts. Which columns there are is not looked up when `filters` is false. */
export async function sequenceFacts(
  store: EventStore,
  filters: boolean,
  options: QueryOptions = {},
): Promise<SequenceFacts> {
  const [row] = await store.query<{ newest: number; columns: SequenceColumnRows }>(
    sql`SELECT toFloat64(max(seq)) AS newest, ${filters ? SEQUENCE_COLUMNS : sql`[]`} AS columns FROM sequence_events`,
    options,
  );
  return {
    seqBound: 2 * (row?.newest ?? 0) + ROOM,
    whole: asSequenceColumns(row?.columns ?? []).whole,
  };
}
