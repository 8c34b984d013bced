import { setTimeout as sleep } from 'node:timers/promises';
import { type Cohort, getCohort } from '../../define/cohorts/cohort-records.ts';
import type { Audience } from '../destinations/audience.ts';
import { DestinationFault, type Fault } from '../destinations/fault.ts';
import { AudienceChecks } from './audience-checks.ts';
import { checkIsDue, noteFailedLook, readBackOf } from './check-audience.ts';
import { type DestinationRecord, listDestinations, restAfter, unpark } from './destination-records.ts';
import type { Drained } from './drain.ts';
import type { Drift } from './drift.ts';
import { type DueWork, dueWork } from './due-work.ts';
import type { Line } from './exchange.ts';
import { HeldSyncs } from './held-syncs.ts';
import type { Lease } from './lease.ts';
import { ledgerCounts } from './ledger.ts';
import { comparePass, type PassContext, subjectsPass } from './run-pass.ts';
import type { SyncDependencies } from './sync-dependencies.ts';
import { changeSync, runningSyncs, type Sync } from './sync-records.ts';
import { cohortSource } from './wanted-source.ts';

/** How often a worker looks at what is stored, when nobody wakes it. */
const LOOK_EVERY_MS = 1_000;
const RENEW_EVERY_MS = 3_000;
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
  readonly #held: HeldSyncs;
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
    this.#held = new HeldSyncs(dependencies.live, () => this.#wake());
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
      this.#held.letGo();
      clearInterval(renewing);
      await this.#lease.release().catch(() => undefined);
    }
  }

  /** One comparison of a sync now, after the pass that may be under way. */
  async compareNow(sync: Sync): Promise<Drained> {
    while (this.#passes.has(sync.id)) await this.#passes.get(sync.id)?.catch(() => undefined);
    const cohort = await getCohort(this.#dependencies.records, sync.project, sync.cohortId);
    return this.#begin(sync, cohort, 'all');
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
    const held = this.#held.hold(sync);
    const now = pace.clock();
    const due = await dueWork({ records, live, now, everyMs: this.#everyMs }, sync, cohort.version, held);
    if (due === undefined) return;
    if (due === 'all' || due.length > 0) {
      held.news.clear();
      this.#inBackground(sync, this.#begin(sync, cohort, due));
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

  #begin(sync: Sync, cohort: Cohort, whom: DueWork): Promise<Drained> {
    return this.#track(sync, () => this.#pass(sync, cohort, whom));
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

  async #pass(sync: Sync, cohort: Cohort, whom: DueWork): Promise<Drained> {
    const { records, pace } = this.#dependencies;
    const context = this.#context(sync, cohort);
    const done = whom === 'all' ? await comparePass(context) : await subjectsPass(context, whom);
    if (done.fault) {
      await this.#rest(sync, done.fault);
      return done;
    }
    await unpark(records, this.#record.id, pace.clock());
    const held = this.#held.get(sync.id);
    if (context.stopped()) return done;
    if (held && whom === 'all') held.compared = true;
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

  async #woken(): Promise<void> {
    const called = new Promise<void>((resolve) => {
      this.#wake = resolve;
    });
    // Something may have come while the worker was looking.
    if (this.#everyMs === 0 && this.#held.hasNewsBeside(this.#passes)) return;
    await Promise.race([called, sleep(LOOK_EVERY_MS)]);
  }

  async #renew(): Promise<void> {
    const kept = await this.#lease.renew().catch(() => true);
    if (!kept) this.stop();
  }
}
