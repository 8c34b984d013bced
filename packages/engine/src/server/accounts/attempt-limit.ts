import type { Clock, Instant } from '../../model/time.ts';
import { problemError } from '../../util/problem-error.ts';

const WINDOW_MS = 15 * 60_000;
const MOST_KEPT = 50_000;

/** How many tries that fail are let through within 15 minutes. */
const MOST = {
  /** By one address at one email: what a person with a bad memory needs. */
  pair: 5,
  /** By one address at any email. */
  address: 30,
  /** From anywhere at one email: more, so that nobody is locked out by a few strangers. */
  email: 50,
};

/** Slows down who guesses passwords. */
export interface AttemptLimit {
  /**
   * Counts a try before it is made, so that tries at the same time count as well. Gives a function to call when it succeeded. Throws a
   * ProblemError (429) when there were too many, after telling `wait` the seconds to wait.
   */
  begin(email: string, address: string, wait: (seconds: number) => void): () => void;
}

interface Count {
  readonly since: Instant;
  tries: number;
}

/** Counts in this process alone. */
export function attemptLimit(clock: Clock): AttemptLimit {
  const counts = new Map<string, Count>();

  function current(key: string, now: Instant): Count {
    const found = counts.get(key);
    if (found && now - found.since < WINDOW_MS) return found;
    counts.delete(key);
    const count = { since: now, tries: 0 };
    counts.set(key, count);
    return count;
  }

  return {
    begin(email, address, wait) {
      const now = clock();
      const counted = [
        { count: current(`pair ${address} ${email}`, now), most: MOST.pair },
        { count: current(`address ${address}`, now), most: MOST.address },
        { count: current(`email ${email}`, now), most: MOST.email },
      ];
      for (const oldest of counts.keys()) {
        if (counts.size <= MOST_KEPT) break;
        counts.delete(oldest);
      }
      const full = counted.filter(({ count, most }) => count.tries >= most).map(({ count }) => count.since);
      if (full.length > 0) {
        const seconds = Math.ceil((Math.max(...full) + WINDOW_MS - now) / 1_000);
        wait(seconds);
        throw problemError(
          429,
          'too-many-attempts',
          `too many tries to sign in failed: wait ${Math.ceil(seconds / 60)} minutes and try again`,
        );
      }
      for (const { count } of counted) count.tries += 1;
      return () => {
        for (const { count } of counted) count.tries = Math.max(0, count.tries - 1);
      };
    },
  };
}
