import { must } from '../../../util/assert.ts';
import type { MarkedEvent, PathEvent } from '../groups.ts';
import type { PathPlan } from '../path-plan.ts';
import { swept } from '../swept.ts';
import type { EventList } from './event-list.ts';
import type { ExcludedBetween } from './kept-group.ts';
import type { MarkPlaces } from './mark-places.ts';

/** A path by the places of its events: of each step reached, and of those that may be left out. */
export interface PlacedPath {
  readonly events: readonly number[];
  readonly optional: readonly (number | undefined)[];
}

/**
 * The longest path that begins at `first` or, unless it is an attempt, later, and of those the earliest. `end`: the first place at which one as long is
 * complete. Only as many events are looked at as lie between.
 */
export function placesOfPath(
  list: EventList,
  plan: PathPlan,
  [first, end]: readonly [number, number],
  isAttempt: boolean,
  excludedBetween: ExcludedBetween | undefined,
): readonly number[] {
  if (first === end) return [first];
  const group: MarkedEvent<PathEvent>[] = [];
  const places: number[] = [];
  const starts: number[] = [];
  for (let place = first; place <= end; place += 1) {
    const event = list.at(place);
    const marks = place > first ? excludedBetween?.(list.at(place - 1), event) : undefined;
    if (marks) {
      group.push({ event, marks });
      places.push(Number.NaN);
    }
    if (isAttempt ? place === first : event.begins) starts.push(group.length);
    group.push({ event, marks: event.marks });
    places.push(place);
  }
  const found = must(swept(group, starts, plan, isAttempt), 'path that is known to be there');
  return found.events.map((i) => must(places[i], 'place'));
}

/**
 * The events of the steps that may be left out: each between the step before it, or the one before it that may be left out too, and the
 * next step, or the end of the window.
 */
export function optionalPlaces(
  list: EventList,
  plan: PathPlan,
  events: readonly number[],
  marks: MarkPlaces,
): readonly (number | undefined)[] {
  const until = list.at(must(events[0], 'beginning of a path')).time + plan.windowMs;
  let previous: { readonly after: number; readonly place: number } | undefined;
  return plan.optional.map(({ after, mark }) => {
    const before = events[after];
    if (before === undefined) return undefined;
    const from = previous?.after === after ? previous.place : before;
    const place = marks.first(mark, from + 1, events[after + 1] ?? list.end, list);
    if (place === undefined || list.at(place).time > until) return undefined;
    previous = { after, place };
    return place;
  });
}
