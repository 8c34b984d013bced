import { rm } from 'node:fs/promises';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { loadAliases } from '../../ingest/pipeline/look-ups.ts';
import { must } from '../../util/assert.ts';
import { bringIntoForce } from '../cohorts/cohort-records.ts';
import { assertReferences } from '../cohorts/references.ts';
import { applyLinks } from '../live/apply-links.ts';
import { Identities } from '../live/identities.ts';
import type { LiveCohort, LiveTransition } from '../live/live-cohort.ts';
import type { LiveMembership } from '../live/live-membership.ts';
import { codeDigest } from './code-digest.ts';
import { openSnapshot, type Snapshot } from './live-snapshot.ts';
import { loadStored } from './load-stored.ts';
import {
  emptyMemberships,
  type KeptCohort,
  noteKept,
  type ProjectState,
  positionOf,
  UNITS,
} from './project-state.ts';
import { countEventsAfter, eventsAfter, hasLinksAfter } from './stored-events.ts';
import {
  type Checkpoint,
  lastCheckpoint,
  type RecordedMembers,
  recordedAfter,
  recordedMembers,
  type StoredCheckpoint,
} from './transition-log.ts';
import { type Wanted, type WantedCohort, wantedCohorts } from './wanted-cohorts.ts';

/** Units asked, or transitions told, before others get their turn: some ms of work. */
const AT_ONCE = 2_000;
/** After a pause in which more rows than this came, only what is true now is looked at, not every step of the way. */
const MOST_TO_FOLLOW = 200_000;

/** A cohort that needs another membership. */
interface Fresh {
  readonly kept: KeptCohort;
  readonly wanted: WantedCohort;
}

/** One whose next membership is being built. */
interface Build extends Fresh {
  readonly live: LiveCohort;
}

/**
 * Makes what is kept agree with the cohorts that there are, until it does: new ones and new meanings are built beside what is
 * read, and all of them come into force at one instant. Rejects when the store fails; what is read stays as it was.
 */
export async function buildCohorts(state: ProjectState): Promise<void> {
  for (;;) {
    const wanted = await wantedCohorts(state.records, state.project);
    removeOthers(state, wanted);
    const fresh = await takeUp(state, wanted);
    noteKept(state);
    if (fresh.length === 0) break;
    const begun: Build[] = [];
    try {
      if (state.isLoaded) await buildMore(state, fresh, wanted, begun);
      else await buildAll(state, fresh, wanted, begun);
    } catch (error) {
      for (const { live } of begun) if (!live.isRead) state.memberships[live.unit].remove(live);
      throw error;
    } finally {
      for (const { kept } of fresh) kept.building = undefined;
    }
  }
  state.isOpen = true;
}

function removeOthers(state: ProjectState, { cohorts }: Wanted): void {
  const ids = new Set(cohorts.map(({ id }) => id));
  for (const [id, { live }] of state.cohorts) {
    if (ids.has(id)) continue;
    if (live) state.memberships[live.unit].remove(live);
    state.cohorts.delete(id);
  }
  if (state.cohorts.size === 0) state.isLoaded = false;
}

/** The cohorts that must be built. What only has another number for the same meaning gets its number. */
async function takeUp(state: ProjectState, { cohorts, lookup }: Wanted): Promise<Fresh[]> {
  const fresh: Fresh[] = [];
  for (const wanted of cohorts) {
    const kept = state.cohorts.get(wanted.id);
    const isSame = kept?.live !== undefined && kept.wanted.meaning === wanted.meaning;
    if (kept && isSame) {
      if (wanted.isPending)
        await bringIntoForce(state.records, [{ cohortId: wanted.id, version: wanted.version }]);
      if (kept.live) kept.live.version = wanted.version;
      kept.wanted = wanted;
      kept.error = undefined;
      continue;
    }
    const entry: KeptCohort = kept ?? { wanted, live: undefined, building: undefined, error: undefined };
    state.cohorts.set(wanted.id, entry);
    try {
      assertReferences(wanted.definition, lookup);
    } catch (error) {
      entry.error = error instanceof Error ? error.message : String(error);
      continue;
    }
    entry.building = { version: wanted.version, share: 0 };
    fresh.push({ kept: entry, wanted });
  }
  return fresh;
}

/** Builds cohorts beside others that go on, and swaps all of them in at one instant. */
async function buildMore(
  state: ProjectState,
  fresh: readonly Fresh[],
  wanted: Wanted,
  begun: Build[],
): Promise<void> {
  await feedAndAsk(state, fresh, wanted, begun, positionOf(state));
  await bringPendingIntoForce(state, begun);
  const now = state.memberships.user.now;
  const swaps = begun.map(({ kept, live }) => state.memberships[live.unit].swap(live, kept.live, now));
  await comeIntoForce(state, begun, swaps);
}

/** Starts from where the last process left off, or from now: builds everything, and follows what has happened since. */
async function buildAll(
  state: ProjectState,
  fresh: readonly Fresh[],
  wanted: Wanted,
  begun: Build[],
): Promise<void> {
  state.isOpen = false;
  const { store, project, recorder } = state;
  const { from, recorded, written, isNew } = await startingPoint(state, fresh);
  // A crash from here on, however early, must not take what comes after.
  if (isNew) await recorder.begin({ upTo: from.upTo, upToSeq: from.upToSeq, kept: state.kept });
  recorder.expect(written);
  for (const each of from.open) recorder.add(each);
  state.identities = new Identities(await loadAliases(store, project));
  state.memberships = emptyMemberships(state.identities, recorder);
  for (const unit of UNITS) state.memberships[unit].advance(from.upTo);
  const snapshot = isNew ? undefined : await snapshotOf(state, from);
  try {
    await feedAndAsk(state, fresh, wanted, begun, from, snapshot);
  } finally {
    await snapshot?.close();
    // It is of no use any more, or it was damaged and would be so again.
    if (state.snapshot !== undefined) await rm(state.snapshot, { force: true });
  }
  await bringPendingIntoForce(state, begun);
  const swaps = begun.map(({ live }) => {
    const { version, members } = recorded.get(live.id) ?? NOBODY;
    return state.memberships[live.unit].resume(live, members, version === live.version);
  });
  await comeIntoForce(state, begun, swaps);
  await follow(state, from);
  state.isLoaded = true;
}

