import type { NativeBlock } from './clickhouse/native/native-block.ts';
import type { Sql } from './sql/fragment.ts';

/** What a reader may ask of a query beside its rows. */
export interface QueryOptions {
  /** Stops the engine too, not only the waiting. */
  readonly signal?: AbortSignal | undefined;
  /** Fails with a QueryLimitError past this time. Default 120,000 ms. */
  readonly maxExecutionMs?: number | undefined;
  /** Fails with a QueryLimitError past this memory. Default 4 GiB. */
  readonly maxMemoryBytes?: number | undefined;
  /** 64-bit integers as JSON numbers: for property bags, whose numbers are numbers. Keys past 2^53 would be rounded. */
  readonly integersAsNumbers?: boolean | undefined;
  /** Reads tables as they are, without what was stored in the last moments; otherwise a query waits until that is there, and derived. */
  readonly mayLag?: boolean | undefined;
  /** Names the piece of work that the query is part of, so that `progress` finds it. */
  readonly group?: string | undefined;
}

/** How far the engine has come with one query. */
export interface QueryProgress {
  /** Tells the queries of a group apart. */
  readonly query: string;
  readonly readRows: number;
  /** Rows that the engine means to read, as far as it knows yet: it may grow. */
  readonly totalRows: number;
}

/**
 * Events, transitions and analyses: ClickHouse, in the process or on a server. One dialect; rows come as plain objects
 * with 64-bit integers of type UInt64 and Int64 as decimal strings (cast to Float64 or UInt32 in SQL where a number is wanted).
 */
export interface EventStore {
  /** Whole result, for small ones. */
  query<Row extends object>(statement: Sql, options?: QueryOptions): Promise<Row[]>;
  /** Rows in chunks as they come out; leaving the loop stops the engine. */
  stream<Row extends object>(statement: Sql, options?: QueryOptions): AsyncIterable<readonly Row[]>;
  /** The result's bytes as RowBinary, in chunks that break anywhere. */
  streamBinary(statement: Sql, options?: QueryOptions): AsyncIterable<Uint8Array>;
  /**
   * One block of JSON lines, one object a line whose keys are column names; durable when the promise resolves.
   * All or nothing per partition; the caller made sure that names and types fit.
   */
  insert(table: string, jsonLines: Buffer): Promise<void>;
  /** The same of a block by column, which takes the engine half the work: it has nothing to parse. */
  insertBlock(table: string, block: NativeBlock): Promise<void>;
  /** A statement without rows: DDL, OPTIMIZE, INSERT ... SELECT. `mayLag`: of what it reads, the newest may be missing. */
  command(statement: Sql, options?: Pick<QueryOptions, 'mayLag'>): Promise<void>;
  /** The queries of a group that the engine is working on right now; those that wait or are over are not among them. */
  progress(group: string): Promise<readonly QueryProgress[]>;
  /** Stops running queries and releases the engine. */
  close(): Promise<void>;
}

/** A query passed its time or memory limit, or was cancelled. Not a mistake in the store: ask for less. */
export class QueryLimitError extends Error {
  readonly limit: 'time' | 'memory' | 'cancelled';

  constructor(limit: 'time' | 'memory' | 'cancelled', options?: ErrorOptions) {
    super(limit === 'cancelled' ? 'the query was cancelled' : `the query passed its ${limit} limit`, options);
    this.name = 'QueryLimitError';
    this.limit = limit;
  }
}

/** The engine refused a statement or broke down; `code` is ClickHouse's error number when it gave one. */
export class EventStoreError extends Error {
  readonly code: number | undefined;

  constructor(message: string, code: number | undefined, options?: ErrorOptions) {
    super(message, options);
    this.name = 'EventStoreError';
    this.code = code;
  }
}
