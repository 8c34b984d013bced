import type { IncomingEvent, StoredEvent } from '../../model/event.ts';
import type { Project } from '../../model/project.ts';
import type { Clock, Instant } from '../../model/time.ts';
import { EventColumns } from '../../store/clickhouse/native/event-columns.ts';
import { recoverDerivedTables } from '../../store/clickhouse/recover-derived-tables.ts';
import type { EventStore } from '../../store/event-store.ts';
import { sql } from '../../store/sql/fragment.ts';
import { param } from '../../store/sql/parameter.ts';
import { type Fate, OverloadedError } from '../event-sink.ts';
import { type Rejection, recordRejected } from '../rejected-events.ts';
import { Block, type Refusal, type Request, type Slice } from './block.ts';
import { InsertIdentities } from './insert-identities.ts';
import type { IngestLimits } from './limits.ts';
import type { Preparer } from './preparer.ts';
import { sizeOf } from './size-of.ts';

/** Hears of every block once it is durable, in order, before its senders are answered. Must not throw, nor wait. */
export type StoredListener = (events: readonly StoredEvent[]) => void;

interface Insert {
  readonly block: Block;
  /** Never rejects. */
  readonly ended: Promise<void>;
  outcome: 'running' | 'stored' | 'failed';
  error: unknown;
}

const SHORTEST_RETRY_MS = 250;
const LONGEST_RETRY_MS = 30_000;

/**
 * The one writer. A request that finds it idle goes into the store at once; those that arrive while a block is being inserted
 * are prepared in the meantime and go together in the next. When a block fails, its requests are tried again one by one,
 * so that only the one at fault is answered with the error.
 */
export class BlockWriter {
  readonly #store: EventStore;
  readonly #preparer: Preparer;
  readonly #limits: IngestLimits;
  readonly #clock: Clock;
  readonly #listener: StoredListener | undefined;
  #queue: Slice[] = [];
  #waitingRows = 0;
  #waitingBytes = 0;
  #rowsPerMs = 0;
  #running: Promise<void> | undefined;
  #closed = false;
  #arrived: (() => void) | undefined;
  #open = new Block();
  #fresh = true;
  #insert: Insert | undefined;
  #before: Block | undefined;
  /** Requests that were part of a failure and now go alone. */
  #suspicious = new Set<Request>();

  constructor(
    store: EventStore,
    preparer: Preparer,
    limits: IngestLimits,
    clock: Clock,
    listener: StoredListener | undefined,
  ) {
    this.#store = store;
    this.#preparer = preparer;
    this.#limits = limits;
    this.#clock = clock;
    this.#listener = listener;
  }

