import type { Instant } from '../../../model/time.ts';
import type { PathEvent } from '../groups.ts';
import type { PathPlan } from '../path-plan.ts';
import { EventList } from './event-list.ts';
import type { KeptEvent } from './kept-event.ts';
import type { ExcludedBetween } from './kept-group.ts';
import { excludeBefore } from './longest-paths.ts';
import { firstAtLeast } from './mark-places.ts';
import { NEVER, numberAt, type Sweep } from './sweep.ts';

/** An attempt: where it began, and how far it has got. */
export interface Attempt {
  readonly start: number;
  /** The places at which paths of one step, of two and so on were complete first. */
  readonly ends: readonly number[];
}

interface KeptAttempt extends Attempt {
  readonly ends: number[];
  /** The place from which the next one may begin; undefined: it is under way. */
  over: number | undefined;
  /** The place before which all has been looked at. */
  seen: number;
  row: number[];
}

/** One after the other, each with how many before it are in the bar. */
interface Link {
  readonly attempt: KeptAttempt;
  readonly inBarBefore: number;
}

/**
 * The attempts of a group. Which of them there are depends on the first, and so on where the range begins; what comes of one does not. So each is
 * kept by its start, and when the first leaves the range, attempts are found again rather than made.
 */
export class Attempts {
  readonly list = new EventList();
  readonly #plan: PathPlan;
  readonly #sweep: Sweep;
  readonly #excludedBetween: ExcludedBetween | undefined;
  readonly #isInBar: (attempt: Attempt) => boolean;
  readonly #byStart = new Map<number, KeptAttempt>();
  /** Where paths may begin, and the place before which that is known. */
  #starts: number[] = [];
  #known = 0;
  #chain: Link[] = [];
  #from: Instant = NEVER;

  constructor(
    plan: PathPlan,
    sweep: Sweep,
    excludedBetween: ExcludedBetween | undefined,
    isInBar: (attempt: Attempt) => boolean,
  ) {
    this.#plan = plan;
    this.#sweep = sweep;
    this.#excludedBetween = excludedBetween;
    this.#isInBar = isInBar;
  }

  /** Answers the place from which it makes a difference. */
  insert(event: KeptEvent): number {
    return this.#redoFrom(this.list.insert(event));
  }

  /** The same of something excluded that came after this event, and is none of the group's. */
  redoAfter(event: PathEvent): number {
    return this.#redoFrom(this.list.after(event));
  }

  /** Is one of them in the bar, if they begin at `from` or later, and when did the first begin? */
  standing(from: Instant): { readonly holds: boolean; readonly first: Instant | undefined } {
    this.#follow(from);
    const [first, last] = [this.#chain[0], this.#chain.at(-1)];
    if (!first || !last) return { holds: false, first: undefined };
    const holds = last.inBarBefore > 0 || this.#isInBar(last.attempt);
    return { holds, first: this.list.at(first.attempt.start).time };
  }

  /** All of them, if they begin at `from` or later. */
  since(from: Instant): readonly Attempt[] {
    this.#follow(from);
    return this.#chain.map(({ attempt }) => attempt);
  }

  forget(after: Instant): void {
    this.list.forget(after);
    const { first } = this.list;
    for (const start of this.#byStart.keys()) if (start < first) this.#byStart.delete(start);
    this.#starts = this.#starts.filter((start) => start >= first);
    this.#known = Math.max(this.#known, first);
    if ((this.#chain[0]?.attempt.start ?? first) < first) this.#chain = [];
  }

  #redoFrom(place: number): number {
    if (place >= this.#known) return place;
    this.#known = place;
    while ((this.#starts.at(-1) ?? NEVER) >= place) this.#starts.pop();
    for (const { start, seen } of this.#byStart.values()) if (seen > place) this.#byStart.delete(start);
    while ((this.#chain.at(-1)?.attempt.seen ?? NEVER) > place) this.#chain.pop();
    return place;
  }

  #follow(from: Instant): void {
    for (; this.#known < this.list.end; this.#known += 1)
      if (this.list.at(this.#known).begins) this.#starts.push(this.#known);
    const first = this.#chain[0]?.attempt;
    const isOther = from < this.#from || (first !== undefined && this.list.at(first.start).time < from);
    if (isOther) this.#chain = [];
    this.#from = from;
    for (;;) {
      const last = this.#chain.at(-1);
      if (last) this.#goOn(last.attempt);
      if (last && last.attempt.over === undefined) return;
      const start = this.#starts[firstAtLeast(this.#starts, last?.attempt.over ?? this.list.since(from))];
      if (start === undefined) return;
      const inBarBefore = last ? last.inBarBefore + Number(this.#isInBar(last.attempt)) : 0;
      this.#chain.push({ attempt: this.#byStart.get(start) ?? this.#begun(start), inBarBefore });
    }
  }

  #begun(start: number): KeptAttempt {
    const attempt = { start, ends: [], over: undefined, seen: start, row: this.#sweep.begin() };
    this.#byStart.set(start, attempt);
    return attempt;
  }

  #goOn(attempt: KeptAttempt): void {
    if (attempt.over !== undefined) return;
    const { list } = this;
    const until = list.at(attempt.start).time + this.#plan.windowMs;
    for (; attempt.seen < list.end && attempt.over === undefined; attempt.seen += 1) {
      const place = attempt.seen;
      if (list.at(place).time > until) attempt.over = place;
      else this.#take(attempt, place);
      if (attempt.ends.length === this.#plan.required.length) attempt.over = place + 1;
    }
    if (attempt.over !== undefined) attempt.row = [];
  }

  #take({ start, ends, row }: KeptAttempt, place: number): void {
    const isStart = place === start;
    if (!isStart) excludeBefore(place, row, this.list, this.#sweep, this.#excludedBetween);
    this.#sweep.take(row, this.list, place, isStart, true);
    while (ends.length < this.#plan.required.length && numberAt(row, ends.length) !== NEVER) ends.push(place);
  }
}
