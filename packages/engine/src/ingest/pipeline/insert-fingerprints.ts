import type { Instant } from '../../model/time.ts';
import { DAY_MS } from '../../model/time.ts';
import { INSERT_ID_WINDOW_MS } from './limits.ts';

const SMALLEST_SLOTS = 2 ** 14;
const LARGEST_SLOTS = 2 ** 24;
const FILL = 0.7;
/** A segment takes arrivals of at most this long, so that what is past the window goes soon after. */
const SEGMENT_SPAN_MS = 2 * DAY_MS;

interface Segment {
  readonly slots: Uint32Array;
  readonly capacity: number;
  used: number;
  readonly since: Instant;
  newest: Instant;
}

/**
 * Which insert keys may have arrived within the window: half of each key, in open addressing by the other half. "Not seen" is
 * certain; "seen" is wrong for about one new key in 10^8 and only makes a suspect, which is then looked up. A key takes
 * 4 bytes at a fill of 35 to 70 %, so 6 to 12 bytes; keys past the window stay for two days at most.
 */
export class InsertFingerprints {
  readonly #segments: Segment[] = [];
  readonly #words = new Uint32Array(2);
  readonly #key = new BigUint64Array(this.#words.buffer);
  readonly #smallest: number;

  /** `smallestSlots`, a power of two, is where sizes start. */
  constructor(smallestSlots: number = SMALLEST_SLOTS) {
    this.#smallest = smallestSlots;
  }

  get segments(): number {
    return this.#segments.length;
  }

  get bytes(): number {
    return this.#segments.reduce((sum, segment) => sum + segment.slots.byteLength, 0);
  }

  /** Notes that a key arrived; false when it surely had not within the window. */
  seen(key: bigint, received: Instant): boolean {
    this.#key[0] = key;
    return this.seenWords(this.#words[0] ?? 0, this.#words[1] ?? 0, received);
  }

  /** The same of a key in two halves, the low one first. */
  seenWords(place: number, high: number, received: Instant): boolean {
    const mark = high || 1;
    const known = this.#segments.some((segment) => find(segment, place, mark) < 0);
    // A repeat is noted again: when its first arrival is past the window it is stored anew, and must outlive its segment.
    const newest = this.#open(received);
    const free = find(newest, place, mark);
    if (free >= 0) {
      newest.slots[free] = mark;
      newest.used += 1;
    }
    if (received > newest.newest) newest.newest = received;
    return known;
  }

  /** Drops segments whose every arrival is past the window at `now`. */
  expire(now: Instant): void {
    for (let i = this.#segments.length - 1; i >= 0; i -= 1) {
      const segment = this.#segments[i];
      if (segment !== undefined && segment.newest <= now - INSERT_ID_WINDOW_MS) this.#segments.splice(i, 1);
    }
  }

  /** Makes room for `count` keys that arrived from `since` on, before they are added. */
  reserve(count: number, since: Instant): void {
    this.#segments.push(segmentOf(slotsFor(count, this.#smallest), since));
  }

  #open(received: Instant): Segment {
    const newest = this.#segments.at(-1);
    if (newest === undefined) return this.#add(this.#smallest, received);
    if (newest.used >= newest.capacity) return this.#add(newest.slots.length * 2, received);
    if (received - newest.since < SEGMENT_SPAN_MS) return newest;
    const recent = this.#segments.filter((segment) => received - segment.since < 2 * SEGMENT_SPAN_MS);
    const expected = recent.reduce((sum, segment) => sum + segment.used, 0);
    return this.#add(slotsFor(expected, this.#smallest), received);
  }

  #add(slots: number, since: Instant): Segment {
    const segment = segmentOf(Math.min(LARGEST_SLOTS, slots), since);
    this.#segments.push(segment);
    return segment;
  }
}

function segmentOf(slots: number, since: Instant): Segment {
  return {
    slots: new Uint32Array(slots),
    capacity: Math.floor(slots * FILL),
    used: 0,
    since,
    newest: since,
  };
}

function slotsFor(keys: number, smallest: number): number {
  let slots = smallest;
  while (slots * FILL < keys && slots < LARGEST_SLOTS) slots *= 2;
  return slots;
}

/** The free slot where the key would go, or -1 when its mark is there. */
function find(segment: Segment, place: number, mark: number): number {
  const last = segment.slots.length - 1;
  for (let at = place & last; ; at = (at + 1) & last) {
    const there = segment.slots[at];
    if (there === 0 || there === undefined) return at;
    if (there === mark) return -1;
  }
}
