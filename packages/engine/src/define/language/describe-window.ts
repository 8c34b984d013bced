import { unreachable } from '../../util/assert.ts';
import { printDuration, printInstant } from './print-window.ts';
import type { Window } from './window.ts';

/** When, in plain words; nothing of a window that leaves out no time. */
export function describeWindow(window: Window): string | undefined {
  switch (window.kind) {
    case 'last':
      return `in the last ${printDuration(window.duration)}`;
    case 'between':
      return `from ${printInstant(window.from)} until just before ${printInstant(window.to)} (UTC)`;
    case 'since':
      return `since ${printInstant(window.from)} (UTC)`;
    case 'first':
      return `in their first ${printDuration(window.duration)}`;
    case 'ever':
      return undefined;
    default:
      return unreachable(window);
  }
}
