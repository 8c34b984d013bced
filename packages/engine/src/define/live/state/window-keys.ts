import type { Instant } from '../../../model/time.ts';
import { unreachable } from '../../../util/assert.ts';
import { durationMs } from '../../language/duration.ts';
import type { Window } from '../../language/window.ts';
import type { UnitFacts } from '../tracker.ts';

/**
 * How events stand in a window, so that one state serves every window: each gets a key when it comes, and is in the window while
 * its key is above the edge. Only events that the window reaches are kept, so those of a window that stays all have one key; in a
 * unit's first while, whose end only moves back, the later ones go first.
 */
export interface WindowKeys {
  readonly keyOf: (time: Instant) => number;
  /** Events of keys up to this are not in the window, as of the instant. */
  readonly edge: (at: Instant, unit: UnitFacts) => number;
  /** The instant at which events of a key leave a window without a new row; undefined: never. */
  readonly leaves: (key: number) => Instant | undefined;
  /** Keys up to this will never be in the window again, as of any instant from `before` on. */
  readonly gone: (before: Instant) => number;
}

export function windowKeys(window: Window): WindowKeys {
  switch (window.kind) {
    case 'last': {
      const length = durationMs(window.duration);
      const edge = (at: Instant): number => at - length;
      return { keyOf: (time) => time, edge, leaves: (key) => key + length, gone: edge };
    }
    case 'first': {
      const length = durationMs(window.duration);
      return { ...STAYS, keyOf: (time) => -time, edge: (_, { knownSince }) => -(knownSince + length) };
    }
    case 'between':
    case 'since':
    case 'ever':
      return STAYS;
    default:
      return unreachable(window);
  }
}

const STAYS: WindowKeys = {
  keyOf: () => 0,
  edge: () => Number.NEGATIVE_INFINITY,
  leaves: () => undefined,
  gone: () => Number.NEGATIVE_INFINITY,
};
