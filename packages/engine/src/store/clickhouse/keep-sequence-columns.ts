import type { EventStore } from '../event-store.ts';
import { sql, unsafeSql } from '../sql/fragment.ts';
import { addSequenceColumn, fillSequenceColumns } from './add-sequence-column.ts';
import {
  type CarriedProperty,
  encodedProperty,
  readSequenceColumns,
  sequenceColumn,
} from './sequence-columns.ts';

/** A property gets a column when so many long questions have filtered by it. */
const ENOUGH_QUESTIONS = 3;
/** Events. A smaller log is read whole in no time. */
const LARGE_LOG = 1_000_000;
/** Of so many rows more different values than these: a dictionary of them would be as long as the column. */
const SAMPLED_ROWS = 500_000;
const MOST_VALUES = 20_000;
/** Names come from askers, and may be any: past so many that nothing came of, counting begins anew. */
const MOST_COUNTED = 1_000;

/** Gives properties that are filtered by often columns of their own in `sequence_events`: see sequence-columns.ts. */
export interface ColumnKeeper {
  /** A long question has filtered by these. Returns at once; the work is done in the background, one column after the other. */
  readonly asked: (properties: readonly CarriedProperty[]) => void;
  /** Goes on with what a process that ended has left half done. */
  readonly start: () => void;
  /** Stops between two parts of the work, and resolves then. */
  readonly close: () => Promise<void>;
}

export interface ColumnKeeperOptions {
  readonly store: EventStore;
  /** At most so many columns; each costs about a byte an event, and time of every insert. */
  readonly most: number;
  /** Nothing is done for a log of fewer events. Default 1,000,000. */
  readonly largeLog?: number | undefined;
  /** Told when a column begins to be filled, when it is whole, and what went wrong. */
  readonly onStep: (step: ColumnStep) => void;
}

export interface ColumnStep {
  readonly columns: readonly string[];
  readonly state: 'filling' | 'whole' | 'too-many-values' | 'failed';
  readonly error?: unknown;
}

export function keepSequenceColumns({
  store,
  most,
  largeLog = LARGE_LOG,
  onStep,
}: ColumnKeeperOptions): ColumnKeeper {
  const questions = new Map<string, number>();
  const closing = new AbortController();
  let work: Promise<void> = Promise.resolve();

  function queue(columns: readonly string[], task: () => Promise<void>): void {
    work = work.then(async () => {
      if (closing.signal.aborted) return;
      await task().catch((error: unknown) => failed(columns, error));
    });
  }

  function failed(columns: readonly string[], error: unknown): void {
    if (!closing.signal.aborted) onStep({ columns, state: 'failed', error });
  }

  async function fill(): Promise<void> {
    const { all, whole } = await readSequenceColumns(store.query, { mayLag: true });
    const columns = all.map(sequenceColumn).filter((column) => !whole.has(column));
    if (columns.length === 0) return;
    onStep({ columns, state: 'filling' });
    try {
      await fillSequenceColumns(store, { signal: closing.signal });
      onStep({ columns, state: 'whole' });
    } catch (error) {
      failed(columns, error);
    }
  }

  async function give(property: CarriedProperty): Promise<void> {
    const column = sequenceColumn(property);
    const { all } = await readSequenceColumns(store.query, { mayLag: true });
    if (all.length >= most || all.some((each) => sequenceColumn(each) === column)) return;
    const [log] = await store.query<{ rows: number }>(sql`SELECT toFloat64(count()) AS rows FROM events`, {
      mayLag: true,
    });
    if ((log?.rows ?? 0) < largeLog) {
      questions.delete(column);
      return;
    }
    const [seen] = await store.query<{ values: number }>(
      sql`SELECT toFloat64(uniq(value)) AS values FROM
          (SELECT ${encodedProperty(property)} AS value FROM events WHERE value != '' LIMIT ${unsafeSql(String(SAMPLED_ROWS))})`,
      { mayLag: true },
    );
    if ((seen?.values ?? 0) === 0) {
      // A name that no event has, or none yet.
      questions.delete(column);
      return;
    }
    if ((seen?.values ?? 0) > MOST_VALUES) return onStep({ columns: [column], state: 'too-many-values' });
    await addSequenceColumn(store, property);
    await fill();
  }

  return {
    asked(properties) {
      const different = new Map(properties.map((property) => [sequenceColumn(property), property]));
      if (questions.size > MOST_COUNTED) questions.clear();
      for (const [column, property] of different) {
        const before = questions.get(column) ?? 0;
        questions.set(column, before + 1);
        if (before + 1 === ENOUGH_QUESTIONS) queue([column], () => give(property));
      }
    },
    start: () => queue([], fill),
    async close() {
      closing.abort();
      await work;
    },
  };
}
