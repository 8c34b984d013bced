import { unreachable } from '../../../util/assert.ts';
import { durationMs } from '../../language/duration.ts';
import type { Window } from '../../language/window.ts';
import type { Tracker } from '../../live/tracker.ts';
import type { Together } from './schema.ts';
import { SessionCounts } from './session-live.ts';
import { TightGroups } from './tight-live.ts';

/** A tracker of so many events close together. */
export function trackTogether(needed: number, together: Together, window: Window): Tracker {
  switch (together.kind) {
    case 'any':
      return new TightGroups(needed, durationMs(together.duration), window);
    case 'session':
      return new SessionCounts(needed, window);
    default:
      return unreachable(together);
  }
}
