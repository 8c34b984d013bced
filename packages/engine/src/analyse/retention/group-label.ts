/**
 * The groups that a start counts in, as texts that SQL groups by. Everybody is in EVERYBODY; the others are there as they are
 * asked for.
 */
export const EVERYBODY = 'everybody';
export const MEMBERS = 'members';
export const BASELINE = 'baseline';

export function segmentGroup(place: number): string {
  return `segment ${place}`;
}

/** Units that are in the first segment and in this one. */
export function sharedGroup(place: number): string {
  return `shared ${place}`;
}

/** `value` is a label of a value (see labels.ts), NONE or OTHER. */
export function valueGroup(value: string): string {
  return `value ${value}`;
}
