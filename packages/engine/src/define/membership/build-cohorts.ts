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
import type { Snapshot } from './live-snapshot.ts';
import { loadStored } from './load-stored.ts';
import {
  emptyMemberships,
  type KeptCohort,
  noteKept,
  type ProjectState,
  positionOf,
  UNITS,
} from './project-state.ts';
import { NOBODY, snapshotOf, startingPoint } from './starting-point.ts';
import { eventsAfter } from './stored-events.ts';
import type { Checkpoint } from './transition-log.ts';
import { type Wanted, type WantedCohort, wantedCohorts } from './wanted-cohorts.ts';

/** Units asked, or transitions told, before others get their turn: some ms of work. */
const AT_ONCE = 2_000;

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
      entry.error = {
        version: wanted.version,
        message: error instanceof Error ? error.message : String(error),
      };
      continue;
    }
    // What was wrong with an earlier version is not wrong with this one; the same one is, until it has come through.
    if (entry.error?.version !== wanted.version) entry.error = undefined;
    if (entry.live === undefined) entry.wanted = wanted;
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
  const { from, recorded, written, isNew } = await startingPoint(
    state,
    fresh.map(({ wanted: each }) => each),
  );
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
