import { inRounds } from '../../util/in-rounds.ts';
import { PutOffTimer } from '../../util/put-off-timer.ts';
import { type EventStore, EventStoreError, type QueryOptions } from '../event-store.ts';
import { readingAfter } from '../reading-after.ts';
import type { Sql } from '../sql/fragment.ts';
import { applyAgain, ROW_KEYS } from './apply-again.ts';
import { type LoggedInsert, recordSize } from './log-record.ts';
import { PendingInserts } from './pending-inserts.ts';
import { MOST_RECORD_BYTES, WriteAheadLog } from './write-ahead-log.ts';

/** How long inserts wait in the log when nobody asks: long enough for many to go in as one part. */
const APPLY_AFTER_MS = 2_000;
/** While many small inserts come in a row, nothing goes into the store until they have ended for so long, or for the most. */
const AFTER_MANY_MS = 500;
const MOST_PUT_OFF_MS = 10_000;
const RETRY_AFTER_MS = 1_000;
/** More than that waiting, and the next insert waits as well. */
const MOST_WAITING_BYTES = 32 * 1024 ** 2;
/** Failures in a row after which nothing more is taken: it would only be lost later. */
const MOST_FAILURES = 5;

const LOGGED = new RegExp(`\\b(?:${Object.keys(ROW_KEYS).join('|')})\\b`);

/**
 * The store with a log before it: a small insert of events or transitions is over when it is in the log and flushed, which takes a few
 * milliseconds where an insert of the engine takes many files and tens of them; what waits goes into the store together. Nobody sees the
 * difference: a statement that names one of these tables waits until everything that was there before it is in the store, unless it says
 * `mayLag`. After a crash, what the log holds is applied first, each row once. Large inserts go past the log.
 */
export async function withWriteAheadLog(store: EventStore, directory: string): Promise<EventStore> {
  const { log, left } = await WriteAheadLog.open(directory);
  try {
    await applyAgain(
      store,
      left.flatMap(({ insert }) => insert ?? []),
    );
    if (left.length > 0) await log.mark();
  } catch (error) {
    await log.close();
    throw error;
  }
  let waiting = new PendingInserts();
  /** Empty, for what comes while the others go in. */
  let spare = new PendingInserts();
  /** Of which some may be in the store. Before all that wait. */
  let tried: readonly PendingInserts[] = [];
  let bytes = 0;
  const timer = new PutOffTimer(() => applyAll().catch(() => timer.start(RETRY_AFTER_MS)), MOST_PUT_OFF_MS);
  let failures = 0;
  let lastError: unknown;

  const rounds = inRounds(async () => {
    if (isAnyWaiting()) await apply();
  });

  function isAnyWaiting(): boolean {
    return tried.length > 0 || !waiting.isEmpty;
  }

  /** What waits now is in the store when it resolves. */
  function applyAll(): Promise<void> {
    return isAnyWaiting() ? rounds.next() : rounds.current();
  }

  async function apply(): Promise<void> {
    const [again, fresh] = [tried, waiting];
    tried = [];
    waiting = spare;
    try {
      if (again.length > 0)
        await applyAgain(
          store,
          again.flatMap((each) => each.each()),
        );
      for (const insert of fresh.joined()) await straight(insert);
    } catch (error) {
      tried = fresh.isEmpty ? again : [...again, fresh];
      spare = new PendingInserts();
      failures += 1;
      lastError = error;
      throw error;
    }
    failures = 0;
    const taken = [...again, fresh];
    bytes -= taken.reduce((sum, { size }) => sum + size, 0);
    log.applied(Math.max(...taken.map(({ last }) => last)));
    fresh.clear();
    spare = fresh;
    if (waiting.isEmpty) await log.mark();
  }

  function straight({ table, columns, rows, bytes: block }: LoggedInsert): Promise<void> {
    return columns ? store.insertBlock(table, { columns, rows, bytes: block }) : store.insert(table, block);
  }

  async function take(insert: LoggedInsert, past: () => Promise<void>): Promise<void> {
    if (!(insert.table in ROW_KEYS)) return await past();
    if (recordSize(insert) > MOST_RECORD_BYTES) {
      // A reader who sees these rows sees those before them, too.
      await applyAll();
      return await past();
    }
    if (failures >= MOST_FAILURES) {
      const why = lastError instanceof Error ? lastError.message : String(lastError);
      throw new EventStoreError(`the event store does not take what was written before: ${why}`, undefined);
    }
    while (bytes > MOST_WAITING_BYTES && (isAnyWaiting() || rounds.isRunning())) await applyAll();
    bytes += insert.bytes.length;
    try {
      // Not in one expression: what waits may be taken while the record is written.
      const number = await log.append(insert);
      waiting.add(number, insert);
    } catch (error) {
      bytes -= insert.bytes.length;
      throw error;
    }
    timer.start(APPLY_AFTER_MS);
  }

  async function settle(statement: Sql, { mayLag = false }: QueryOptions = {}): Promise<void> {
    if (mayLag || (!isAnyWaiting() && !rounds.isRunning())) return;
    if (statement.parts.some((part) => typeof part === 'string' && LOGGED.test(part))) await applyAll();
  }

  return {
    ...store,
    ...readingAfter(store, settle),
    insert: (table, jsonLines) =>
      take({ table, columns: undefined, rows: 0, bytes: jsonLines }, () => store.insert(table, jsonLines)),
    insertBlock(table, block) {
      if (block.moreFollows) timer.putOff(AFTER_MANY_MS);
      const { columns, rows } = block;
      return take({ table, columns, rows, bytes: block.bytes }, () => store.insertBlock(table, block));
    },
    async command(statement, options) {
      await settle(statement, options);
      await store.command(statement, options);
    },
    async close() {
      timer.stop();
      // Without it the next start applies it.
      await applyAll().catch(() => undefined);
      timer.stop();
      await log.close().catch(() => undefined);
      await store.close();
    },
  };
}
