import xxhash from 'xxhash-wasm';
import { NO_SESSION } from '../../model/event.ts';
import { isEmpty } from './convert-value.ts';

const { h32 } = await xxhash();

/**
 * A session id as the whole number that events hold. Numbers stay as they are, a Date is its milliseconds, and any other
 * text becomes a number of 53 bits made from its hash: the same text is the same session.
 */
export function sessionNumber(value: unknown): number {
  if (isEmpty(value)) return NO_SESSION;
  if (value instanceof Date) return value.getTime();
  const number = Number(value);
  if (Number.isSafeInteger(number)) return number;
  const text = String(value);
  return (h32(text, 1) & 0x1fffff) * 0x1_0000_0000 + h32(text, 0);
}
