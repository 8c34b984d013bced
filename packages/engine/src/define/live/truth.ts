import type { Instant } from '../../model/time.ts';
import { FAILS, HOLDS, type Truth } from './tracker.ts';

/** The opposite, which changes when the thing itself does. */
export function notTruth({ holds, until }: Truth): Truth {
  if (until === undefined) return holds ? FAILS : HOLDS;
  return { holds: !holds, until };
}

/**
 * The truth of several parts together, each as `truthOf` says of something at an instant: of all of them (`neutral` is true: what a part must be to leave the whole open), or of any
 * of them (false). When no part decides, the whole may change with the first that does; when some do, not before each of those may
 * have changed.
 */
export function truthTogether<Part, Of>(
  parts: readonly Part[],
  neutral: boolean,
  truthOf: (part: Part, of: Of, at: Instant) => Truth,
  of: Of,
  at: Instant,
): Truth {
  let soonest: Instant | undefined;
  let latest: Instant = Number.NEGATIVE_INFINITY;
  let isDecided = false;
  for (const part of parts) {
    const { holds, until } = truthOf(part, of, at);
    if (holds === neutral) {
      if (until !== undefined && (soonest === undefined || until < soonest)) soonest = until;
    } else if (until === undefined) {
      return neutral ? FAILS : HOLDS;
    } else {
      isDecided = true;
      if (until > latest) latest = until;
    }
  }
  if (isDecided) return { holds: !neutral, until: latest };
  if (soonest === undefined) return neutral ? HOLDS : FAILS;
  return { holds: neutral, until: soonest };
}
