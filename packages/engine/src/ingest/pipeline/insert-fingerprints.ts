import type { Instant } from '../../model/time.ts';
import { DAY_MS } from '../../model/time.ts';
import { INSERT_ID_WINDOW_MS } from './limits.ts';
import { MarkTable, slotsFor } from './mark-table.ts';

/** 1 MiB: every segment is looked at for each key, so that there should be few. */
const SMALLEST_SLOTS = 2 ** 18;
/** A segment takes arrivals of at most this long, so that what is past the window goes soon after. */
const SEGMENT_SPAN_MS = 2 * DAY_MS;

interface Segment {
  readonly marks: MarkTable;
  readonly since: Instant;
  newest: Instant;
}

/**
 * Which insert keys may have arrived within the window. "Not seen" is certain; "seen" only makes a suspect, which is then
 * looked up. A key takes 6 to 12 bytes (see MarkTable); keys past the window stay for two days at most.
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
    return this.#segments.reduce((sum, { marks }) => sum + marks.slots * 4, 0);
  }

  /** Notes that a key arrived; false when it surely had not within the window. */
  seen(key: bigint, received: Instant): boolean {
    this.#key[0] = key;
    return this.seenWords(this.#words[0] ?? 0, this.#words[1] ?? 0, received);
  }

  /** The same of a key in two halves. */
  seenWords(low: number, high: number, received: Instant): boolean {
    let known = false;
    for (const { marks } of this.#segments) {
      if (marks.has(low, high)) {
        known = true;
        break;
      }
    }
    // A repeat is noted again: when its first arrival is past the window it is stored anew, and must outlive its segment.
    this.note(low, high, received);
    return known;
  }

  /** Notes that a key arrived, without asking whether it had before. */
  note(low: number, high: number, received: Instant): void {
    const segment = this.#newest(received);
    segment.marks.add(low, high);
    if (received > segment.newest) segment.newest = received;
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
    this.#add(slotsFor(count, this.#smallest), since);
  }

  #newest(received: Instant): Segment {
    const newest = this.#segments.at(-1);
    if (newest === undefined) return this.#add(this.#smallest, received);
    if (newest.marks.full) return this.#add(newest.marks.slots * 2, received);
    if (received - newest.since < SEGMENT_SPAN_MS) return newest;
    const recent = this.#segments.filter((segment) => received - segment.since < 2 * SEGMENT_SPAN_MS);
    const expected = recent.reduce((sum, { marks }) => sum + marks.used, 0);
    return this.#add(slotsFor(expected, this.#smallest), received);
  }

  #add(slots: number, since: Instant): Segment {
    const segment = { marks: new MarkTable(slots), since, newest: since };
    this.#segments.push(segment);
    return segment;
  }
}
