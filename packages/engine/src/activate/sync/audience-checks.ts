import { type CheckContext, compareAudience, readAudience } from './check-audience.ts';
import type { Drift } from './drift.ts';
import type { Sync } from './sync-records.ts';

/** What a check needs of whoever runs the passes. */
export interface ChecksHost {
  readonly context: (sync: Sync) => CheckContext;
  /** Does the work while no pass of the sync runs. */
  readonly betweenPasses: (sync: Sync, work: () => Promise<void>) => Promise<void>;
  readonly stopped: () => boolean;
}

interface Check {
  readonly found: Promise<Drift | undefined>;
  /** Addresses that passes have taken out since it began. */
  readonly gone: Set<string>;
}

/** Looks into audiences: each is read beside the passes, which may take long, and compared between two of them. One at a time of a sync. */
export class AudienceChecks {
  readonly #host: ChecksHost;
  readonly #running = new Map<string, Check>();

  constructor(host: ChecksHost) {
    this.#host = host;
  }

  isRunning(sync: string): boolean {
    return this.#running.has(sync);
  }

  /** A pass has taken this address out. */
  note(sync: string, address: string): void {
    this.#running.get(sync)?.gone.add(address);
  }

  /** Undefined where the destination does not tell who is in it, or when it was stopped. Throws a DestinationFault. */
  check(sync: Sync, whole: boolean): Promise<Drift | undefined> {
    const known = this.#running.get(sync.id);
    if (known) return known.found;
    const gone = new Set<string>();
    const found = this.#look(sync, whole, gone).finally(() => this.#running.delete(sync.id));
    this.#running.set(sync.id, { found, gone });
    return found;
  }

  async #look(sync: Sync, whole: boolean, gone: ReadonlySet<string>): Promise<Drift | undefined> {
    const context = this.#host.context(sync);
    const read = await readAudience(context, whole);
    if (read === undefined || this.#host.stopped()) return undefined;
    let drift: Drift | undefined;
    await this.#host.betweenPasses(sync, async () => {
      if (!this.#host.stopped()) drift = await compareAudience(context, read, gone);
    });
    return drift;
  }
}
