import { EventStoreError, QueryLimitError } from '../event-store.ts';

const TIMEOUT_EXCEEDED = 159;
const MEMORY_LIMIT_EXCEEDED = 241;
const QUERY_WAS_CANCELLED = 394;

/** ClickHouse's failure as one of ours; its number is taken from the text `Code: N.` that every one carries. */
export function eventStoreError(error: unknown, signal?: AbortSignal): Error {
  if (error instanceof EventStoreError || error instanceof QueryLimitError) return error;
  const message = error instanceof Error ? error.message : String(error);
  const found = /Code: (\d+)\./.exec(message);
  const code = found ? Number(found[1]) : undefined;
  if (signal?.aborted || code === QUERY_WAS_CANCELLED)
    return new QueryLimitError('cancelled', { cause: error });
  if (code === TIMEOUT_EXCEEDED) return new QueryLimitError('time', { cause: error });
  if (code === MEMORY_LIMIT_EXCEEDED) return new QueryLimitError('memory', { cause: error });
  return new EventStoreError(message, code, { cause: error });
}
