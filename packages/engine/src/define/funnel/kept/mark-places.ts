import type { EventList } from './event-list.ts';

/** Where in a group the events with some marks are. */
export class MarkPlaces {
  readonly #places: Map<number, number[]>;
  #known = 0;

  constructor(marks: readonly number[]) {
    this.#places = new Map(marks.map((mark) => [mark, []]));
  }

  /** The first place from one up to before another with a mark. */
  first(mark: number, from: number, to: number, list: EventList): number | undefined {
    this.#find(list);
    const places = this.#places.get(mark) ?? [];
    const place = places[firstAtLeast(places, from)];
    return place !== undefined && place < to ? place : undefined;
  }

  redoFrom(place: number): void {
    if (place >= this.#known) return;
    this.#known = place;
    for (const places of this.#places.values()) while ((places.at(-1) ?? -1) >= place) places.pop();
  }

  forget(first: number): void {
    this.#known = Math.max(this.#known, first);
    for (const places of this.#places.values()) {
      const stay = places.filter((place) => place >= first);
      places.length = 0;
      for (const place of stay) places.push(place);
    }
  }

  #find(list: EventList): void {
    for (; this.#known < list.end; this.#known += 1)
      for (const [mark, places] of this.#places)
        if (list.at(this.#known).marks.has(mark)) places.push(this.#known);
  }
}

/** Where the first of some ascending numbers is that is not below another; their number: there is none. */
export function firstAtLeast(ascending: readonly number[], least: number): number {
  let [low, high] = [0, ascending.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((ascending[middle] as number) < least) low = middle + 1;
    else high = middle;
  }
  return low;
}
