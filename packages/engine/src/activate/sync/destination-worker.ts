import { setTimeout as sleep } from 'node:timers/promises';
import { type Cohort, getCohort } from '../../define/cohorts/cohort-records.ts';
import type { Audience } from '../destinations/define-destination.ts';
import { DestinationFault, type Fault } from '../destinations/fault.ts';
import { AudienceChecks } from './audience-checks.ts';
import { checkIsDue, noteFailedLook, readBackOf } from './check-audience.ts';
import { type DestinationRecord, listDestinations, restAfter, unpark } from './destination-records.ts';
import type { Drained } from './drain.ts';
import type { Drift } from './drift.ts';
import type { Line } from './exchange.ts';
import type { Lease } from './lease.ts';
import { dueSubjects, ledgerCounts } from './ledger.ts';
import { comparePass, type PassContext, subjectsPass } from './run-pass.ts';
import type { SyncDependencies } from './sync-dependencies.ts';
import { changeSync, runningSyncs, type Sync } from './sync-records.ts';
import { cohortSource } from './wanted-source.ts';

/** All members are compared this often, whatever was told meanwhile; where cohorts are not kept live, much more often. */
const COMPARE_EVERY_MS = 60 * 60_000;
const COMPARE_EVERY_NOT_LIVE_MS = 60_000;
/** How often a worker looks at what is stored, when nobody wakes it. */
const LOOK_EVERY_MS = 1_000;
const RENEW_EVERY_MS = 3_000;
/** More than that many at once are compared in full: it is cheaper. */
const SUBJECTS_AT_ONCE = 5_000;

/** A sync as a worker holds it: of whom something is new, and whether all were compared since it took over. */
interface Held {
  readonly news: Set<string>;
  readonly unsubscribe: () => void;
  compared: boolean;
}

/**
 * Sends to one destination for as long as it has running syncs, under its lease. Transitions wake it, so that an entry goes on within
 * the second; what comes while a pass runs goes together in the next one. A fault ends it: the destination rests, and whoever takes up the
 * work later compares everything and sends the net difference.
 */
export class DestinationWorker {
  readonly #dependencies: SyncDependencies;
  readonly #record: DestinationRecord;
  readonly #lease: Lease;
  readonly #line: Line;
  readonly #everyMs: number;
  readonly #held = new Map<string, Held>();
  readonly #ensured = new Map<string, Audience>();
  readonly #passes = new Map<string, Promise<Drained>>();
  readonly #checks: AudienceChecks;
  /** Syncs whose pass nobody asked for: pausing one ends it. */
  readonly #background = new Set<string>();
  #running: ReadonlySet<string> = new Set();
  #wake: () => void = () => undefined;
  #stopped = false;

