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

/** What makes two arrivals the same event: the device (or else the user) and the insert id, within a project. */
export function insertKey(project: string, userOrDevice: string, insertId: string): string {
  return h64(JSON.stringify([project, userOrDevice, insertId])).toString();
}
