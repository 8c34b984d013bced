import type { Instant } from '../../../../model/time.ts';
import { must } from '../../../../util/assert.ts';
import type { PathEvent } from '../../../funnel/groups.ts';
import type { KeptEvent } from '../../../funnel/kept/kept-event.ts';
import type { ExcludedBetween, KeptGroup, Standing } from '../../../funnel/kept/kept-group.ts';
import { LongestPaths } from '../../../funnel/kept/longest-paths.ts';
import { firstAtLeast, MarkPlaces } from '../../../funnel/kept/mark-places.ts';
import { optionalPlaces, placesOfPath } from '../../../funnel/kept/placed-path.ts';
import { NEVER, numberAt, type Sweep } from '../../../funnel/kept/sweep.ts';
import { type BarPlan, furthestStep, isInBar } from '../plan.ts';
import { depthOf } from './depth-standing.ts';

/** The path of a group that counts, by its events. */
export interface KeptPath {
  readonly events: readonly KeptEvent[];
  readonly optional: readonly (KeptEvent | undefined)[];
}

/** Where a path of so many steps was complete that began later than those before, and when it began. Both ascend. */
interface Records {
  readonly places: number[];
  readonly begun: number[];
}

/**
 * Whether the path of a group that counts is in a bar of a step that may be left out, for which its very events matter. By steps done it is kept
 * where a path is complete that began later than all before: the first of them that began in the range is where the longest path ends.
 */
export class OptionalGroup implements KeptGroup {
  readonly #plan: BarPlan;
  readonly #excludedBetween: ExcludedBetween | undefined;
  readonly #paths: LongestPaths;
  readonly #marks: MarkPlaces;
  readonly #records: Records[];
  /** The path that was found last, for a range that begins at `from`, and the place where one as long ends first. */
  #found: { readonly from: Instant; readonly end: number; readonly events: readonly number[] } | undefined;

  constructor(plan: BarPlan, sweep: Sweep, excludedBetween: ExcludedBetween | undefined) {
    this.#plan = plan;
    this.#excludedBetween = excludedBetween;
    this.#paths = new LongestPaths(sweep, excludedBetween);
    this.#marks = new MarkPlaces(plan.optional.map(({ mark }) => mark));
    this.#records = plan.required.map(() => ({ places: [], begun: [] }));
  }

  insert(event: KeptEvent): void {
    this.#redoFrom(this.#paths.insert(event));
  }

  redoAfter(event: PathEvent): void {
    this.#redoFrom(this.#paths.redoAfter(event));
  }

  forget(after: Instant): boolean {
    this.#paths.forget(after);
    const { list } = this.#paths;
    this.#marks.forget(list.first);
    for (const { places, begun } of this.#records) {
      const gone = places.findIndex((place) => place >= list.first);
      places.splice(0, gone < 0 ? places.length : gone);
      begun.splice(0, gone < 0 ? begun.length : gone);
    }
    this.#found = undefined;
    return list.end === list.first;
  }

  standing(from: Instant): Standing {
    const path = this.path(from);
    const first = path?.events[0];
    if (!path || !first) return { holds: false, upTo: Number.POSITIVE_INFINITY };
    return { holds: isInBar(path, this.#plan), upTo: first.time };
  }

  furthest(from: Instant): number {
    const path = this.path(from);
    return path ? furthestStep(path, this.#plan) : 0;
  }

  /** The path that counts, if they begin at `from` or later. */
  path(from: Instant): KeptPath | undefined {
    const { list } = this.#paths;
    const events = this.#placesAt(from);
    if (!events) return undefined;
    const optional = optionalPlaces(list, this.#plan, events, this.#marks);
    return {
      events: events.map((place) => list.at(place)),
      optional: optional.map((place) => (place === undefined ? undefined : list.at(place))),
    };
  }

  #placesAt(from: Instant): readonly number[] | undefined {
    const { list } = this.#paths;
    const row = this.#paths.row((place, taken) => this.#record(place, taken));
    const depth = depthOf(row, this.#plan.required.length, from);
    const ends = this.#records[depth - 1];
    if (!ends) return undefined;
    const end = placeSince(ends, from);
    const found = this.#found;
    const isSame = found?.end === end && found.events.length === depth && found.from <= from;
    if (isSame && list.at(must(found.events[0], 'start')).time >= from) return found.events;
    const earliest = Math.max(from, list.at(end).time - this.#plan.windowMs);
    const first = placeSince(must(this.#records[0], 'beginnings'), earliest);
    const events = placesOfPath(list, this.#plan, [first, end], false, this.#excludedBetween);
    this.#found = { from, end, events };
    return events;
  }

  #record(place: number, row: readonly number[]): void {
    for (const [steps, { places, begun }] of this.#records.entries()) {
      const start = numberAt(row, steps);
      if (start <= (begun.at(-1) ?? NEVER)) continue;
      places.push(place);
      begun.push(start);
    }
  }

  #redoFrom(place: number): void {
    if (this.#found && this.#found.end >= place) this.#found = undefined;
    this.#marks.redoFrom(place);
    for (const { places, begun } of this.#records)
      while ((places.at(-1) ?? NEVER) >= place) {
        places.pop();
        begun.pop();
      }
  }
}

/** The first place at which a path was complete that began at an instant or later. There is one. */
function placeSince({ places, begun }: Records, instant: Instant): number {
  return must(places[firstAtLeast(begun, instant)], 'path that is known to be there');
}
