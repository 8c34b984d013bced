import { NONE } from '../../selector/labels.ts';
import type { PathEvent } from '../groups.ts';
import { byTimeThenArrival, placeAfter } from './kept-event.ts';
import type { ExcludedBetween } from './kept-group.ts';

/** In place of a mark: what every event is, where none of any kind may lie between. */
const ANY_EVENT = -1;

/**
 * The events that lack a held value: each is in the groups of all values, as an excluded event alone. They are kept once, by what they do have, and
 * each group looks up what fell between two of its own.
 */
export class AbsentValues {
  readonly #excluded: ReadonlySet<number>;
  readonly #excludesAny: boolean;
  readonly #byKey = new Map<string, Map<number, PathEvent[]>>();

  /** `gaps`: of a plan. */
  constructor(gaps: readonly (readonly number[] | 'any-event')[]) {
    this.#excluded = new Set(gaps.flatMap((gap) => (gap === 'any-event' ? [] : gap)));
    this.#excludesAny = gaps.includes('any-event');
  }

  /** Takes an event with a key of labels that lacks some. True: it is excluded somewhere. */
  add(event: PathEvent, key: readonly string[], marks: ReadonlySet<number>): boolean {
    const excluded = [...marks].filter((mark) => this.#excluded.has(mark));
    if (this.#excludesAny) excluded.push(ANY_EVENT);
    const text = JSON.stringify(key);
    const byMark = this.#byKey.get(text) ?? new Map<number, PathEvent[]>();
    if (excluded.length > 0) this.#byKey.set(text, byMark);
    for (const mark of excluded) {
      const events = byMark.get(mark) ?? [];
      byMark.set(mark, events);
      events.splice(placeAfter(events, event), 0, event);
    }
    return excluded.length > 0;
  }

  /** What a group with these values looks up. */
  between(values: readonly string[]): ExcludedBetween {
    const keys = lacking(values).map((key) => JSON.stringify(key));
    return (previous, event) => {
      let found: Set<number> | undefined;
      for (const key of keys)
        for (const [mark, events] of this.#byKey.get(key) ?? []) {
          const last = events[placeAfter(events, event) - 1];
          if (last === undefined || byTimeThenArrival(last, previous) <= 0) continue;
          found ??= new Set();
          found.add(mark);
        }
      return found;
    };
  }

  /** Lets go of what is not after an instant. */
  forget(after: number): void {
    for (const [key, byMark] of this.#byKey) {
      for (const [mark, events] of byMark) {
        const stay = events.slice(placeAfter(events, { time: after, seq: Number.POSITIVE_INFINITY }));
        if (stay.length > 0) byMark.set(mark, stay);
        else byMark.delete(mark);
      }
      if (byMark.size === 0) this.#byKey.delete(key);
    }
  }
}

/** Does a key that lacks some labels fit these values? */
export function fits(key: readonly string[], values: readonly string[]): boolean {
  return key.every((label, i) => label === NONE || label === values[i]);
}

/** Every key that lacks some of these values and has the others. */
function lacking(values: readonly string[]): string[][] {
  const keys = values.reduce<string[][]>(
    (some, value) =>
      some.flatMap((key) => [
        [...key, value],
        [...key, NONE],
      ]),
    [[]],
  );
  return keys.filter((key) => key.includes(NONE));
}
