import type { Instant } from '../../../model/time.ts';
import type { PathEvent } from '../groups.ts';
import { EventList } from './event-list.ts';
import type { KeptEvent } from './kept-event.ts';
import type { ExcludedBetween } from './kept-group.ts';
import type { Sweep } from './sweep.ts';

/** After so many events the row is written down, so that a late one does not make everything anew. */
const CHECKPOINT_EVENTS = 64;

/** What is done with each event once the sweep has taken it: its place, and the row. */
export type Taken = (place: number, row: readonly number[]) => void;

/** A sweep over a group's events that goes on where it stopped, and back to where a late event makes a difference. */
export class LongestPaths {
  readonly list = new EventList();
  readonly #sweep: Sweep;
  readonly #excludedBetween: ExcludedBetween | undefined;
  #row: number[];
  /** The place before which all events are taken. */
  #taken = 0;
  #checkpoints: { readonly place: number; readonly row: readonly number[] }[] = [];

  constructor(sweep: Sweep, excludedBetween: ExcludedBetween | undefined) {
    this.#sweep = sweep;
    this.#excludedBetween = excludedBetween;
    this.#row = sweep.begin();
  }

  /** Answers the place from which on events are taken again. */
  insert(event: KeptEvent): number {
    return this.#redoFrom(this.list.insert(event));
  }

  /** The same of something excluded that came after this event, and is none of the group's. */
  redoAfter(event: PathEvent): number {
    return this.#redoFrom(this.list.after(event));
  }

  /** When the latest path of so many steps began, by steps done; see Sweep. */
  row(taken?: Taken): readonly number[] {
    const { list } = this;
    for (; this.#taken < list.end; this.#taken += 1) {
      const place = this.#taken;
      if (place > list.first && place % CHECKPOINT_EVENTS === 0)
        this.#checkpoints.push({ place, row: [...this.#row] });
      excludeBefore(place, this.#row, list, this.#sweep, this.#excludedBetween);
      this.#sweep.take(this.#row, list, place, list.at(place).begins, false);
      taken?.(place, this.#row);
    }
    return this.#row;
  }

  /** What began in events that are let go of is not asked about any more, so that the row may stay. */
  forget(after: Instant): void {
    this.list.forget(after);
    this.#checkpoints = this.#checkpoints.filter(({ place }) => place > this.list.first);
    if (this.#taken >= this.list.first) return;
    this.#row = this.#sweep.begin();
    this.#taken = this.list.first;
  }

  #redoFrom(place: number): number {
    if (place >= this.#taken) return this.#taken;
    while ((this.#checkpoints.at(-1)?.place ?? 0) > place) this.#checkpoints.pop();
    const last = this.#checkpoints.at(-1);
    this.#row = last ? [...last.row] : this.#sweep.begin();
    this.#taken = last ? last.place : this.list.first;
    return this.#taken;
  }
}

/** Tells a row what fell between the event at a place and the one before. */
export function excludeBefore(
  place: number,
  row: number[],
  list: EventList,
  sweep: Sweep,
  excludedBetween: ExcludedBetween | undefined,
): void {
  const previous = excludedBetween && list.before(place);
  const marks = previous && excludedBetween?.(previous, list.at(place));
  if (marks) sweep.exclude(row, marks, place);
}
