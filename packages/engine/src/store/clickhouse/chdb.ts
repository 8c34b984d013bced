import { randomUUID } from 'node:crypto';
import { mkdir } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Session } from 'chdb';
import { lockDirectory } from '../directory-lock.ts';
import { type EventStore, EventStoreError, type QueryOptions, type QueryProgress } from '../event-store.ts';
import type { Sql } from '../sql/fragment.ts';
import { joinSql, sql, unsafeSql } from '../sql/fragment.ts';
import { identifier } from '../sql/identifier.ts';
import { param } from '../sql/parameter.ts';
import { render } from '../sql/render.ts';
import { eventStoreError } from './engine-error.ts';
import { INSERT_SETTINGS } from './insert-settings.ts';
import { lendBytes } from './lend-bytes.ts';
import { limitSettings } from './limit-settings.ts';
import { runningQueries } from './running-queries.ts';
import { SessionPool } from './session-pool.ts';

export interface ChdbOptions {
  /** Data directory; one process at a time. Created when missing. */
  readonly path: string;
  /** Queries that may run at once; each more waits its turn. Default 4. */
  readonly readers?: number | undefined;
}

/** The engine must not remember what columns a lent file had: its name comes again with other bytes. */
const FILE_INSERT_SETTINGS = unsafeSql(
  [...Object.entries(INSERT_SETTINGS), ['schema_inference_use_cache_for_file', 0]]
    .map(([name, value]) => `${name} = '${value}'`)
    .join(', '),
);
/** Inserts that may run at once: a small one that somebody waits for does not stand behind a block of events. */
const WRITERS = 3;
const CONNECTION_ARGS = ['--session_timezone=UTC'];
const KILL_EVERY_MS = 20;
/** How long closing waits for whoever stopped half-way through a stream. */
const STALLED_READER_MS = 5_000;

/**
 * ClickHouse inside this process. A session runs one query at a time, so reads draw from a pool, inserts from a small one of
 * their own, and cancelling has a session to itself. Reads go through queryStreamBind only: the buffered calls leak rows of a failed
 * query into the next result.
 *
 * Throws an EventStoreError when somebody has the directory open, or when the files in it cannot be read.
 */
export async function openChdb(options: ChdbOptions): Promise<EventStore> {
  const { Session: ChdbSession } = await import('chdb');
  await mkdir(options.path, { recursive: true });
  const unlock = await lockDirectory(options.path);
  if (unlock === undefined) {
    throw new EventStoreError(
      `another process has the event store in ${options.path} open: stop it, or talk to it instead`,
      undefined,
    );
  }
  const open = (): Session => new ChdbSession(options.path, { connectionArgs: CONNECTION_ARGS });
  const control = new SessionPool(open, 1);
  try {
    control.give(await control.take());
  } catch (error) {
    await unlock();
    throw eventStoreError(error);
  }
  const readers = new SessionPool(open, options.readers ?? 4);
  const writers = new SessionPool(open, WRITERS);
  /** The groups of running queries, by their marks. */
  const running = new Map<string, string | undefined>();
  const owner = randomUUID();
  let closed = false;

  async function kill(comment: string): Promise<void> {
    const { text, params } = render(
      sql`KILL QUERY WHERE query_id IN (
        SELECT query_id FROM system.processes WHERE Settings['log_comment'] = ${param.string(comment)}
      ) ASYNC`,
    );
    const session = await control.take();
    try {
      await session.queryBindAsync(text, params);
    } finally {
      control.give(session);
    }
  }

  /** Kills until the query ends: the first attempt may come before it has begun. */
  async function stop(comment: string): Promise<void> {
    while (running.has(comment)) {
      await kill(comment).catch(() => undefined);
      await sleep(KILL_EVERY_MS);
    }
  }

  /** A session keeps a query that did not end by itself, with what it holds, until it runs the next one. */
  async function letGo(session: Session): Promise<void> {
    try {
      for await (const _ of session.queryStreamBind('SELECT 1', {}, { format: 'RowBinary' }));
    } catch {
      // The next query on this session says what is wrong with it.
    }
  }

  async function* read(statement: Sql, format: string, queryOptions: QueryOptions) {
    if (closed) throw new EventStoreError('the event store is closed', undefined);
    const { text, params } = render(statement);
    const { signal } = queryOptions;
    const comment = `cusp-${owner}-${randomUUID()}`;
    const session = await readers.take(signal).catch((error: unknown) => {
      throw eventStoreError(error, signal);
    });
    running.set(comment, queryOptions.group);
    const onAbort = (): void => void stop(comment);
    let ended = false;
    signal?.addEventListener('abort', onAbort, { once: true });
    try {
      signal?.throwIfAborted();
      const settings = limitSettings(queryOptions, comment);
      yield* session.queryStreamBind(`${text}\nSETTINGS ${settings}`, params, { format });
      ended = true;
      signal?.throwIfAborted();
    } catch (error) {
      throw eventStoreError(error, signal);
    } finally {
      running.delete(comment);
      signal?.removeEventListener('abort', onAbort);
      if (!ended) await letGo(session);
      readers.give(session);
    }
  }

  async function write(work: (session: Session) => Promise<unknown>): Promise<void> {
    const session = await writers.take();
    try {
      await work(session);
    } catch (error) {
      throw eventStoreError(error);
    } finally {
      writers.give(session);
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
    insert: (table, jsonLines) =>
      write((session) =>
        session.insert({
          table: `default.${table}`,
          values: jsonLines,
          format: 'JSONEachRow',
          settings: INSERT_SETTINGS,
        }),
      ),
    insertBlock: (table, block) =>
      write((session) =>
        lendBytes(options.path, block.bytes, async (path) => {
          const columns = joinSql(block.columns.map(identifier), ', ');
          const { text } = render(
            sql`INSERT INTO ${identifier(table)} (${columns}) SELECT ${columns} FROM file(${unsafeSql(`'${path}'`)}, 'Native')
                SETTINGS ${FILE_INSERT_SETTINGS}`,
          );
          await session.queryAsync(text);
        }),
      ),
    command(statement) {
      const { text, params } = render(statement);
      return write((session) => session.queryBindAsync(text, params));
    },
    async progress(group) {
      const marks = [...running].filter(([, of]) => of === group).map(([mark]) => mark);
      if (closed || marks.length === 0) return [];
      const { text, params } = render(runningQueries(marks));
      const session = await control.take();
      try {
        const found: QueryProgress[] = [];
        for await (const chunk of session.queryStreamBind(text, params, { format: 'JSONEachRow' })) {
          found.push(...chunk.rows<QueryProgress>());
        }
        return found;
      } catch (error) {
        throw eventStoreError(error);
      } finally {
        control.give(session);
      }
    },
    async close() {
      if (closed) return;
      closed = true;
      const closing = new EventStoreError('the event store was closed', undefined);
      const written = writers.close(closing);
      const read = Promise.all([readers.close(closing), ...[...running.keys()].map(stop)]);
      await Promise.race([read, sleep(STALLED_READER_MS, undefined, { ref: false })]);
      await written;
      running.clear();
      await control.close(closing);
      await unlock();
    },
  };
}