/**
 * What the last process kept in numbers, when it says the same as the events up to a checkpoint. What was parted since is read from
 * the events as it is now, so then all is.
 */
async function snapshotOf(
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

/** Lets everything that has happened since a checkpoint happen again, at the instants at which it came. */
async function follow(state: ProjectState, from: Checkpoint): Promise<void> {
  const { store, project, clock, identities, memberships } = state;
  let followed = 0;
  for await (const events of eventsAfter(store, project, from, state.seq)) {
    for (const event of events) {
      const came = Math.min(event.received, clock());
      const { joined } = applyLinks([event], identities);
      for (const { from: gone, to } of joined) memberships.user.join(gone, to);
      for (const unit of UNITS) {
        memberships[unit].advance(came);
        memberships[unit].apply([event], came);
      }
      followed += 1;
      if (followed % AT_ONCE === 0) await nextTurn();
    }
  }
}

interface StartingPoint {
  readonly from: StoredCheckpoint;
  /** Who was known to be a member there, by the cohort's id. */
  readonly recorded: ReadonlyMap<string, RecordedMembers>;
  /** What was written down after it. */
  readonly written: Awaited<ReturnType<typeof recordedAfter>>;
  /** No checkpoint says so yet. */
  readonly isNew: boolean;
}

const NOBODY: RecordedMembers = { version: undefined, members: new Set() };

/** Where the last process left off; where none of the cohorts was kept, or too much came since, where things stand now. */
async function startingPoint(
  { store, project, clock, seq }: ProjectState,
  fresh: readonly Fresh[],
): Promise<StartingPoint> {
  const last = await lastCheckpoint(store, project);
  const isNear = last !== undefined && (await countEventsAfter(store, project, last)) <= MOST_TO_FOLLOW;
  const upTo = last !== undefined && isNear ? last.ordinal : Number.MAX_SAFE_INTEGER;
  const recorded = new Map<string, RecordedMembers>();
  for (const { wanted } of fresh) {
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
  fresh: readonly Fresh[],
  recorded: ReadonlyMap<string, RecordedMembers>,
  written: number,
): boolean {
  if (kept === undefined)
    return written > 0 || [...recorded.values()].some(({ version }) => version !== undefined);
  const ids = new Set(kept.map(({ cohort }) => cohort));
  return fresh.some(({ wanted }) => ids.has(wanted.id));
}

async function feedAndAsk(
  state: ProjectState,
  fresh: readonly Fresh[],
  wanted: Wanted,
  begun: Build[],
  checkpoint: Checkpoint,
  snapshot?: Snapshot | undefined,
): Promise<void> {
  const { store, project, identities, signal } = state;
  for (const unit of UNITS) {
    const membership = state.memberships[unit];
    const before = new Set(membership.plan.slots);
    const of = fresh.filter((each) => each.wanted.definition.unit === unit);
    if (of.length === 0) continue;
    const builds = of.map((each): Build => {
      const { id, version, definition } = each.wanted;
      return { ...each, live: membership.add(id, version, definition, wanted.lookup) };
    });
    begun.push(...builds);
    const restored = await snapshot?.restore(unit, membership);
    const slots = new Set(
      [...membership.plan.slots].filter((slot) => !before.has(slot) && !restored?.has(slot)),
    );
    const onShare = (share: number): void => {
      for (const { kept } of of) if (kept.building) kept.building.share = share;
    };
    if (restored === undefined || slots.size > 0) {
      await loadStored({ store, project, unit, membership, identities, slots, checkpoint, onShare, signal });
    }
    await askAll(
      membership,
      builds.map(({ live }) => live),
    );
  }
}

/** Asks all units about cohorts that have been fed, with pauses for what else goes on. */
async function askAll(membership: LiveMembership, cohorts: readonly LiveCohort[]): Promise<void> {
  for (let from: number | undefined = 0; from !== undefined; ) {
    from = membership.tally(membership.now, from, AT_ONCE);
    await nextTurn();
  }
  for (const cohort of cohorts) {
    while (!membership.ask(cohort, membership.now, AT_ONCE)) await nextTurn();
  }
}

async function bringPendingIntoForce({ records }: ProjectState, begun: readonly Build[]): Promise<void> {
  const pending = begun.filter(({ wanted }) => wanted.isPending);
  await bringIntoForce(
    records,
    pending.map(({ wanted: { id, version } }) => ({ cohortId: id, version })),
  );
}

/** Everything is swapped before anything else happens; then the differences are told, with pauses. */
async function comeIntoForce(
  state: ProjectState,
  begun: readonly Build[],
  swaps: readonly Iterator<LiveTransition>[],
): Promise<void> {
  const firsts = swaps.map((swap) => swap.next());
  for (const { kept, wanted, live } of begun) {
    kept.live = live;
    kept.wanted = wanted;
    kept.error = undefined;
  }
  noteKept(state);
  let told = 0;
  for (const [i, swap] of swaps.entries()) {
    for (let step = must(firsts[i], 'first step'); !step.done; step = swap.next()) {
      state.recorder.add(step.value);
      told += 1;
      if (told % AT_ONCE === 0) await nextTurn();
    }
  }
}
