import { inRounds } from '../../util/in-rounds.ts';
import { PutOffTimer } from '../../util/put-off-timer.ts';
import type { EventStore, QueryOptions } from '../event-store.ts';
import { readingAfter } from '../reading-after.ts';
import type { Sql } from '../sql/fragment.ts';
import { type Arrivals, DERIVED_TABLES, deriver } from './derived-tables.ts';

/** Events from which nothing is derived yet: with more, the next insert of events waits. */
export const MOST_UNDERIVED = 150_000;
/** How long events wait for theirs to be derived when nobody asks: long enough for many blocks, so that merges are few. */
const DERIVE_AFTER_MS = 2_000;
/** While many small blocks come in a row, until they have ended for so long, or for the most. A little later than the log goes into the store. */
const AFTER_MANY_MS = 1_500;
const MOST_PUT_OFF_MS = 12_000;
/** Of so few rows somebody waits, and not for the engine's work but for its files. */
const FEW = 1_000;
const EVERYTHING: Arrivals = { from: 0, to: Number.MAX_SAFE_INTEGER };

const DERIVED = new RegExp(
  `\\b(?:${[...DERIVED_TABLES.map(({ name }) => name), 'derived_up_to'].join('|')})\\b`,
);
const INTO_EVENTS = /^\s*INSERT INTO events\b/;

/**
 * The store, keeping the derived tables beside the inserts of events: an insert is over when the events are durable, and
 * what comes of them is written a little later, for many blocks at once. Nobody sees the difference: a statement that names a
 * derived table waits until everything that was stored before it is derived, unless it says `mayLag`. (Some columns share such a
 * name; then it waits for nothing.) After a crash, recoverDerivedTables derives what was not.
 */
export function withDerivedTables(store: EventStore): EventStore {
  const derive = deriver(store);
  let waiting: (Arrivals & { readonly rows: number }) | undefined;
  let rowsUnderWay = 0;

  function note(arrivals: Arrivals, rows: number): void {
    waiting = {
      from: Math.min(arrivals.from, waiting?.from ?? Number.POSITIVE_INFINITY),
      to: Math.max(arrivals.to, waiting?.to ?? 0),
      rows: rows + (waiting?.rows ?? 0),
    };
    timer.start(DERIVE_AFTER_MS);
  }

  // A failure leaves the events waiting: whoever asks next tries again and hears of it, or else the timer does.
  const timer = new PutOffTimer(() => deriveAll().catch(() => timer.start(DERIVE_AFTER_MS)), MOST_PUT_OFF_MS);

  const rounds = inRounds(async () => {
    if (waiting === undefined) return;
    const taken = waiting;
    waiting = undefined;
    rowsUnderWay = taken.rows;
    try {
      await derive(taken, taken.rows <= FEW);
    } catch (error) {
      note(taken, taken.rows);
      throw error;
    } finally {
      rowsUnderWay = 0;
    }
  });

  /** What waits now is derived when it resolves. */
  function deriveAll(): Promise<void> {
    return waiting === undefined ? rounds.current() : rounds.next();
  }

  /** Waits until what was stored so far is derived, if the statement reads or writes of it. */
  async function settle(statement: Sql, { mayLag = false }: QueryOptions = {}): Promise<void> {
    if (mayLag || (waiting === undefined && !rounds.isRunning())) return;
    if (statement.parts.some((part) => typeof part === 'string' && DERIVED.test(part))) await deriveAll();
  }

  async function insertEvents(insert: () => Promise<void>, arrivals: Arrivals, rows: number): Promise<void> {
    while ((waiting?.rows ?? 0) + rowsUnderWay >= MOST_UNDERIVED) await deriveAll();
    await insert();
    note(arrivals, rows);
  }

  return {
    ...store,
    ...readingAfter(store, settle),
    async insert(table, jsonLines) {
      if (table !== 'events') return await store.insert(table, jsonLines);
      const [arrivals, rows] = arrivalsOf(jsonLines);
      await insertEvents(() => store.insert(table, jsonLines), arrivals, rows);
    },
    async insertBlock(table, block) {
      if (block.moreFollows) timer.putOff(AFTER_MANY_MS);
      if (table !== 'events') return await store.insertBlock(table, block);
      await insertEvents(() => store.insertBlock(table, block), block.arrivals ?? EVERYTHING, block.rows);
    },
    async command(statement, options) {
      const [first] = statement.parts;
      if (typeof first === 'string' && INTO_EVENTS.test(first))
        return await insertEvents(() => store.command(statement, options), EVERYTHING, 0);
      await settle(statement, options);
      await store.command(statement, options);
    },
    async close() {
      timer.stop();
      // Without it the next start derives it.
      await deriveAll().catch(() => undefined);
      timer.stop();
      await store.close();
    },
  };
}

/** The arrival numbers in JSON lines, and how many rows they are. */
function arrivalsOf(jsonLines: Buffer): readonly [Arrivals, number] {
  let from = Number.POSITIVE_INFINITY;
  let to = 0;
  let rows = 0;
  for (const line of jsonLines.toString().split('\n')) {
    if (line === '') continue;
    const seq = Number((JSON.parse(line) as { readonly seq?: number | string }).seq ?? 0);
    from = Math.min(from, seq);
    to = Math.max(to, seq);
    rows += 1;
  }
  return [{ from, to }, rows];
}
