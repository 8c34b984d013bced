import { randomUUID } from 'node:crypto';
import { Readable } from 'node:stream';
import { setTimeout as sleep } from 'node:timers/promises';
import { type ClickHouseClient, createClient, type ResponseHeaders, type Row } from '@clickhouse/client';
import { type EventStore, EventStoreError, type QueryOptions, type QueryProgress } from '../event-store.ts';
import type { Sql } from '../sql/fragment.ts';
import { joinSql, sql } from '../sql/fragment.ts';
import { identifier } from '../sql/identifier.ts';
import { param } from '../sql/parameter.ts';
import { render } from '../sql/render.ts';
import { eventStoreError } from './engine-error.ts';
import { withoutException } from './http-exception.ts';
import { INSERT_SETTINGS } from './insert-settings.ts';
import { limitSettings } from './limit-settings.ts';
import { runningQueries } from './running-queries.ts';
import { splitLists } from './split-lists.ts';

export interface ClickhouseServerOptions {
  /** `http(s)://user:password@host:port/database` */
  readonly url: string;
  /** Requests that may be under way at once; each more waits its turn. Default 20. */
  readonly connections?: number | undefined;
}

/** The engine's own limits end a query long before; this ends a request to a server that fell silent. */
const SILENT_SERVER_MS = 3_600_000;
/** How long an aborted query may take to stop before its request is dropped, and how often it is killed meanwhile. */
const KILL_PATIENCE_MS = 2_000;
const KILL_EVERY_MS = 50;

/**
 * ClickHouse on a server, over HTTP. Connects with the first statement: a wrong address fails there with an EventStoreError.
 */
export function openClickhouseServer(options: ClickhouseServerOptions): EventStore {
  const connect = (connections: number): ClickHouseClient =>
    createClient({
      url: options.url,
      max_open_connections: connections,
      request_timeout: SILENT_SERVER_MS,
      use_multipart_params_auto: true,
      clickhouse_settings: { session_timezone: 'UTC' },
      log: { level: 127 },
    });
  const client = connect(options.connections ?? 20);
  // Killing needs a connection even when all others are busy.
  const control = connect(2);
  const running = new Map<
    string,
    { readonly request: AbortController; readonly group: string | undefined }
  >();
  let closed = false;

  async function kill(queryIds: readonly string[]): Promise<void> {
    const { text, params } = render(sql`KILL QUERY WHERE has(${param.strings(queryIds)}, query_id) ASYNC`);
    await control.command({ query: text, query_params: params });
  }

  /** Kills until the request ends by itself: the first attempt may come before the query has begun. */
  async function stopQuery(queryId: string): Promise<void> {
    const request = running.get(queryId)?.request;
    try {
      for (let waited = 0; waited < KILL_PATIENCE_MS && running.has(queryId); waited += KILL_EVERY_MS) {
        await kill([queryId]);
        await sleep(KILL_EVERY_MS);
      }
    } catch {
      // A server that cannot be reached cannot be asked to stop: dropping the request is all that is left.
    }
    if (running.has(queryId)) request?.abort();
  }

  async function* read<Chunk>(
    queryOptions: QueryOptions,
    open: (request: {
      queryId: string;
      signal: AbortSignal;
      settings: string;
    }) => Promise<AsyncIterable<Chunk>>,
  ): AsyncGenerator<Chunk> {
    const queryId = `cusp-${randomUUID()}`;
    const request = new AbortController();
    const onAbort = (): void => void stopQuery(queryId);
    let ended = false;
    if (closed) throw new EventStoreError('the event store is closed', undefined);
    try {
      queryOptions.signal?.throwIfAborted();
      running.set(queryId, { request, group: queryOptions.group });
      queryOptions.signal?.addEventListener('abort', onAbort, { once: true });
      const settings = limitSettings(queryOptions, queryId);
      yield* await open({ queryId, signal: request.signal, settings });
      ended = true;
      queryOptions.signal?.throwIfAborted();
    } catch (error) {
      ended = true;
      throw eventStoreError(error, queryOptions.signal);
    } finally {
      queryOptions.signal?.removeEventListener('abort', onAbort);
      running.delete(queryId);
      if (!ended) {
        await kill([queryId]).catch(() => undefined);
        request.abort();
      }
    }
  }

  function rows(statement: Sql, queryOptions: QueryOptions): AsyncIterable<readonly Row[]> {
    const { text, params } = render(splitLists(statement));
    return read(queryOptions, async ({ queryId, signal, settings }) => {
      const result = await client.query({
        query: `${text}\nSETTINGS ${settings}`,
        query_params: params,
        query_id: queryId,
        abort_signal: signal,
        format: 'JSONEachRow',
      });
      return result.stream();
    });
  }

  async function insert(statement: Sql, bytes: Buffer): Promise<void> {
    try {
      const { stream } = await client.exec({
        query: render(statement).text,
        values: Readable.from([bytes], { objectMode: false }),
        clickhouse_settings: { ...INSERT_SETTINGS, wait_end_of_query: 1 },
      });
      stream.resume();
    } catch (error) {
      throw eventStoreError(error);
    }
  }

  return {
    async query<R extends object>(statement: Sql, queryOptions: QueryOptions = {}) {
      const found: R[] = [];
      for await (const chunk of rows(statement, queryOptions)) {
        for (const row of chunk) found.push(row.json<R>());
      }
      return found;
    },
    async *stream<R extends object>(statement: Sql, queryOptions: QueryOptions = {}) {
      for await (const chunk of rows(statement, queryOptions)) yield chunk.map((row) => row.json<R>());
    },
    streamBinary(statement, queryOptions = {}) {
      const { text, params } = render(splitLists(statement));
      return read(queryOptions, async ({ queryId, signal, settings }) => {
        const result = await client.exec({
          query: `${text}\nSETTINGS ${settings}\nFORMAT RowBinary`,
          query_params: params,
          query_id: queryId,
          abort_signal: signal,
        });
        return withoutException(result.stream, exceptionTag(result.response_headers));
      });
    },
    insert: (table, jsonLines) => insert(sql`INSERT INTO ${identifier(table)} FORMAT JSONEachRow`, jsonLines),
    insertBlock(table, block) {
      const columns = joinSql(block.columns.map(identifier), ', ');
      return insert(sql`INSERT INTO ${identifier(table)} (${columns}) FORMAT Native`, block.bytes);
    },
    async command(statement) {
      const { text, params } = render(splitLists(statement));
      try {
        await client.command({
          query: text,
          query_params: params,
          clickhouse_settings: { wait_end_of_query: 1 },
        });
      } catch (error) {
        throw eventStoreError(error);
      }
    },
    async progress(group) {
      const marks = [...running].filter(([, query]) => query.group === group).map(([mark]) => mark);
      if (closed || marks.length === 0) return [];
      const { text, params } = render(runningQueries(marks));
      try {
        const result = await control.query({ query: text, query_params: params, format: 'JSONEachRow' });
        return await result.json<QueryProgress>();
      } catch (error) {
        throw eventStoreError(error);
      }
    },
    async close() {
      if (closed) return;
      closed = true;
      await Promise.all([...running.keys()].map(stopQuery));
      await Promise.all([client.close(), control.close()]);
    },
  };
}

function exceptionTag(headers: ResponseHeaders): string {
  const tag = headers['x-clickhouse-exception-tag'];
  return typeof tag === 'string' ? tag : '';
}
