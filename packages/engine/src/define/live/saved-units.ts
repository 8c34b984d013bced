import type { LiveMembership } from './live-membership.ts';
import type { Slot } from './plan.ts';

/** Of each unit there stand its key and how many places follow, and then those. */
const HEAD = 2;
const CHUNK_PLACES = 1 << 20;

/** A slot whose trackers keep nothing but numbers, by the id that rows are saved under. */
export interface SavedSlot {
  readonly id: number;
  readonly key: string;
}

/** The slots of which everything that is kept is saved; the others have to be fed again. */
export function savedSlots({ plan }: LiveMembership): readonly SavedSlot[] {
  return [...plan.slots].filter(({ packed }) => packed !== undefined).map(({ id, key }) => ({ id, key }));
}

/** What is kept in numbers of all units of a membership, a few MiB at a time. Each chunk is good until the next one is asked for. */
export function* savedUnits({ units }: LiveMembership): Generator<Uint8Array> {
  let chunk = new Float64Array(CHUNK_PLACES);
  let keys = new BigUint64Array(chunk.buffer);
  let at = 0;
  for (let index = 0; index < units.end; index += 1) {
    const unit = units.at(index);
    if (unit === undefined) continue;
    const used = units.rows.used(index);
    if (at + HEAD + used > chunk.length) {
      if (at > 0) yield bytesOf(chunk, at);
      at = 0;
      if (HEAD + used > chunk.length) {
        chunk = new Float64Array(HEAD + used);
        keys = new BigUint64Array(chunk.buffer);
      }
    }
    keys[at] = BigInt(unit.key);
    chunk[at + 1] = used;
    units.rows.save(index, chunk, at + HEAD);
    at += HEAD + used;
  }
  if (at > 0) yield bytesOf(chunk, at);
}

function bytesOf(chunk: Float64Array, places: number): Uint8Array {
  return new Uint8Array(chunk.buffer, 0, places * Float64Array.BYTES_PER_ELEMENT);
}

/** How the slots that were saved are known to a membership now, by the id that they had. */
export function slotsNow({ plan }: LiveMembership, saved: readonly SavedSlot[]): ReadonlyMap<number, Slot> {
  const byKey = new Map([...plan.slots].map((slot) => [slot.key, slot]));
  const now = new Map<number, Slot>();
  for (const { id, key } of saved) {
    const slot = byKey.get(key);
    if (slot?.packed !== undefined) now.set(id, slot);
  }
  return now;
}

/** Gives a membership that has none of them the units of a chunk, which begins at a multiple of 8 bytes. */
export function restoreUnits(
  { units }: LiveMembership,
  chunk: Uint8Array,
  slots: ReadonlyMap<number, Slot>,
): void {
  const places = chunk.length / Float64Array.BYTES_PER_ELEMENT;
  const numbers = new Float64Array(chunk.buffer, chunk.byteOffset, places);
  const keys = new BigUint64Array(chunk.buffer, chunk.byteOffset, places);
  const idOf = (id: number): number | undefined => slots.get(id)?.id;
  for (let at = 0; at < places; ) {
    const used = numbers[at + 1] as number;
    units.restore(String(keys[at]), numbers, at + HEAD, used, idOf);
    at += HEAD + used;
  }
}
