import type { Instant } from '../../model/time.ts';
import { FAILS, HOLDS, type Truth } from './tracker.ts';

/** The opposite, which changes when the thing itself does. */
export function notTruth(truth: Truth): Truth {
  return { holds: !truth.holds, until: truth.until };
}

/**
 * All of them hold. While some fail, the whole fails at least until each of those may have changed; while all hold, until the
 * first may.
 */
export function allTruths(truths: readonly Truth[]): Truth {
  return combined(truths, true);
}

/** Any of them holds: the opposite of all opposites. */
export function anyTruth(truths: readonly Truth[]): Truth {
  return combined(truths, false);
}

/** `neutral`: what every part must be for the whole to be it too. */
export function combined(truths: readonly Truth[], neutral: boolean): Truth {
  let soonest: Instant | undefined;
  let latest: Instant | undefined;
  let isSettled = false;
  let isDecided = false;
  for (const { holds, until } of truths) {
    if (holds === neutral) {
      if (until !== undefined && (soonest === undefined || until < soonest)) soonest = until;
      continue;
    }
    isDecided = true;
    if (until === undefined) isSettled = true;
    else if (latest === undefined || until > latest) latest = until;
  }
  if (!isDecided) return { holds: neutral, until: soonest };
  if (isSettled) return neutral ? FAILS : HOLDS;
  return { holds: !neutral, until: latest };
}
