import type { Instant } from '../../model/time.ts';
import { unreachable } from '../../util/assert.ts';
import { durationMs } from '../language/duration.ts';
import type { Window } from '../language/window.ts';

/** Which events can matter as of an instant: those of the last `ms` before it, those from `from` to before `to`, or all. */
export type Reach =
  | { readonly kind: 'last'; readonly ms: number }
  | { readonly kind: 'span'; readonly from: Instant; readonly to: Instant }
  | { readonly kind: 'all' };

export const ALL: Reach = { kind: 'all' };

/** What a window reaches, whatever the instant and the unit. When the unit became known is no bound: that may move back. */
export function reachOf(window: Window): Reach {
  switch (window.kind) {
    case 'last':
      return { kind: 'last', ms: durationMs(window.duration) };
    case 'between':
      return { kind: 'span', from: window.from, to: window.to };
    case 'since':
      return { kind: 'span', from: window.from, to: Number.POSITIVE_INFINITY };
    case 'first':
    case 'ever':
      return ALL;
    default:
      return unreachable(window);
  }
}

/** Can an event of this time be in the window, at some instant from then on? */
export function isReached(window: Window, time: Instant): boolean {
  const { after, to } = reachFrom(reachOf(window), time);
  return time > after && time < to;
}

/** The events that can matter at or after `asOf`: later than `after`, and before `to`. */
export function reachFrom(reach: Reach, asOf: Instant): { readonly after: Instant; readonly to: Instant } {
  switch (reach.kind) {
    case 'last':
      return { after: asOf - reach.ms, to: Number.POSITIVE_INFINITY };
    case 'span':
      return { after: reach.from - 1, to: reach.to };
    case 'all':
      return { after: Number.NEGATIVE_INFINITY, to: Number.POSITIVE_INFINITY };
    default:
      return unreachable(reach);
  }
}
