import type { Member } from './member.ts';

/** Someone whom a receiver is known to have. */
export interface Delivered {
  readonly unit: string;
  readonly id: string;
}

/** What a receiver must be told so that it has just the members. */
export interface Difference {
  readonly entered: readonly Member[];
  readonly exited: readonly Delivered[];
  readonly total: number;
}

/**
 * Members now against those the receiver has. Someone whose outside id changed (a device that is now a known user keeps its key
 * or not) leaves under the old id and enters under the new one, because the receiver knows ids, not keys.
 */
export function difference(now: readonly Member[], delivered: readonly Delivered[]): Difference {
  const idNow = new Map(now.map((member) => [member.unit, member.id]));
  const idThere = new Map(delivered.map((there) => [there.unit, there.id]));
  return {
    entered: now.filter((member) => idThere.get(member.unit) !== member.id),
    exited: delivered.filter((there) => idNow.get(there.unit) !== there.id),
    total: now.length,
  };
}
