import type { EventStore, QueryOptions } from './event-store.ts';
import type { Sql } from './sql/fragment.ts';

/** The ways of reading a store, each after `settle` has seen to it that what the statement reads of is there. */
export function readingAfter(
  store: EventStore,
  settle: (statement: Sql, options?: QueryOptions) => Promise<void>,
): Pick<EventStore, 'query' | 'stream' | 'streamBinary'> {
  return {
    async query<Row extends object>(statement: Sql, options = {}) {
      await settle(statement, options);
      return await store.query<Row>(statement, options);
    },
    async *stream<Row extends object>(statement: Sql, options = {}) {
      await settle(statement, options);
      yield* store.stream<Row>(statement, options);
    },
    async *streamBinary(statement, options) {
      await settle(statement, options);
      yield* store.streamBinary(statement, options);
    },
  };
}
