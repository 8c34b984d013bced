import xxhash from 'xxhash-wasm';

const { h64 } = await xxhash();

/**
 * The 64-bit key of a user, device or account: XXH64 with seed 0 of a one-letter prefix and the id, in decimal, the
 * same number as ClickHouse's `xxHash64(concat('u:', id))`. At a million ids the chance of any two sharing a key is 3e-8.
 */
export function userKey(userId: string): string {
  return h64(`u:${userId}`).toString();
}

export function deviceKey(deviceId: string): string {
  return h64(`d:${deviceId}`).toString();
}

export function accountKey(account: string): string {
  return h64(`a:${account}`).toString();
}

/** The key of an insert id, from the text that spells out whose it is; see ingest/pipeline/look-ups.ts. */
export function insertKey(identity: string): bigint {
  return h64(identity);
}
