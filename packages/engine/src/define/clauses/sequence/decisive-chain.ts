import type { Instant } from '../../../model/time.ts';
import { durationMs } from '../../language/duration.ts';
import { type Window, windowSpan } from '../../language/window.ts';
import { FAILS, HOLDS, type Truth, type UnitFacts } from '../../live/tracker.ts';

/** There is no whole chain. */
export const NO_CHAIN: Instant = Number.NEGATIVE_INFINITY;

/**
 * Which events can be part of a better chain than the one that decides: those between two instants, neither included. In a rolling
 * window the chain that began last stays the longest, and no better one holds an event before or at its start. In the
 * first while of a unit, whose end can only be found to be earlier, it is the chain that ended first. Anywhere else one is enough.
 */
export function betterAfter(window: Window, start: Instant): Instant {
  if (start === NO_CHAIN) return NO_CHAIN;
  if (window.kind === 'last') return start;
  return window.kind === 'first' ? NO_CHAIN : Number.POSITIVE_INFINITY;
}

export function betterBefore(window: Window, start: Instant, end: Instant): Instant {
  return start !== NO_CHAIN && window.kind === 'first' ? end : Number.POSITIVE_INFINITY;
}

/** Does a chain decide better than the one that did? */
export function isBetterChain(
  window: Window,
  chain: { readonly start: Instant; readonly end: Instant },
  than: { readonly start: Instant; readonly end: Instant },
): boolean {
  const decisive = window.kind === 'first' ? chain.end : chain.start;
  return decisive > betterAfter(window, than.start) && decisive < betterBefore(window, than.start, than.end);
}

/** Does the sequence hold, when this chain decides? */
export function chainTruth(
  window: Window,
  start: Instant,
  end: Instant,
  at: Instant,
  { knownSince }: UnitFacts,
): Truth {
  const { after, until } = windowSpan(window, at, knownSince);
  if (start === NO_CHAIN || start <= after || end > until) return FAILS;
  return window.kind === 'last' ? { holds: true, until: start + durationMs(window.duration) } : HOLDS;
}
