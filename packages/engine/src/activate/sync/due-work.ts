import type { LiveCohorts } from '../../define/membership/live-cohorts.ts';
import type { Instant } from '../../model/time.ts';
import type { RecordStore } from '../../store/record-store.ts';
import type { HeldSync } from './held-syncs.ts';
import { dueSubjects } from './ledger.ts';
import type { Sync } from './sync-records.ts';

/** All members are compared this often, whatever was told meanwhile; where cohorts are not kept live, much more often. */
const COMPARE_EVERY_MS = 60 * 60_000;
const COMPARE_EVERY_NOT_LIVE_MS = 60_000;
/** More than that many at once are compared in full: it is cheaper. */
const SUBJECTS_AT_ONCE = 5_000;

/** Whom a pass is to look at: all, or these subjects; nobody, when there is nothing to do. */
export type DueWork = 'all' | readonly string[];

export interface DueContext {
  readonly records: RecordStore;
  readonly live: LiveCohorts;
  readonly now: Instant;
  /** The least time from one pass to the next, where changes are told together; else 0. */
  readonly everyMs: number;
}

/** What is to be done about a sync now, given the version that its cohort has. `undefined`: its time has not come. */
export async function dueWork(
  { records, live, now, everyMs }: DueContext,
  sync: Sync,
  version: number,
  held: HeldSync,
): Promise<DueWork | undefined> {
  // Where changes are told together, each pass compares everybody, and only when its time has come or somebody asks for it.
  const together = everyMs > 0;
  if (together && !sync.compareAsked && now < (sync.comparedAt ?? 0) + everyMs) return undefined;
  const dynamic = sync.mode === 'dynamic';
  const isLive = live.state(sync.project, sync.cohortId).state === 'live';
  const every = isLive ? COMPARE_EVERY_MS : COMPARE_EVERY_NOT_LIVE_MS;
  const stale = dynamic && now - (sync.comparedAt ?? 0) > every;
  const edited = dynamic && sync.comparedVersion !== version;
  const first = !held.compared && (dynamic || sync.comparedAt === undefined);
  if (sync.compareAsked || first || stale || edited) return 'all';
  const due = await dueSubjects(records, sync.id, now, SUBJECTS_AT_ONCE);
  const subjects = [...new Set([...(dynamic ? held.news : []), ...due])];
  return subjects.length > (together ? 0 : SUBJECTS_AT_ONCE) ? 'all' : subjects;
}
