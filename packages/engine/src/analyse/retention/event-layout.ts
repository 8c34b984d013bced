import type { CodeLayout } from '../../define/funnel/code-layout.ts';
import { DAY_MS, type Instant } from '../../model/time.ts';
import { columnsOf } from './columns.ts';
import { returnsOf } from './returns.ts';
import type { RetentionSpec } from './spec.ts';

/** The mark of a code that says the event can be a start. */
export const START_MARK = 0;

/** The mark of the return event at a place. */
export function returnMark(place: number): number {
  return START_MARK + 1 + place;
}

/** The narrowest layout of events as integers, given a number that no seq reaches: see sequenceFacts. */
export function narrowestLayout(spec: RetentionSpec, asOf: Instant, seqBound: number): CodeLayout {
  const certain = certainLayout(spec);
  const timeBits = Math.ceil(Math.log2(Math.max(2, lastRelevant(spec, asOf) - certain.base + 1)));
  const seqBits = 64 - timeBits - certain.markBits;
  if (seqBits < 1 || seqBound > 2 ** seqBits) return certain;
  return { ...certain, integer: 'UInt64', seqBits };
}

/** A layout that every seq fits. */
export function certainLayout(spec: RetentionSpec): CodeLayout {
  return {
    integer: 'UInt128',
    base: earliestStart(spec) - 1,
    seqBits: 64,
    markBits: returnMark(returnsOf(spec).length),
  };
}

export function earliestStart({ start }: RetentionSpec): Instant {
  return start.kind === 'instant' ? start.at : start.from;
}

/** No interval is longer, whatever the clocks do. */
const LONGEST_MS = { day: 27 * (DAY_MS / 24), week: 7 * DAY_MS + DAY_MS / 8, month: 32 * DAY_MS } as const;

/** The last instant whose events can be a start or count in a column. */
export function lastRelevant(spec: RetentionSpec, asOf: Instant): Instant {
  if (spec.count === 'on-or-after') return asOf;
  const { start, intervals } = spec;
  const lastStart = start.kind === 'instant' ? start.at : start.to - 1;
  const end = columnsOf(intervals).at(-1)?.to ?? 0;
  return Math.min(asOf, lastStart + (end + 1) * LONGEST_MS[intervals.unit]);
}
