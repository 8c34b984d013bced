import { sql } from 'kysely';
import type { RecordStore } from '../../store/record-store.ts';

/** How many members of a sync stand in which way. */
export interface StandingCounts {
  readonly there: number;
  readonly pending: number;
  readonly rejected: number;
  readonly unresolved: number;
}

/** By sync id, of all projects. A sync whose ledger is empty is not in it. */
export type CountsBySync = ReadonlyMap<string, StandingCounts>;

const SHORTEST_AGE_MS = 15_000;
/** Counting goes over the whole ledger: no more than this share of the time is spent on it. */
const SHARE_OF_TIME = 0.02;

/**
 * Counts the ledgers for whoever asks often. An answer is kept for 15 seconds, or for fifty times as long as counting took.
 * `monotonic` tells milliseconds of a clock that is never set.
 */
export function cachedCounts(records: RecordStore, monotonic: () => number): () => Promise<CountsBySync> {
  let kept: { readonly counts: Promise<CountsBySync>; until: number } | undefined;
  return () => {
    if (kept !== undefined && monotonic() < kept.until) return kept.counts;
    const begun = monotonic();
    const counting = { counts: countAll(records), until: Number.POSITIVE_INFINITY };
    kept = counting;
    counting.counts.then(
      () => {
        const took = monotonic() - begun;
        counting.until = monotonic() + Math.max(SHORTEST_AGE_MS, took / SHARE_OF_TIME);
      },
      () => {
        kept = undefined;
      },
    );
    return counting.counts;
  };
}

async function countAll({ db }: RecordStore): Promise<CountsBySync> {
  const rows = await db
    .selectFrom('sync_members')
    .select([
      'sync_id',
      sql<number>`count(*) FILTER (WHERE has = 'yes')`.as('there'),
      sql<number>`count(*) FILTER (WHERE state = 'retry')`.as('pending'),
      sql<number>`count(*) FILTER (WHERE state = 'rejected')`.as('rejected'),
      sql<number>`count(*) FILTER (WHERE state = 'unresolved')`.as('unresolved'),
    ])
    .groupBy('sync_id')
    .execute();
  return new Map(rows.map(({ sync_id, ...counts }) => [sync_id, counts]));
}
