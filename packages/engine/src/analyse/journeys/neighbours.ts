import { FLAGS } from './code-layout.ts';
import type { JourneySpec } from './spec.ts';
import type { UnitEvents } from './unit-events.ts';

const SHOWN = 1 << FLAGS.shown;
const END = 1 << FLAGS.end;
const NONE = -1;

/**
 * For each event of a unit the places of its neighbours among those that are shown, -1 for none: found once, so that a way takes one
 * look a stop, however long the runs are that it passes over. Columns are used again for the next unit.
 */
export class Neighbours {
  /** The nearest shown event. */
  next = new Int32Array(0);
  /** The next stop of a way on, and of one back: the nearest, or with repeats collapsed the nearest that looks different. */
  nextStop = new Int32Array(0);
  previousStop = new Int32Array(0);
  /** The nearest later event at which a way on ends. */
  nextEnd = new Int32Array(0);
  /** By session, the last shown event and the last end that was passed. */
  #shownOf = new Int32Array(1);
  #endOf = new Int32Array(1);
  readonly #collapses: boolean;
  readonly #bySession: boolean;

  constructor({ collapseRepeats, withinSession }: JourneySpec) {
    this.#collapses = collapseRepeats;
    this.#bySession = withinSession;
  }

  find(events: UnitEvents): void {
    const { count } = events;
    if (count > this.next.length) {
      const room = events.time.length;
      this.next = new Int32Array(room);
      this.nextStop = new Int32Array(room);
      this.previousStop = new Int32Array(room);
      this.nextEnd = new Int32Array(room);
    }
    this.#findPrevious(events);
    this.#findNext(events);
  }

  #findPrevious(events: UnitEvents): void {
    const { count, flags, node, session } = events;
    const { previousStop } = this;
    const collapses = this.#collapses;
    const bySession = this.#bySession;
    const shownOf = this.#fresh(events);
    for (let i = 0; i < count; i += 1) {
      const at = bySession ? (session[i] as number) : 0;
      const shown = shownOf[at] as number;
      previousStop[i] =
        collapses && shown !== NONE && node[shown] === node[i] ? (previousStop[shown] as number) : shown;
      if ((flags[i] as number) & SHOWN) shownOf[at] = i;
    }
  }

  #findNext(events: UnitEvents): void {
    const { count, flags, node, session } = events;
    const { next, nextStop, nextEnd } = this;
    const collapses = this.#collapses;
    const bySession = this.#bySession;
    const shownOf = this.#fresh(events);
    const endOf = this.#endOf;
    for (let i = count - 1; i >= 0; i -= 1) {
      const at = bySession ? (session[i] as number) : 0;
      const shown = shownOf[at] as number;
      next[i] = shown;
      nextEnd[i] = endOf[at] as number;
      nextStop[i] =
        collapses && shown !== NONE && node[shown] === node[i] ? (nextStop[shown] as number) : shown;
      const of = flags[i] as number;
      if (of & SHOWN) shownOf[at] = i;
      if (of & END) endOf[at] = i;
    }
  }

  #fresh(events: UnitEvents): Int32Array {
    const sessions = this.#bySession ? events.sessions : 1;
    if (sessions > this.#shownOf.length) {
      this.#shownOf = new Int32Array(2 * sessions);
      this.#endOf = new Int32Array(2 * sessions);
    }
    this.#endOf.fill(NONE, 0, sessions);
    return this.#shownOf.fill(NONE, 0, sessions);
  }
}
