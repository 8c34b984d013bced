import { printWindow } from '../../language/print-window.ts';
import type { FirstSeenClause } from './schema.ts';

/** `first seen in the last 7 days`. The window is always said, even when it is all time. */
export function printFirstSeen(clause: FirstSeenClause): string {
  return `first seen ${printWindow(clause.window)}`;
}