  get waiting(): { readonly rows: number; readonly bytes: number } {
    return { rows: this.#waitingRows, bytes: this.#waitingBytes };
  }

  async write(
    project: Project,
    events: readonly IncomingEvent[],
    received: Instant,
  ): Promise<readonly Fate[]> {
    if (this.#closed) throw new OverloadedError(SHORTEST_RETRY_MS);
    if (events.length === 0) return [];
    let bytes = 0;
    for (const event of events) bytes += sizeOf(event);
    const rowsAfter = this.#waitingRows + events.length;
    const bytesAfter = this.#waitingBytes + bytes;
    const full = rowsAfter > this.#limits.maxWaitingRows || bytesAfter > this.#limits.maxWaitingBytes;
    // What alone is more than may wait would never be taken, so it is when nothing else waits.
    if (full && this.#waitingRows > 0) throw new OverloadedError(this.#retryAfterMs());
    this.#waitingRows = rowsAfter;
    this.#waitingBytes = bytesAfter;
    return await new Promise((resolve, reject) => {
      const request: Request = {
        project,
        events,
        received,
        bytes,
        fates: new Array<Fate>(events.length).fill('stored'),
        remaining: events.length,
        resolve,
        reject,
      };
      this.#queue.push({ request, from: 0, to: events.length });
      this.#arrived?.();
      this.#running ??= this.#run();
    });
  }

  /** Takes no more requests, and waits until all that were taken are answered. */
  async close(): Promise<void> {
    this.#closed = true;
    while (this.#running !== undefined) await this.#running;
  }

  #retryAfterMs(): number {
    if (this.#rowsPerMs === 0) return 1_000;
    const drained = Math.round(this.#waitingRows / this.#rowsPerMs);
    return Math.min(LONGEST_RETRY_MS, Math.max(SHORTEST_RETRY_MS, drained));
  }

  async #run(): Promise<void> {
    for (;;) {
      if (this.#insert !== undefined && this.#insert.outcome !== 'running') await this.#finish(this.#insert);
      if (this.#insert === undefined && this.#isReady()) {
        this.#start();
      } else if (this.#queue.length > 0 && this.#takesMore()) {
        await this.#prepareMore();
      } else if (this.#insert !== undefined) {
        await this.#insertOrArrival(this.#insert);
      } else {
        this.#running = undefined;
        return;
      }
    }
  }

  /**
   * Whether the open block is worth an insert: it holds at least half of what waits. Of a long queue it takes half, so that the
   * other half is prepared beside the insert; small blocks would cost more in merges. A lone request never waits.
   */
  #isReady(): boolean {
    const prepared = rowsOf(this.#open.slices);
    return prepared > 0 && (prepared >= rowsOf(this.#queue) || !this.#takesMore());
  }

  #takesMore(): boolean {
    const { rows, columns, slices, closed } = this.#open;
    if (closed || rows >= this.#limits.maxBlockRows || columns.size >= this.#limits.maxBlockBytes)
      return false;
    // What follows a sealed block must be read back from the store first.
    if (this.#insert?.block.sealed) return false;
    return this.#suspicious.size === 0 || (slices.length === 0 && this.#insert === undefined);
  }

  async #insertOrArrival(insert: Insert): Promise<void> {
    if (!this.#takesMore()) return await insert.ended;
    const arrival = new Promise<void>((resolve) => {
      this.#arrived = resolve;
    });
    await Promise.race([insert.ended, arrival]);
    this.#arrived = undefined;
  }

  async #prepareMore(): Promise<void> {
    if (this.#fresh) {
      this.#preparer.betweenBlocks(this.#clock(), this.#before?.stale ?? []);
      this.#fresh = false;
    }
    const chunk = this.#nextChunk();
    try {
      const inFlight = this.#before?.inserts ?? NOTHING;
      this.#queue.unshift(...(await this.#preparer.prepare(chunk, this.#open, inFlight)));
    } catch (error) {
      this.#open.slices.push(...chunk);
      const insert = this.#insert;
      await insert?.ended;
      if (insert !== undefined) await this.#finish(insert);
      // When the block before failed as well, everything is in the queue again already.
      if (this.#open.slices.length > 0) this.#fail([], error);
    }
  }

  #nextChunk(): Slice[] {
    const chunk: Slice[] = [];
    let rows = Math.min(this.#limits.maxChunkRows, this.#limits.maxBlockRows - this.#open.rows);
    let bytes = this.#limits.maxBlockBytes - this.#open.columns.size;
    let used = 0;
    for (const slice of this.#queue) {
      const { request, from } = slice;
      const alone = this.#suspicious.has(request);
      if (rows <= 0 || bytes <= 0 || (alone && chunk.length > 0)) break;
      const size = request.bytes / request.events.length;
      const to = Math.min(slice.to, from + rows, from + Math.ceil(bytes / size));
      chunk.push({ request, from, to });
      rows -= to - from;
      bytes -= (to - from) * size;
      if (to < slice.to) {
        this.#queue[used] = { request, from: to, to: slice.to };
        break;
      }
      used += 1;
      if (alone) break;
    }
    this.#queue.splice(0, used);
    return chunk;
  }

  #start(): void {
    const block = this.#open;
    this.#open = new Block();
    this.#fresh = true;
    this.#before = block;
    const started = this.#clock();
    const ended = this.#save(block).then(
      () => {
        insert.outcome = 'stored';
        this.#measure(block.rows, this.#clock() - started);
      },
      (error: unknown) => {
        insert.outcome = 'failed';
        insert.error = error;
      },
    );
    const insert: Insert = { block, ended, outcome: 'running', error: undefined };
    this.#insert = insert;
  }

  async #save(block: Block): Promise<void> {
    // Refusals first: written down twice they do no harm, rows would.
    for (const { project, source, received, rejections } of byRequest(block.refusals)) {
      await recordRejected(this.#store, project, source, received, rejections);
    }
    if (block.rows > 0) await this.#store.insertBlock('events', block.columns.block());
  }

  async #finish(insert: Insert): Promise<void> {
    this.#insert = undefined;
    const { block, outcome, error } = insert;
    block.columns = new EventColumns();
    if (outcome === 'stored') {
      this.#listener?.(block.events);
      block.events = [];
      for (const { request, from, to } of block.slices) {
        request.remaining -= to - from;
        if (request.remaining > 0) continue;
        this.#answered(request);
        request.resolve(request.fates);
      }
      return;
    }
    const partly = await this.#partlyStored(block);
    this.#fail(block.slices, error);
    if (partly) for (const request of requestsOf(block.slices)) this.#reject(request, error);
  }

  /** Whether rows of a failed block are there all the same. Then what is derived from them is mended, too. */
  async #partlyStored(block: Block): Promise<boolean> {
    const { firstSeq, lastSeq } = block;
    if (firstSeq === undefined || lastSeq === undefined) return false;
    try {
      const [row] = await this.#store.query<{ rows: number }>(
        sql`SELECT toUInt32(count()) AS rows FROM events WHERE seq BETWEEN ${param.int(firstSeq)} AND ${param.int(lastSeq)}`,
      );
      if (row?.rows === 0) return false;
      await recoverDerivedTables(this.#store);
      return true;
    } catch {
      return true;
    }
  }

  /**
   * Puts everything that is not durable back into the queue, in its order, and forgets what was learned from it. `slices` and
   * the open block are at fault: a single request is answered with the error, several are tried again one by one.
   */
  #fail(slices: readonly Slice[], error: unknown): void {
    const suspects = requestsOf(slices.length > 0 ? slices : this.#open.slices);
    this.#queue.unshift(...slices, ...this.#open.slices);
    this.#open = new Block();
    this.#before = undefined;
    this.#fresh = true;
    this.#preparer.reset();
    const [only] = suspects;
    if (suspects.size === 1 && only !== undefined) this.#reject(only, error);
    else for (const request of suspects) this.#suspicious.add(request);
  }

  #reject(request: Request, error: unknown): void {
    this.#queue = this.#queue.filter((slice) => slice.request !== request);
    this.#answered(request);
    request.reject(error);
  }

  #answered(request: Request): void {
    this.#suspicious.delete(request);
    this.#waitingRows -= request.events.length;
    this.#waitingBytes -= request.bytes;
  }

  /** Keeps the pace of late, for telling senders when to come back. */
  #measure(rows: number, elapsedMs: number): void {
    const pace = rows / Math.max(1, elapsedMs);
    this.#rowsPerMs = this.#rowsPerMs === 0 ? pace : this.#rowsPerMs * 0.8 + pace * 0.2;
  }
}

const NOTHING = new InsertIdentities();

function rowsOf(slices: readonly Slice[]): number {
  let rows = 0;
  for (const { from, to } of slices) rows += to - from;
  return rows;
}

function requestsOf(slices: readonly Slice[]): Set<Request> {
  return new Set(slices.map((slice) => slice.request));
}

function byRequest(
  refusals: readonly Refusal[],
): { project: string; source: string; received: Instant; rejections: Rejection[] }[] {
  const groups = new Map<
    string,
    { project: string; source: string; received: Instant; rejections: Rejection[] }
  >();
  for (const { project, source, received, rejection } of refusals) {
    const key = JSON.stringify([project, source, received]);
    const group = groups.get(key) ?? { project, source, received, rejections: [] };
    groups.set(key, group);
    group.rejections.push(rejection);
  }
  return [...groups.values()];
}
