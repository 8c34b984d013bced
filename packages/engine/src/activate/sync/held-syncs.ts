import type { LiveCohorts } from '../../define/membership/live-cohorts.ts';
import type { Sync } from './sync-records.ts';

/** A sync as a worker holds it: of whom something is new, and whether all were compared since it took over. */
export interface HeldSync {
  readonly news: Set<string>;
  compared: boolean;
}

/** The syncs of a worker, each listening for transitions of its cohort until all are let go. */
export class HeldSyncs {
  readonly #live: LiveCohorts;
  readonly #onNews: () => void;
  readonly #held = new Map<string, HeldSync>();
  readonly #unsubscribe: (() => void)[] = [];

  constructor(live: LiveCohorts, onNews: () => void) {
    this.#live = live;
    this.#onNews = onNews;
  }

  hold(sync: Sync): HeldSync {
    const known = this.#held.get(sync.id);
    if (known) return known;
    const held: HeldSync = { news: new Set(), compared: false };
    this.#held.set(sync.id, held);
    this.#unsubscribe.push(
      this.#live.subscribe(sync.project, sync.cohortId, (transitions) => {
        for (const { subject } of transitions) held.news.add(subject);
        this.#onNews();
      }),
    );
    return held;
  }

  get(sync: string): HeldSync | undefined {
    return this.#held.get(sync);
  }

  /** Is there news of a sync that is not among these? */
  hasNewsBeside(busy: ReadonlyMap<string, unknown>): boolean {
    return [...this.#held].some(([id, { news }]) => news.size > 0 && !busy.has(id));
  }

  letGo(): void {
    for (const unsubscribe of this.#unsubscribe) unsubscribe();
  }
}
