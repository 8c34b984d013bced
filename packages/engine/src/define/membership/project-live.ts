import { setImmediate as nextTurn, setTimeout as sleep } from 'node:timers/promises';
import type { StoredEvent } from '../../model/event.ts';
import type { Clock, Instant } from '../../model/time.ts';
import type { EventStore } from '../../store/event-store.ts';
import type { RecordStore } from '../../store/record-store.ts';
import { applyLinks } from '../live/apply-links.ts';
import { buildCohorts } from './build-cohorts.ts';
import { codeDigest } from './code-digest.ts';
import type { TrueInstants } from './late-transitions.ts';
import type { CohortState } from './live-cohorts.ts';
import { saveSnapshot } from './live-snapshot.ts';
import { emptyState, type ProjectState, positionOf, UNITS, type Unit } from './project-state.ts';
import { reloadUnits } from './reload-units.ts';
import type { Transition } from './transition.ts';
import { type Position, TransitionRecorder } from './transition-recorder.ts';

export interface ProjectLiveOptions {
  readonly store: EventStore;
  readonly records: RecordStore;
  readonly clock: Clock;
  readonly project: string;
  /** The number of the row that arrived last before the first block that will be handed in. */
  readonly seq: number;
  readonly nextOrdinal: () => number;
  /** How long a timer waits for rows that are on their way. */
  readonly graceMs: number;
  readonly trueInstants: TrueInstants;
  readonly onRecorded: (transitions: readonly Transition[]) => void;
  readonly onTrouble: (error: unknown) => void;
  /** Where a file may be kept that makes the next start short. */
  readonly snapshot?: string | undefined;
}

/** Rows, and things that fall due, before others get their turn: some ms of work each. */
const ROWS_A_TURN = 1_000;
const TIMERS_A_TURN = 100;
/** Of what is due when many things are, a turn is followed by a rest as long as itself, unless rows come: others get half of the time. */
const MOST_REST_MS = 10;
/** So long, no checkpoint is better than one in the middle of work: a while of membership that is over could be missed after a crash. */
const MOST_BEHIND_MS = 60_000;
/** Units are swept of what cannot matter any more, all of them about once in so many sweeps. */
const SWEEP_MS = 1_000;
const SWEEPS = 120;
/** What is asked of rows that come late is exact this far back. */
const MEMORY_MS = 3_600_000;
const LONGEST_SLEEP_MS = 1_000;
const RETRY_MS = 10_000;

/** Keeps the cohorts of one project live: rows as they become durable, timers, builds of new versions, the record of it all. */
export class ProjectLive {
  readonly #options: ProjectLiveOptions;
  readonly #state: ProjectState;
  readonly #stop = new AbortController();
  readonly #blocks: (readonly StoredEvent[])[] = [];
  /** How far into the first block. */
  #place = 0;
  /** When everything that had come and was due had been applied. */
  #caughtUp: Instant = 0;
  #isCaughtUp = false;
  #reloading = 0;
  #swept = 0;
  readonly #sweepFrom: Record<Unit, number> = { user: 0, account: 0 };
  #wake: (() => void) | undefined;
  #loop: Promise<void> | undefined;
  #builds: Promise<void> = Promise.resolve();
  #building = 0;
  #trouble: string | undefined;

