import { type PlainWindow, plainSpan } from '../../define/language/window.ts';
import type { Instant } from '../../model/time.ts';

/** Instants between which a question looks for the events that it begins with, ms: `from` is included, `to` is not, but where it is `asOf`. */
export interface Range {
  readonly from: Instant;
  readonly to: Instant;
}

/** The range of a spec with a `window`. */
export function windowRange(window: PlainWindow, asOf: Instant): Range {
  const { after, until } = plainSpan(window, asOf);
  return { from: Math.max(0, after + 1), to: Math.min(until + 1, asOf) };
}
