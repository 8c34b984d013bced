import type { Entry } from '../operation.ts';
import { shortDigest } from '../short-digest.ts';

const DIGITS = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

/**
 * A ULID (https://github.com/ulid/spec) for an entry: 48 bits of its instant in ms, and 80 bits of a hash of its id where the specification has
 * chance, so that repeats have the same.
 */
export function ulidOf({ at, id }: Pick<Entry, 'at' | 'id'>): string {
  const hash = shortDigest(id, 20);
  let bits = (BigInt(Math.max(0, Math.floor(at))) << 80n) | BigInt(`0x${hash}`);
  let text = '';
  for (let i = 0; i < 26; i += 1) {
    text = DIGITS[Number(bits & 31n)] + text;
    bits >>= 5n;
  }
  return text;
}
