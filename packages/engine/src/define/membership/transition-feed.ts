import type { EventStore } from '../../store/event-store.ts';
import type { LiveCohorts } from './live-cohorts.ts';
import type { Transition } from './transition.ts';
import { readTransitions } from './transition-log.ts';

export interface FeedOptions {
  readonly store: EventStore;
  readonly live: LiveCohorts;
  readonly project: string;
  /** Undefined: all cohorts of the project. */
  readonly cohort: string | undefined;
  /** Only what was recorded after this ordinal; undefined: from now on. */
  readonly after: number | undefined;
  readonly subjects?: readonly string[] | undefined;
  readonly direction?: Transition['direction'] | undefined;
}

/** Transitions that are read from the log at a time: of a slow reader so many are held, and each page costs two queries. */
const PAGE = 5_000;
/** Of those that were heard so many are handed out at a time: some ms of work for whoever writes them out. */
const HEARD_AT_ONCE = 250;
/** Transitions that wait in memory for a slow reader. What goes beyond is read from the log again: dear while many are being recorded. */
const MAX_HEARD = 50_000;
/** The same of all readers together; one that holds few may always go on. */
const MAX_HEARD_BY_ALL = 500_000;
const FEW_HEARD = 5_000;

/**
 * The transitions of a cohort, or of all of a project, from an ordinal on and as they are recorded, in order, each once. Listens first and then reads the
 * log, so that nothing falls between the two. A reader that falls behind goes on from the log, so it never fills memory.
 */
export class TransitionFeed {
  /** Transitions that wait in memory, of all readers of the process. */
  static #heardByAll = 0;

  readonly #options: FeedOptions;
  readonly #subjects: ReadonlySet<string> | undefined;
  readonly #stop: () => void;
  /** As they were told, in lists that all readers of a cohort share. */
  #heard: (readonly Transition[])[] = [];
  #heardSize = 0;
  /** The log holds what was not heard. */
  #isBehind = true;
  #isClosed = false;
  /** Handed out, or left out by the filters, up to and with this ordinal. */
  #last = 0;
  #wake: (() => void) | undefined;

  constructor(options: FeedOptions) {
    this.#options = options;
    this.#subjects = options.subjects && new Set(options.subjects);
    this.#stop = options.live.subscribe(options.project, options.cohort, (heard) => this.#hear(heard));
  }

  /** The ordinal after which it begins. To be awaited before the first `next`. */
  async start(): Promise<number> {
    const { store, project, cohort, after } = this.#options;
    if (after === undefined) {
      const [newest] = await readTransitions(store, { project, cohort, limit: 1 });
      this.#last = newest?.ordinal ?? 0;
      this.#isBehind = false;
    } else this.#last = after;
    return this.#last;
  }

  /** The next ones, as soon as there are any; none when `waitMs` have passed without, or the feed is closed. */
  async next(waitMs: number): Promise<readonly Transition[]> {
    while (!this.#isClosed) {
      const found = this.#isBehind ? await this.#readLog() : this.#takeHeard();
      if (found.length > 0) return found;
      if (this.#isBehind || this.#heardSize > 0) continue;
      if (!(await this.#woken(waitMs))) return [];
    }
    return [];
  }

  close(): void {
    this.#isClosed = true;
    this.#stop();
    this.#forgetHeard();
    this.#wake?.();
  }

  async #readLog(): Promise<readonly Transition[]> {
    const { store, project, cohort, subjects, direction } = this.#options;
    // Before the log is read: what overflows meanwhile sets it again.
    this.#isBehind = false;
    const request = { project, cohort, subjects, direction, after: this.#last, limit: PAGE };
    const found = await readTransitions(store, request);
    if (found.length === PAGE) this.#isBehind = true;
    this.#last = found.at(-1)?.ordinal ?? this.#last;
    return found;
  }

  #takeHeard(): readonly Transition[] {
    const found: Transition[] = [];
    for (let taken = 0; taken < HEARD_AT_ONCE; ) {
      const list = this.#heard.shift();
      if (list === undefined) break;
      const part = list.slice(0, HEARD_AT_ONCE - taken);
      if (part.length < list.length) this.#heard.unshift(list.slice(part.length));
      taken += part.length;
      this.#holds(-part.length);
      for (const each of part) {
        if (each.ordinal <= this.#last) continue;
        this.#last = each.ordinal;
        if (this.#isWanted(each)) found.push(each);
      }
    }
    return found;
  }

  #isWanted({ subject, direction }: Transition): boolean {
    if (this.#subjects !== undefined && !this.#subjects.has(subject)) return false;
    return this.#options.direction === undefined || this.#options.direction === direction;
  }

  #hear(transitions: readonly Transition[]): void {
    const size = this.#heardSize + transitions.length;
    const isMuch = TransitionFeed.#heardByAll + transitions.length > MAX_HEARD_BY_ALL;
    if (size > MAX_HEARD || (isMuch && size > FEW_HEARD)) {
      this.#forgetHeard();
      this.#isBehind = true;
    } else {
      this.#heard.push(transitions);
      this.#holds(transitions.length);
    }
    this.#wake?.();
  }

  #holds(more: number): void {
    this.#heardSize += more;
    TransitionFeed.#heardByAll += more;
  }

  #forgetHeard(): void {
    this.#heard = [];
    this.#holds(-this.#heardSize);
  }

  /** False: the time passed first. */
  #woken(waitMs: number): Promise<boolean> {
    return new Promise((resolve) => {
      const timer = setTimeout(() => done(false), waitMs);
      const done = (isWoken: boolean): void => {
        clearTimeout(timer);
        this.#wake = undefined;
        resolve(isWoken);
      };
      this.#wake = () => done(true);
    });
  }
}