  constructor(options: ProjectLiveOptions) {
    this.#options = options;
    const { store, records, project, clock, seq, nextOrdinal, trueInstants, onRecorded, snapshot } = options;
    const onTrouble = (error: unknown): void => this.#note(error);
    const recorder = new TransitionRecorder({
      store,
      project,
      clock,
      nextOrdinal,
      trueInstants,
      position: () => this.#position(),
      isMember: (cohort, subject) => this.isMember(cohort, subject),
      onDifference: (cohort, subject, isMember) => this.#tellAgain(cohort, subject, isMember),
      onRecorded,
      onTrouble,
    });
    this.#state = emptyState({
      store,
      records,
      project,
      clock,
      seq,
      recorder,
      snapshot,
      signal: this.#stop.signal,
    });
  }

  /** Begins: builds what there is, finds what happened since the last checkpoint, and goes on from there. */
  start(): void {
    this.#loop = this.#run();
    void this.rebuild();
  }

  /** Rows that have become durable, in the order of arrival. Returns at once. */
  push(events: readonly StoredEvent[]): void {
    this.#blocks.push(events);
    this.#wake?.();
  }

  /** Takes up what has changed among the cohorts. Resolves when that is done; what goes wrong shows in the states, and is tried again. */
  rebuild(): Promise<void> {
    this.#building += 1;
    this.#builds = this.#builds.then(async () => {
      const { signal } = this.#stop;
      try {
        if (!signal.aborted) await buildCohorts(this.#state);
      } catch (error) {
        if (!signal.aborted) this.#fail(error);
      } finally {
        this.#building -= 1;
        this.#wake?.();
      }
    });
    return this.#builds;
  }

  get isBuilding(): boolean {
    return this.#building > 0;
  }

  state(cohort: string): CohortState | undefined {
    const kept = this.#state.cohorts.get(cohort);
    if (kept === undefined) return undefined;
    const { live, building } = kept;
    const isRead = live?.isRead === true;
    const error = kept.error?.message ?? this.#trouble;
    return {
      state: error !== undefined ? 'stopped' : isRead ? 'live' : 'building',
      version: isRead ? live.version : undefined,
      size: isRead ? live.members.size : undefined,
      watermark: isRead ? this.#state.watermark : undefined,
      lastTransition: live?.lastTransition,
      building: building && { ...building },
      error,
    };
  }

  isMember(cohort: string, subject: string): boolean | undefined {
    const live = this.#state.cohorts.get(cohort)?.live;
    if (!live?.isRead) return undefined;
    const { identities, memberships } = this.#state;
    const key = live.unit === 'user' ? identities.root(subject) : subject;
    const unit = memberships[live.unit].units.get(key);
    return unit !== undefined && live.members.has(unit.index);
  }

  /** Stops, and writes down what is known. */
  async close(): Promise<void> {
    this.#stop.abort();
    this.#wake?.();
    await this.#builds;
    await this.#loop;
    const mark = await this.#state.recorder.close();
    const path = this.#state.snapshot;
    if (mark === undefined || path === undefined) return;
    const { project, memberships } = this.#state;
    // A unit of which there are no cohorts does not know who there is.
    const loaded = UNITS.filter((unit) => memberships[unit].plan.isUsed);
    try {
      const of = { project, ordinal: mark.ordinal, code: await codeDigest() };
      await saveSnapshot(
        path,
        of,
        loaded.map((unit) => [unit, memberships[unit]]),
      );
    } catch (error) {
      this.#options.onTrouble(error);
    }
  }

  #note(error: unknown): void {
    this.#trouble = error === undefined ? undefined : messageOf(error);
    if (error !== undefined) this.#options.onTrouble(error);
  }

  #fail(error: unknown): void {
    this.#options.onTrouble(error);
    // Nothing is applied to what is not whole, and so nothing need wait for it.
    this.#state.isOpen = true;
    for (const kept of this.#state.cohorts.values()) {
      if (!kept.live?.isRead || kept.live.version !== kept.wanted.version) {
        kept.error = { version: kept.wanted.version, message: messageOf(error) };
      }
    }
    void sleep(RETRY_MS, undefined, { ref: false, signal: this.#stop.signal })
      .then(() => this.rebuild())
      .catch(() => undefined);
  }

  #tellAgain(cohort: string, subject: string, isMember: boolean): void {
    const live = this.#state.cohorts.get(cohort)?.live;
    if (!live) return;
    const at = this.#state.memberships[live.unit].now;
    this.#state.recorder.add({
      cohort: live,
      unit: subject,
      entered: isMember,
      at,
      isLate: true,
      cause: 'start',
      values: [],
    });
  }

  async #run(): Promise<void> {
    while (!this.#stop.signal.aborted) {
      const start = performance.now();
      const isDone = !this.#state.isOpen || this.#turn();
      this.#isCaughtUp = isDone;
      this.#state.recorder.flush();
      if (isDone) await this.#sleep(this.#idleMs());
      else if (this.#blocks.length > 0) await nextTurn();
      else await this.#sleep(Math.min(MOST_REST_MS, performance.now() - start));
    }
  }

  /** A slice of the rows and a slice of what is due. True: there is no more for now. */
  #turn(): boolean {
    const now = this.#options.clock();
    // What falls due waits a moment, because a row that is on its way may say otherwise.
    const due = now - this.#options.graceMs;
    let isDone = this.#applySlice(now);
    for (const unit of UNITS) {
      if (!this.#state.memberships[unit].advance(due, TIMERS_A_TURN)) isDone = false;
    }
    if (!isDone) return false;
    this.#caughtUp = now;
    this.#state.watermark = due;
    this.#sweep(now);
    const isQuiet =
      this.#building === 0 && !UNITS.some((unit) => this.#state.memberships[unit].hasFutureRows);
    if (isQuiet) this.#state.identities.forgetDevices();
    return true;
  }

  #applySlice(now: Instant): boolean {
    const [block] = this.#blocks;
    if (block === undefined) return true;
    const slice = block.slice(this.#place, this.#place + ROWS_A_TURN);
    this.#place += slice.length;
    if (this.#place >= block.length) {
      this.#blocks.shift();
      this.#place = 0;
    }
    this.#apply(slice, now);
    return this.#blocks.length === 0;
  }

  #apply(events: readonly StoredEvent[], now: Instant): void {
    const state = this.#state;
    const last = events.at(-1);
    if (last !== undefined && last.seq > state.seq) state.seq = last.seq;
    if (!state.isLoaded) return;
    const { user, account } = state.memberships;
    const { joined, parted } = applyLinks(events, state.identities);
    for (const { from, to } of joined) user.join(from, to);
    for (const key of parted) user.await(key);
    user.apply(events, now);
    account.apply(events, now);
    if (joined.length + parted.length > 0)
      void this.#reload(
        parted,
        joined.flatMap(({ from, to }) => [from, to]),
      );
  }

  async #reload(parted: readonly string[], moved: readonly string[]): Promise<void> {
    this.#reloading += 1;
    while (!this.#stop.signal.aborted) {
      try {
        await reloadUnits(this.#state, parted, [...parted, ...moved]);
        this.#reloading -= 1;
        this.#wake?.();
        return;
      } catch (error) {
        if (!this.#stop.signal.aborted) this.#note(error);
        await sleep(RETRY_MS, undefined, { ref: false });
      }
    }
  }

  #sweep(now: Instant): void {
    if (now - this.#swept < SWEEP_MS) return;
    this.#swept = now;
    for (const unit of UNITS) {
      const membership = this.#state.memberships[unit];
      const { end } = membership.units;
      const from = this.#sweepFrom[unit] >= end ? 0 : this.#sweepFrom[unit];
      const to = Math.min(end, from + Math.ceil(end / SWEEPS));
      membership.forget(now - MEMORY_MS, from, to);
      this.#sweepFrom[unit] = to;
    }
  }

  #position(): Position | undefined {
    const { isOpen, isLoaded } = this.#state;
    if (!isOpen || !isLoaded) return undefined;
    const isBehind = !this.#isCaughtUp || this.#reloading > 0;
    if (isBehind && this.#options.clock() - this.#caughtUp < MOST_BEHIND_MS) return undefined;
    return positionOf(this.#state);
  }

  /** How long nothing is to be done unless something comes. */
  #idleMs(): number {
    const { isOpen, memberships } = this.#state;
    const due = UNITS.map((unit) => memberships[unit].next ?? Number.POSITIVE_INFINITY);
    const next = isOpen ? Math.min(...due) + this.#options.graceMs : Number.POSITIVE_INFINITY;
    return Math.min(LONGEST_SLEEP_MS, Math.max(0, next - this.#options.clock()));
  }

  async #sleep(ms: number): Promise<void> {
    if (this.#stop.signal.aborted || (this.#state.isOpen && this.#blocks.length > 0)) return;
    await new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, ms);
      this.#wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });
    this.#wake = undefined;
  }
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
