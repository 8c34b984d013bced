import { EventStoreError, QueryLimitError } from '../event-store.ts';

const TIMEOUT_EXCEEDED = 159;
const MEMORY_LIMIT_EXCEEDED = 241;
const QUERY_WAS_CANCELLED = 394;

/**
 * ClickHouse's failure as one of ours. Its number comes from the text `Code: N.` that failures carry, or over HTTP from the
 * client's error, which has taken that text off.
 */
export function eventStoreError(error: unknown, signal?: AbortSignal): Error {
  if (error instanceof EventStoreError || error instanceof QueryLimitError) return error;
  const message = error instanceof Error ? error.message : String(error);
  const code = engineCode(error, message);
  if (signal?.aborted || code === QUERY_WAS_CANCELLED)
    return new QueryLimitError('cancelled', { cause: error });
  if (code === TIMEOUT_EXCEEDED) return new QueryLimitError('time', { cause: error });
  if (code === MEMORY_LIMIT_EXCEEDED) return new QueryLimitError('memory', { cause: error });
  return new EventStoreError(message, code, { cause: error });
}

function engineCode(error: unknown, message: string): number | undefined {
  const found = /Code: (\d+)\./.exec(message)?.[1] ?? (error as { code?: unknown } | undefined)?.code;
  return typeof found === 'string' && /^\d+$/.test(found) ? Number(found) : undefined;
}
