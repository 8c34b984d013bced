import type { EventStore, QueryOptions } from '../../store/event-store.ts';

/**
 * The store as one run sees it: whatever it reads, and whoever reads it, stops with the run and counts towards its progress.
 * No query of it may take more than `memoryMb` MiB; one past it fails with a QueryLimitError, and the engine frees what it had.
 */
export function runStore(
  store: EventStore,
  group: string,
  signal: AbortSignal,
  memoryMb: number,
): EventStore {
  const most = memoryMb * 1024 ** 2;
  const within = (options: QueryOptions = {}): QueryOptions => ({
    ...options,
    group,
    maxMemoryBytes: Math.min(options.maxMemoryBytes ?? most, most),
    signal:
      options.signal === undefined || options.signal === signal
        ? signal
        : AbortSignal.any([options.signal, signal]),
  });
  return {
    ...store,
    query: (statement, options) => store.query(statement, within(options)),
    stream: (statement, options) => store.stream(statement, within(options)),
    streamBinary: (statement, options) => store.streamBinary(statement, within(options)),
  };
}
