import { type Instant, MINUTE_MS } from '../../model/time.ts';
import { minuteText } from '../../util/minute-text.ts';
import type { CohortState } from './live-cohorts.ts';

/** A watermark further back than this is no longer the delay of a busy moment. */
export const WATERMARK_WITHIN_MS = 5 * MINUTE_MS;

/** What keeps a live cohort from being up to date, with one sentence of what to do. */
export interface Unfresh {
  readonly reason: 'stopped' | 'watermark-behind';
  readonly message: string;
}

/** Undefined for a cohort that is up to date, that is being built, or that nobody keeps live. */
export function unfresh({ state, error, watermark }: CohortState, now: Instant): Unfresh | undefined {
  if (state === 'stopped') {
    return {
      reason: 'stopped',
      message: `an error holds it up, which is tried again by itself: ${error ?? 'see the log of the server'}`,
    };
  }
  if (state !== 'live' || watermark === undefined || now - watermark <= WATERMARK_WITHIN_MS) return undefined;
  return {
    reason: 'watermark-behind',
    message: `knows only what happened up to ${minuteText(watermark)}: the server does not keep up with what comes in`,
  };
}
