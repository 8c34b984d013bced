import { durationMs } from '@cusp/engine/define/language/duration.ts';
import type { TimeRange } from './range.ts';

/** A range between two instants, UTC ms (`from` included, `to` not); one that goes up to now ends at `now`. */
export function rangeInstants(range: TimeRange, now: number): { readonly from: number; readonly to: number } {
  return 'last' in range ? { from: Math.max(0, now - durationMs(range.last)), to: now } : range;
}
