import { createHash, randomBytes } from 'node:crypto';
import type { Clock, Instant } from '../../model/time.ts';

/** How long a link waits to be opened. */
export const LINK_MINUTES = 15;
const LINK_MS = LINK_MINUTES * 60_000;
/** Used and expired ones are remembered to say so; of more than these the oldest are forgotten. */
const MOST_REMEMBERED = 1_000;

export type LinkState = 'good' | 'used' | 'expired' | 'unknown';

/**
 * Links that let a browser on this machine in, each once. Kept in memory alone and as hashes: they end with the process that made
 * them.
 */
export interface OneTimeLinks {
  make(): { readonly token: string; readonly expiresAt: Instant };
  /** Says what became of a link. One that is good is used from now on. */
  take(token: string): LinkState;
}

export function oneTimeLinks(clock: Clock): OneTimeLinks {
  const links = new Map<string, { readonly expiresAt: Instant; used: boolean }>();
  return {
    make() {
      const token = randomBytes(32).toString('base64url');
      const expiresAt = clock() + LINK_MS;
      links.set(hashOf(token), { expiresAt, used: false });
      for (const oldest of links.keys()) {
        if (links.size <= MOST_REMEMBERED) break;
        links.delete(oldest);
      }
      return { token, expiresAt };
    },
    take(token) {
      const link = links.get(hashOf(token));
      if (link === undefined) return 'unknown';
      if (link.used) return 'used';
      if (link.expiresAt <= clock()) return 'expired';
      link.used = true;
      return 'good';
    },
  };
}

function hashOf(token: string): string {
  return createHash('sha256').update(token).digest('hex');
}
