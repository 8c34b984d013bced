import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { problemError } from '../../util/problem-error.ts';
import { DestinationFault } from '../destinations/fault.ts';
import { type DestinationRecord, dueDestinations, getDestination } from './destination-records.ts';
import { DestinationWorker } from './destination-worker.ts';
import type { Drained } from './drain.ts';
import type { Drift } from './drift.ts';
import { NoLongerMine } from './exchange.ts';
import { takeLease } from './lease.ts';
import { type LimitsByAccount, openLine } from './open-line.ts';
import type { SyncDependencies } from './sync-dependencies.ts';
import type { Sync } from './sync-records.ts';

/** Syncs at work in this process. */
export interface SyncService {
  readonly dependencies: SyncDependencies;
  readonly accounts: LimitsByAccount;
  /** Takes up the destinations that nobody else holds, from now on. */
  readonly start: () => void;
  /** Something was changed by a person: looks at once. */
  readonly poke: () => void;
  /**
   * One comparison of a sync now. Throws a ProblemError (409) when another process holds the destination: that one does it by itself.
   */
  readonly runNow: (sync: Sync) => Promise<Drained>;
  /**
   * One look into the audience of a sync now; undefined where the destination does not tell who is in it. Throws a ProblemError: 409 as
   * above, 502 when the destination does not answer.
   */
  readonly checkNow: (sync: Sync) => Promise<Drift | undefined>;
  /** Begins nothing more, waits a few seconds for what is under way, and lets go. */
  readonly close: () => Promise<void>;
}

const LOOK_EVERY_MS = 1_000;
/**
 * How long a destination stands still after its process was killed. Renewed often, a lease has as long as a request may take even when a
 * renewal or two come late; then requests are given less time.
 */
const LEASE_SECONDS = 20;
const CLOSING_GRACE_MS = 3_000;

/** Each destination has one worker, in one process: whoever gets its lease. */
export function createSyncService(dependencies: SyncDependencies): SyncService {
  const { records, pace } = dependencies;
  const owner = randomUUID();
  const accounts: LimitsByAccount = new Map();
  const workers = new Map<string, { readonly worker: DestinationWorker; readonly ended: Promise<void> }>();
  let closed = false;
  let wake: () => void = () => undefined;
  let looking: Promise<void> | undefined;

  async function workerFor(record: DestinationRecord): Promise<DestinationWorker | undefined> {
    const options = {
      owner,
      seconds: LEASE_SECONDS,
      monotonic: dependencies.monotonic,
    };
    const lease = await takeLease(records, record.id, options);
    if (lease === undefined) return undefined;
    if (lease.afterCrash) {
      await dependencies.afterCrash?.().catch(async (error: unknown) => {
        await lease.release();
        throw error;
      });
    }
    return new DestinationWorker(
      dependencies,
      record,
      lease,
      openLine(dependencies, record, accounts, lease.leftMs),
    );
  }

  async function look(): Promise<void> {
    for (const record of await dueDestinations(records, pace.clock())) {
      if (closed || workers.has(record.id)) continue;
      const worker = await workerFor(record);
      if (worker === undefined) continue;
      const ended = worker.run().finally(() => workers.delete(record.id));
      workers.set(record.id, { worker, ended });
    }
  }

  async function keepLooking(): Promise<void> {
    while (!closed) {
      const called = new Promise<void>((resolve) => {
        wake = resolve;
      });
      await look().catch((error: unknown) => dependencies.onTrouble('', error));
      if (!closed) await Promise.race([called, sleep(LOOK_EVERY_MS)]);
    }
  }

  /** The worker of a sync's destination does it: the one at work, or one for this alone. */
  async function byWorker<T>(sync: Sync, work: (worker: DestinationWorker) => Promise<T>): Promise<T> {
    const record = await getDestination(records, sync.project, sync.destinationId);
    const own = workers.get(record.id);
    if (own) return work(own.worker);
    const worker = await workerFor(record);
    if (worker === undefined) {
      throw problemError(
        409,
        'held-elsewhere',
        'another process is at work on this destination: it does this by itself',
        'sync',
      );
    }
    try {
      return await work(worker);
    } catch (error) {
      if (!(error instanceof NoLongerMine)) throw error;
      throw problemError(409, 'held-elsewhere', error.message, 'sync');
    } finally {
      worker.stop();
      await worker.run();
    }
  }

  return {
    dependencies,
    accounts,
    start: () => {
      looking ??= keepLooking();
    },
    poke: () => {
      for (const { worker } of workers.values()) worker.wake();
      wake();
    },
    runNow: (sync) => byWorker(sync, (worker) => worker.compareNow(sync)),
    checkNow: async (sync) => {
      try {
        return await byWorker(sync, (worker) => worker.checkNow(sync));
      } catch (error) {
        if (!(error instanceof DestinationFault)) throw error;
        throw problemError(502, `destination-${error.fault.kind}`, error.message, 'sync');
      }
    },
    close: async () => {
      closed = true;
      wake();
      await looking;
      for (const { worker } of workers.values()) worker.stop();
      const all = Promise.all([...workers.values()].map(({ ended }) => ended));
      await Promise.race([all, sleep(CLOSING_GRACE_MS, undefined, { ref: false })]);
    },
  };
}
