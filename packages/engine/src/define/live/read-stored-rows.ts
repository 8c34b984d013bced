import type { EventStore } from '../../store/event-store.ts';
import { type StoredRow, StoredRowDecoder } from './decode-stored-rows.ts';
import { type StoredRowsRequest, storedRowsSql } from './stored-rows-sql.ts';

/** Sorting everything takes memory; what does not fit goes to disk. */
const MAX_MEMORY_BYTES = 6 * 1024 ** 3;
const MAX_EXECUTION_MS = 30 * 60_000;

/** Calls `take` with every stored row that a request asks for. The row is used again: copy what is kept. */
export async function readStoredRows(
  store: EventStore,
  request: StoredRowsRequest,
  take: (row: StoredRow) => void,
  signal?: AbortSignal | undefined,
): Promise<void> {
  for (const statement of storedRowsSql(request)) {
    const decoder = new StoredRowDecoder(take);
    const options = { signal, maxMemoryBytes: MAX_MEMORY_BYTES, maxExecutionMs: MAX_EXECUTION_MS };
    for await (const chunk of store.streamBinary(statement, options)) decoder.push(chunk);
    decoder.end();
  }
}
