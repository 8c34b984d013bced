import type { EventStore, QueryProgress } from '../../store/event-store.ts';
import type { Listeners } from '../../util/shared-runs.ts';

/** How far a run has come. */
export interface RunProgress {
  /** Rows read by all of its queries so far. */
  readonly readRows: number;
  /** Rows that the queries begun so far mean to read. It grows as further ones begin, and 0 says that nothing is known yet. */
  readonly totalRows: number;
  readonly elapsedMs: number;
}

export interface WatchOptions {
  readonly store: Pick<EventStore, 'progress'>;
  /** The group that the run's queries carry. */
  readonly group: string;
  readonly clock: () => number;
  /** While nobody listens the engine is not asked. */
  readonly listeners: Listeners<RunProgress>;
  /** How often the engine is asked. */
  readonly everyMs?: number | undefined;
}

const EVERY_MS = 500;

/** Asks the engine again and again how far a run has come, and reports it. Gives what ends that. */
export function watchProgress({
  store,
  group,
  clock,
  listeners,
  everyMs = EVERY_MS,
}: WatchOptions): () => void {
  const began = clock();
  const seen = new Map<string, QueryProgress>();
  let isOver = false;
  let isAsking = false;
  const ask = async (): Promise<void> => {
    // A busy engine answers late: one question at a time.
    if (isAsking || !listeners.areThere()) return;
    isAsking = true;
    try {
      const running = await store.progress(group);
      if (isOver) return;
      listeners.tell({ ...summed(seen, running), elapsedMs: clock() - began });
    } catch {
      // A run is not worse for an engine that does not say how far it is.
    } finally {
      isAsking = false;
    }
  };
  const timer = setInterval(() => void ask(), everyMs);
  return () => {
    isOver = true;
    clearInterval(timer);
  };
}

/** The rows of all queries ever seen, put into `seen`: those that are gone have read all that they meant to. */
function summed(seen: Map<string, QueryProgress>, running: readonly QueryProgress[]) {
  const now = new Set(running.map(({ query }) => query));
  for (const [query, last] of seen) {
    if (!now.has(query)) seen.set(query, { ...last, readRows: last.totalRows });
  }
  for (const query of running) seen.set(query.query, query);
  let [readRows, totalRows] = [0, 0];
  for (const query of seen.values()) {
    readRows += query.readRows;
    totalRows += query.totalRows;
  }
  return { readRows, totalRows };
}
