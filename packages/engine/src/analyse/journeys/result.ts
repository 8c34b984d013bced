import type { Instant } from '../../model/time.ts';
import type { Proportion } from '../../util/statistics/proportion.ts';

/**
 * Where a way leads: an event, one of those too rare to be listed, or an end. `entered`: nothing earlier within the limit.
 * `left`: nothing later within it. `open`: nothing later yet, and the limit has not passed as of `asOf`.
 */
export type JourneyNode =
  | { readonly kind: 'event'; readonly name: string }
  | { readonly kind: 'other' | 'entered' | 'left' | 'open' };

/** A stop on the way. `step` is 0 at the anchor, negative before it, positive after it. */
export interface JourneyStep {
  readonly step: number;
  readonly node: JourneyNode;
  /** Anchors whose way has it; each at most once a step. */
  readonly anchors: number;
  readonly units: number;
  /** `anchors` of all anchors. */
  readonly share: number;
  /** Median time between it and the anchor, without a sign; null at an end. */
  readonly medianMs: number | null;
}

/** From a stop to the next one in time: from `step - 1` to `step`, so edges up to 0 lead to the anchor. */
export interface JourneyEdge {
  readonly step: number;
  readonly from: JourneyNode;
  readonly to: JourneyNode;
  readonly anchors: number;
  readonly units: number;
  readonly share: number;
  /** Median time between the two; null at an end. */
  readonly medianMs: number | null;
}

/**
 * What became of an anchor within `after`: came back (as `returnTo` has it), else tried something else, else left. `open`: not come
 * back, and the limit has not passed, so nothing is decided.
 */
export type Outcome = 'returned' | 'something-else' | 'left' | 'open';

export interface OutcomeRow {
  readonly outcome: Outcome;
  readonly anchors: number;
  readonly units: number;
  readonly share: number;
  /** Converted of those whose horizon has passed; null without a goal. */
  readonly conversion: Proportion | null;
}

/** How many anchors are followed by an event within a horizon, and how soon. At most once per anchor. */
export interface FollowUp {
  readonly withinMs: number;
  /** Of the anchors whose horizon has passed as of `asOf`; the rest are `open` and not counted. */
  readonly anchors: Proportion;
  readonly open: number;
  /** Units with such an anchor, and those of them with a follow-up. */
  readonly units: Proportion;
  readonly medianMs: number | null;
  readonly p90Ms: number | null;
  /** Follow-ups by time, each bucket up to and at `upToMs`, after the one before. */
  readonly distribution: readonly { readonly upToMs: number; readonly anchors: number }[];
}

export interface JourneyAnswer {
  readonly asOf: Instant;
  readonly anchors: number;
  readonly units: number;
  /** By step; at each step the most frequent first, then `other`, then ends. */
  readonly steps: readonly JourneyStep[];
  readonly edges: readonly JourneyEdge[];
  readonly outcomes: readonly OutcomeRow[];
  readonly returns: FollowUp & {
    /** Anchors that have no value of `sameProperty`: nothing can match them, and they count as not returned. */
    readonly withoutProperty: number;
  };
  readonly goal: FollowUp | null;
}
