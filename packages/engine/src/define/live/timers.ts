import type { Instant } from '../../model/time.ts';

/** What falls due when, the earliest first: a binary heap. Nothing is taken out before its time; who pops it checks that it still counts. */
export class Timers<Item> {
  readonly #times: Instant[] = [];
  readonly #items: Item[] = [];

  get size(): number {
    return this.#times.length;
  }

  /** When the first falls due. */
  get next(): Instant | undefined {
    return this.#times[0];
  }

  add(at: Instant, item: Item): void {
    const times = this.#times;
    const items = this.#items;
    let place = times.length;
    times.push(at);
    items.push(item);
    while (place > 0) {
      const parent = (place - 1) >> 1;
      const above = times[parent] as Instant;
      if (above <= at) break;
      times[place] = above;
      items[place] = items[parent] as Item;
      place = parent;
    }
    times[place] = at;
    items[place] = item;
  }

  /** Takes out the first. The heap must not be empty. */
  pop(): { readonly at: Instant; readonly item: Item } {
    const times = this.#times;
    const items = this.#items;
    const first = { at: times[0] as Instant, item: items[0] as Item };
    const at = times.pop() as Instant;
    const item = items.pop() as Item;
    const size = times.length;
    if (size === 0) return first;
    let place = 0;
    for (;;) {
      let child = 2 * place + 1;
      if (child >= size) break;
      if (child + 1 < size && (times[child + 1] as Instant) < (times[child] as Instant)) child += 1;
      const below = times[child] as Instant;
      if (below >= at) break;
      times[place] = below;
      items[place] = items[child] as Item;
      place = child;
    }
    times[place] = at;
    items[place] = item;
    return first;
  }
}
