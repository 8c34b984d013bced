import type { TimelineEntry } from '@cusp/engine/analyse/lookup/result.ts';

/** What tells an entry of a timeline from all others. */
export function entryKey(entry: TimelineEntry | undefined): string {
  return entry === undefined ? '' : `${entry.time}.${entry.kind}.${entry.id}`;
}
