import { createHash } from 'node:crypto';

/** Hex digits that are the same for the same text, and tell nothing of it. */
export function shortDigest(text: string, digits: number): string {
  return createHash('sha256').update(text).digest('hex').slice(0, digits);
}

/** What `Destination.account` gives where a key stands for the account: the same for the same parts, free of secrets. */
export function accountOf(...parts: readonly string[]): string {
  return shortDigest(parts.join(' '), 16);
}
