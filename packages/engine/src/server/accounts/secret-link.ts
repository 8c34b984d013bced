import { createHash, randomBytes } from 'node:crypto';

/** What a link is good for: only its hash is kept, so whoever reads the records cannot use it. */
export interface SecretLink {
  readonly secret: string;
  readonly hash: string;
}

export function newSecret(): SecretLink {
  const secret = randomBytes(32).toString('base64url');
  return { secret, hash: secretHash(secret) };
}

export function secretHash(secret: string): string {
  return createHash('sha256').update(secret).digest('hex');
}