  constructor(dependencies: SyncDependencies, record: DestinationRecord, lease: Lease, line: Line) {
    this.#dependencies = dependencies;
    this.#record = record;
    this.#lease = lease;
    this.#line = line;
    this.#checks = new AudienceChecks({
      context: (sync) => ({ records: dependencies.records, lease, line, sync }),
      betweenPasses: async (sync, work) => {
        while (this.#passes.has(sync.id)) await this.#passes.get(sync.id)?.catch(() => undefined);
        await this.#track(sync, async () => {
          await work();
          return { added: 0, removed: 0, failed: 0, fault: undefined };
        });
      },
      stopped: () => this.#stopped,
    });
    this.#everyMs = line.destination.everyMs?.(line.settings) ?? 0;
  }

  /** Looks at once at what is to be done. */
  wake(): void {
    this.#wake();
  }

  stop(): void {
    this.#stopped = true;
    this.#wake();
  }

  /** Resolves when there is no more to do here, the destination rests, or the lease is gone. Never rejects. */
  async run(): Promise<void> {
    const renewing = setInterval(() => void this.#renew(), RENEW_EVERY_MS);
    try {
      while (!this.#stopped) {
        if (await this.#changed()) return;
        const syncs = await runningSyncs(this.#dependencies.records, this.#record.id);
        this.#running = new Set(syncs.map(({ id }) => id));
        if (syncs.length === 0 && this.#passes.size === 0) return;
        for (const sync of syncs) if (!this.#passes.has(sync.id)) await this.#take(sync);
        await this.#woken();
      }
    } catch (error) {
      this.#dependencies.onTrouble(this.#record.id, error);
    } finally {
      this.#stopped = true;
      await Promise.allSettled(this.#passes.values());
      for (const { unsubscribe } of this.#held.values()) unsubscribe();
      clearInterval(renewing);
      await this.#lease.release().catch(() => undefined);
    }
  }

  /** One comparison of a sync now, after the pass that may be under way. */
  async compareNow(sync: Sync): Promise<Drained> {
    while (this.#passes.has(sync.id)) await this.#passes.get(sync.id)?.catch(() => undefined);
    const cohort = await getCohort(this.#dependencies.records, sync.project, sync.cohortId);
    return this.#begin(sync, cohort, true, []);
  }

  /**
   * One look into the audience of a sync now. Undefined where the destination does not tell who is in it. Throws a DestinationFault.
   */
  checkNow(sync: Sync): Promise<Drift | undefined> {
    return this.#check(sync, true);
  }

  /** Was the destination removed or set up anew? Then a new worker begins with what it is now. */
  async #changed(): Promise<boolean> {
    const all = await listDestinations(this.#dependencies.records, this.#record.project);
    return all.find(({ id }) => id === this.#record.id)?.sealedSecrets !== this.#record.sealedSecrets;
  }

  async #take(sync: Sync): Promise<void> {
    const { records, live, pace } = this.#dependencies;
    const cohort = await getCohort(records, sync.project, sync.cohortId);
    if (cohort.archivedAt !== undefined) return;
    const held = this.#hold(sync);
    const now = pace.clock();
    // Where changes are told together, each pass compares everybody, and only when its time has come or somebody asks for it.
    const together = this.#everyMs > 0;
    if (together && !sync.compareAsked && now < (sync.comparedAt ?? 0) + this.#everyMs) return;
    const isLive = live.state(sync.project, sync.cohortId).state === 'live';
    const every = isLive ? COMPARE_EVERY_MS : COMPARE_EVERY_NOT_LIVE_MS;
    const stale = sync.mode === 'dynamic' && now - (sync.comparedAt ?? 0) > every;
    const edited = sync.mode === 'dynamic' && sync.comparedVersion !== cohort.version;
    const first = !held.compared && (sync.mode === 'dynamic' || sync.comparedAt === undefined);
    const due = await dueSubjects(records, sync.id, now, SUBJECTS_AT_ONCE);
    const news = sync.mode === 'dynamic' ? held.news : new Set<string>();
    const subjects = [...new Set([...news, ...due])];
    const many = subjects.length > (together ? 0 : SUBJECTS_AT_ONCE);
    if (sync.compareAsked || first || stale || edited || many) {
      held.news.clear();
      this.#inBackground(sync, this.#begin(sync, cohort, true, []));
    } else if (subjects.length > 0) {
      held.news.clear();
      this.#inBackground(sync, this.#begin(sync, cohort, false, subjects));
    }
    const checkable = sync.mode === 'dynamic' && !this.#checks.isRunning(sync.id);
    if (checkable && checkIsDue(sync, readBackOf(this.#line.destination, this.#line.settings), now)) {
      this.#check(sync, sync.checkAsked).catch((error: unknown) => {
        if (!(error instanceof DestinationFault)) this.#dependencies.onTrouble(this.#record.id, error);
      });
    }
  }

  /** Throws a DestinationFault when the audience could not be read, which is noted. */
  async #check(sync: Sync, whole: boolean): Promise<Drift | undefined> {
    const { records } = this.#dependencies;
    try {
      return await this.#checks.check(sync, whole);
    } catch (error) {
      if (!(error instanceof DestinationFault)) throw error;
      await noteFailedLook({ records, line: this.#line, sync }, error.message);
      // One that is gone is made anew by the next pass.
      if (error.fault.kind === 'audience-gone') await changeSync(records, sync.id, { compare_asked: true });
      throw error;
    } finally {
      this.#wake();
    }
  }

  #inBackground({ id }: Sync, pass: Promise<Drained>): void {
    this.#background.add(id);
    pass.catch((error: unknown) => {
      this.#dependencies.onTrouble(this.#record.id, error);
      // Whatever it was, somebody takes it up anew after a while, from what is stored.
      this.stop();
    });
  }

  #begin(sync: Sync, cohort: Cohort, all: boolean, subjects: readonly string[]): Promise<Drained> {
    return this.#track(sync, () => this.#pass(sync, cohort, all, subjects));
  }

  /** Holds that a sync is busy until the work is over. */
  #track(sync: Sync, work: () => Promise<Drained>): Promise<Drained> {
    const pass = work().finally(() => {
      this.#passes.delete(sync.id);
      this.#background.delete(sync.id);
      this.#wake();
    });
    this.#passes.set(sync.id, pass);
    return pass;
  }

  async #pass(sync: Sync, cohort: Cohort, all: boolean, subjects: readonly string[]): Promise<Drained> {
    const { records, pace } = this.#dependencies;
    const context = this.#context(sync, cohort);
    const done = all ? await comparePass(context) : await subjectsPass(context, subjects);
    if (done.fault) {
      await this.#rest(sync, done.fault);
      return done;
    }
    await unpark(records, this.#record.id, pace.clock());
    const held = this.#held.get(sync.id);
    if (context.stopped()) return done;
    if (held && all) held.compared = true;
    if (sync.mode === 'once' && (await ledgerCounts(records, sync.id)).retry === 0) {
      await changeSync(records, sync.id, { state: 'done' });
    }
    return done;
  }

  async #rest(sync: Sync, fault: Fault): Promise<void> {
    const { records, pace } = this.#dependencies;
    this.#stopped = true;
    await changeSync(records, sync.id, { compare_asked: true });
    await restAfter(records, this.#record, fault, pace.clock(), pace.random);
  }

  #context(sync: Sync, cohort: Cohort): PassContext {
    const { store, records, live, pace } = this.#dependencies;
    const { destination, settings } = this.#line;
    const source = cohortSource({
      store,
      records,
      live,
      clock: pace.clock,
      project: sync.project,
      cohort,
      destination,
      settings,
      sync,
    });
    const { id, name, version, definition } = cohort;
    return {
      records,
      lease: this.#lease,
      line: this.#line,
      sync,
      cohort: { id, name, version, unit: definition.unit },
      source,
      onGone: (address) => this.#checks.note(sync.id, address),
      stopped: () => this.#stopped || (this.#background.has(sync.id) && !this.#running.has(sync.id)),
      ensured: this.#ensured,
    };
  }

  #hold(sync: Sync): Held {
    const known = this.#held.get(sync.id);
    if (known) return known;
    const news = new Set<string>();
    const unsubscribe = this.#dependencies.live.subscribe(sync.project, sync.cohortId, (transitions) => {
      for (const { subject } of transitions) news.add(subject);
      this.#wake();
    });
    const held = { news, unsubscribe, compared: false };
    this.#held.set(sync.id, held);
    return held;
  }

  async #woken(): Promise<void> {
    const called = new Promise<void>((resolve) => {
      this.#wake = resolve;
    });
    // Something may have come while the worker was looking.
    if (
      this.#everyMs === 0 &&
      [...this.#held].some(([id, { news }]) => news.size > 0 && !this.#passes.has(id))
    )
      return;
    await Promise.race([called, sleep(LOOK_EVERY_MS)]);
  }

  async #renew(): Promise<void> {
    const kept = await this.#lease.renew().catch(() => true);
    if (!kept) this.stop();
  }
}
