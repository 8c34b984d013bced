import type { Neighbours } from './neighbours.ts';
import type { Plan } from './plan.ts';
import type { UnitEvents } from './unit-events.ts';
import { WAY_ENDS, type WayEnd, type WayStore } from './way-store.ts';

const NONE = -1;

/** Follows the ways from an anchor, one look a stop, and keeps them. */
export class WayWalker {
  /** Of the way on that was walked last: how it ended, the time to an end that was reached (else -1), and whether stops are left out. */
  end: WayEnd = 'none';
  endMs = NONE;
  goesOn = false;
  readonly #plan: Plan;
  readonly #ways: WayStore;
  readonly #neighbours: Neighbours;

  constructor(plan: Plan, ways: WayStore, neighbours: Neighbours) {
    this.#plan = plan;
    this.#ways = ways;
    this.#neighbours = neighbours;
  }

  /** Keeps the ways of the anchor at a place. The neighbours must be those of its unit. */
  walk(events: UnitEvents, at: number, isNewUnit: boolean): void {
    const { spec } = this.#plan;
    const before = this.#back(events, at);
    const after = spec.to ? this.#onTo(events, at, spec.to.steps) : this.#on(events, at);
    this.#ways.pushAnchor(
      {
        isNewUnit,
        node: events.node[at] as number,
        beforeEnd: WAY_ENDS.indexOf(before < spec.steps ? 'entered' : 'none'),
        afterEnd: WAY_ENDS.indexOf(this.end),
        goesOn: this.goesOn,
        endMs: this.endMs,
      },
      before,
      after,
    );
  }

  #back({ time, node }: UnitEvents, at: number): number {
    const { spec, beforeMs } = this.#plan;
    const { previousStop } = this.#neighbours;
    const now = time[at] as number;
    let stops = 0;
    for (
      let i = previousStop[at] as number;
      i !== NONE && stops < spec.steps;
      i = previousStop[i] as number
    ) {
      const ms = now - (time[i] as number);
      if (ms > beforeMs) break;
      this.#ways.pushStop(node[i] as number, ms);
      stops += 1;
    }
    return stops;
  }

  #on({ time, node }: UnitEvents, at: number): number {
    const { spec, wayMs, asOf } = this.#plan;
    const { nextStop } = this.#neighbours;
    const now = time[at] as number;
    let stops = 0;
    for (let i = nextStop[at] as number; i !== NONE && stops < spec.steps; i = nextStop[i] as number) {
      const ms = (time[i] as number) - now;
      if (ms > wayMs) break;
      this.#ways.pushStop(node[i] as number, ms);
      stops += 1;
    }
    this.end = stops === spec.steps ? 'none' : now + wayMs > asOf ? 'open' : 'left';
    return stops;
  }

  #onTo({ time, node }: UnitEvents, at: number, allowed: number | undefined): number {
    const { spec, wayMs, asOf } = this.#plan;
    const { nextStop, nextEnd } = this.#neighbours;
    const now = time[at] as number;
    const deadline = now + wayMs;
    let goal = nextEnd[at] as number;
    if (goal !== NONE && (time[goal] as number) > deadline) goal = NONE;
    // One more than are shown or allowed is enough to know.
    const enough = (allowed ?? spec.steps) + 1;
    let stops = 0;
    for (let i = nextStop[at] as number; i !== NONE && stops < enough; i = nextStop[i] as number) {
      if (goal === NONE ? (time[i] as number) > deadline : i >= goal) break;
      if (stops < spec.steps) this.#ways.pushStop(node[i] as number, (time[i] as number) - now);
      stops += 1;
    }
    const isTooLong = allowed !== undefined && stops > allowed;
    this.end = isTooLong ? 'left' : goal !== NONE ? 'reached' : deadline > asOf ? 'open' : 'left';
    this.endMs = this.end === 'reached' ? (time[goal] as number) - now : NONE;
    this.goesOn = stops > spec.steps;
    return Math.min(stops, spec.steps);
  }
}
