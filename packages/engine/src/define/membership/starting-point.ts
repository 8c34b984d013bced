import type { LiveTransition } from '../live/live-cohort.ts';
import { codeDigest } from './code-digest.ts';
import { openSnapshot, type Snapshot } from './live-snapshot.ts';
import type { ProjectState } from './project-state.ts';
import { countEventsAfter, hasLinksAfter } from './stored-events.ts';
import {
  lastCheckpoint,
  type RecordedMembers,
  recordedAfter,
  recordedMembers,
  type StoredCheckpoint,
} from './transition-log.ts';
import type { WantedCohort } from './wanted-cohorts.ts';

/** After a pause in which more rows than this came, only what is true now is looked at, not every step of the way. */
const MOST_TO_FOLLOW = 200_000;

export interface StartingPoint {
  readonly from: StoredCheckpoint;
  /** Who was known to be a member there, by the cohort's id. */
  readonly recorded: ReadonlyMap<string, RecordedMembers>;
  /** What was written down after it. */
  readonly written: Awaited<ReturnType<typeof recordedAfter>>;
  /** No checkpoint says so yet. */
  readonly isNew: boolean;
}

export const NOBODY: RecordedMembers = { version: undefined, members: new Set() };

/** Where the last process left off; where none of the cohorts was kept, or too much came since, where things stand now. */
export async function startingPoint(
  { store, project, clock, seq }: ProjectState,
  fresh: readonly WantedCohort[],
): Promise<StartingPoint> {
  const last = await lastCheckpoint(store, project);
  const isNear = last !== undefined && (await countEventsAfter(store, project, last)) <= MOST_TO_FOLLOW;
  const upTo = last !== undefined && isNear ? last.ordinal : Number.MAX_SAFE_INTEGER;
  const recorded = new Map<string, RecordedMembers>();
  for (const wanted of fresh) {
    const found = await recordedMembers(store, project, wanted.id, upTo);
    const kept = isNear ? last?.kept?.find(({ cohort }) => cohort === wanted.id) : undefined;
    const open = isNear ? (last?.open ?? []).filter(({ cohort }) => cohort.id === wanted.id) : [];
    recorded.set(wanted.id, { version: kept?.version ?? found.version, members: after(found.members, open) });
  }
  const written = await recordedAfter(store, project, upTo);
  if (last !== undefined && isNear && wasKept(last, fresh, recorded, written.length)) {
    return { from: last, recorded, written, isNew: false };
  }
  const from = { upToSeq: seq, upTo: clock(), ordinal: 0, kept: undefined, open: [] };
  return { from, recorded, written: [], isNew: true };
}

function after(members: ReadonlySet<string>, transitions: readonly LiveTransition[]): ReadonlySet<string> {
  const changed = new Set(members);
  for (const { unit, entered } of transitions) {
    if (entered) changed.add(unit);
    else changed.delete(unit);
  }
  return changed;
}

/** Was any of the cohorts kept at a checkpoint? One that was has to be followed from there, also when nothing was recorded of it. */
function wasKept(
  { kept }: StoredCheckpoint,
  fresh: readonly WantedCohort[],
  recorded: ReadonlyMap<string, RecordedMembers>,
  written: number,
): boolean {
  if (kept === undefined)
    return written > 0 || [...recorded.values()].some(({ version }) => version !== undefined);
  const ids = new Set(kept.map(({ cohort }) => cohort));
  return fresh.some((wanted) => ids.has(wanted.id));
}

/**
 * What the last process kept in numbers, when it says the same as the events up to a checkpoint. What was parted since is read from
 * the events as it is now, so then all is.
 */
export async function snapshotOf(
  { snapshot, store, project, seq }: ProjectState,
  from: StoredCheckpoint,
): Promise<Snapshot | undefined> {
  if (snapshot === undefined) return undefined;
  const of = { project, ordinal: from.ordinal, code: await codeDigest() };
  const found = await openSnapshot(snapshot, of);
  if (found === undefined || !(await hasLinksAfter(store, project, from, seq))) return found;
  await found.close();
  return undefined;
}
