import { randomUUID } from 'node:crypto';
import type { Session } from 'chdb';
import type { EventStore, QueryOptions } from '../event-store.ts';
import type { Sql } from '../sql/fragment.ts';
import { sql } from '../sql/fragment.ts';
import { param } from '../sql/parameter.ts';
import { render } from '../sql/render.ts';
import { eventStoreError } from './engine-error.ts';
import { limitSettings } from './limit-settings.ts';
import { SessionPool } from './session-pool.ts';

export interface ChdbOptions {
  /** Data directory; one process at a time. Created when missing. */
  readonly path: string;
  /** Queries that may run at once; each more waits its turn. Default 4. */
  readonly readers?: number | undefined;
}

const CONNECTION_ARGS = ['--session_timezone=UTC'];

/**
 * ClickHouse inside this process. A session runs one query at a time, so reads draw from a pool, inserts have a session of
 * their own and cancelling another. Reads go through queryStreamBind only: the buffered calls leak rows of a failed
 * query into the next result.
 *
 * Throws an EventStoreError with the engine's lock message when another process has the directory open.
 */
export async function openChdb(options: ChdbOptions): Promise<EventStore> {
  const { Session: ChdbSession } = await import('chdb');
  const open = (): Session => new ChdbSession(options.path, { connectionArgs: CONNECTION_ARGS });
  let control: Session;
  try {
    control = open();
  } catch (error) {
    throw eventStoreError(error);
  }
  const readers = new SessionPool(open, options.readers ?? 4);
  const writer = new SessionPool(open, 1);
  const running = new Set<string>();
  const owner = randomUUID();
  let closed = false;

  async function kill(comment: string): Promise<void> {
    await control.queryBindAsync(
      'KILL QUERY WHERE query_id IN (SELECT query_id FROM system.processes WHERE log_comment = {c:String}) ASYNC',
      {
        c: comment,
      },
    );
  }

  async function* read(statement: Sql, format: string, queryOptions: QueryOptions) {
    const { text, params } = render(statement);
    const comment = `cusp-${owner}-${randomUUID()}`;
    const session = await readers.take(queryOptions.signal);
    running.add(comment);
    let finished = false;
    const onAbort = (): void => {
      if (!finished) kill(comment).catch(() => undefined);
    };
    queryOptions.signal?.addEventListener('abort', onAbort, { once: true });
    try {
      const settings = limitSettings(queryOptions, comment);
      yield* session.queryStreamBind(`${text}\nSETTINGS ${settings}`, params, { format });
      queryOptions.signal?.throwIfAborted();
    } catch (error) {
      throw eventStoreError(error, queryOptions.signal);
    } finally {
      finished = true;
      running.delete(comment);
      queryOptions.signal?.removeEventListener('abort', onAbort);
      readers.give(session);
    }
  }

  return {
    async query<Row extends object>(statement: Sql, queryOptions: QueryOptions = {}) {
      const rows: Row[] = [];
      for await (const chunk of read(statement, 'JSONEachRow', queryOptions)) {
        for (const row of chunk.rows<Row>()) rows.push(row);
      }
      return rows;
    },
    async *stream<Row extends object>(statement: Sql, queryOptions: QueryOptions = {}) {
      for await (const chunk of read(statement, 'JSONEachRow', queryOptions)) yield chunk.rows<Row>();
    },
    async *streamBinary(statement, queryOptions = {}) {
      for await (const chunk of read(statement, 'RowBinary', queryOptions)) yield chunk.raw();
    },
    async insert(table, jsonLines) {
      const session = await writer.take();
      try {
        await session.insert({
          table: `default.${table}`,
          values: jsonLines,
          format: 'JSONEachRow',
          settings: INSERT_SETTINGS,
        });
      } catch (error) {
        throw eventStoreError(error);
      } finally {
        writer.give(session);
      }
    },
    async command(statement) {
      const { text, params } = render(statement);
      const session = await writer.take();
      try {
        await session.queryBindAsync(text, params);
      } catch (error) {
        throw eventStoreError(error);
      } finally {
        writer.give(session);
      }
    },
    async close() {
      if (closed) return;
      closed = true;
      if (running.size > 0) {
        const mine = render(
          sql`KILL QUERY WHERE query_id IN (SELECT query_id FROM system.processes WHERE startsWith(log_comment, ${param.string(`cusp-${owner}`)})) SYNC`,
        );
        await control.queryBindAsync(mine.text, mine.params).catch(() => undefined);
      }
      await readers.close();
      await writer.close();
      control.close();
    },
  };
}

/** Strings stay strings (no guessing of dates or numbers), and a block goes in whole whatever months it spans. */
const INSERT_SETTINGS = {
  input_format_try_infer_dates: 0,
  input_format_try_infer_datetimes: 0,
  input_format_try_infer_variants: 0,
  input_format_parallel_parsing: 0,
  max_partitions_per_insert_block: 0,
  date_time_input_format: 'basic',
} as const;
