import type { PropertyValue } from '../../model/property-value.ts';
import type { Instant } from '../../model/time.ts';
import type { Proportion } from '../../util/statistics/proportion.ts';

/**
 * Where a way leads: an event, one of those too rare to be listed, or an end. `entered`: nothing earlier within the limit.
 * `left`: nothing later within it. `open`: nothing later yet, and the limit has not passed as of `asOf`. With `to` in the spec every
 * way on has an end: `reached`, or `left` or `open` when it was not reached, whatever else was done on the way.
 */
export type JourneyNode =
  | {
      readonly kind: 'event';
      /** The event's name, or its group's. */
      readonly name: string;
      /** Of an expanded event: the property's value, null for none. */
      readonly value?: PropertyValue | null | undefined;
    }
  | { readonly kind: 'other' | 'entered' | 'left' | 'open' | 'reached' };

/** A stop on the way. `step` is 0 at the anchor, negative before it, positive after it. */
export interface JourneyStep {
  readonly step: number;
  readonly node: JourneyNode;
  /** Anchors whose way has it; each at most once a step. */
  readonly anchors: number;
  readonly units: number;
  /** `anchors` of all anchors. */
  readonly share: number;
  /** Median time between it and the anchor, without a sign; null at an end, but for `reached`. */
  readonly medianMs: number | null;
}

/**
 * From a stop to the next one in time: from `step - 1` to `step`, so edges up to 0 lead to the anchor. With `to` in the spec the edge to
 * an end also stands for the stops past `steps`.
 */
export interface JourneyEdge {
  readonly step: number;
  readonly from: JourneyNode;
  readonly to: JourneyNode;
  readonly anchors: number;
  readonly units: number;
  /** `anchors` of all anchors. */
  readonly share: number;
  /** `anchors` of those that are at `from`. */
  readonly shareOfFrom: number;
  /** Median time between the two; null at an end, but for `reached`. */
  readonly medianMs: number | null;
}

/**
 * What became of an anchor within `after`: came back (as `returnTo` has it), else tried a workaround, else did something else that
 * is shown, else left. `open`: not come back, and the limit has not passed, so nothing is decided.
 */
export type Outcome = 'returned' | 'workaround' | 'something-else' | 'left' | 'open';

export interface OutcomeRow {
  readonly outcome: Outcome;
  readonly anchors: number;
  readonly units: number;
  readonly share: number;
  /** Converted of those whose horizon has passed; null without a goal. */
  readonly conversion: Proportion | null;
}

/** What was done instead: the first workaround of each anchor whose outcome is `workaround`. */
export interface WorkaroundRow {
  readonly node: JourneyNode;
  readonly anchors: number;
  readonly units: number;
  /** `anchors` of all anchors. */
  readonly share: number;
  /** Median time from the anchor to it. */
  readonly medianMs: number | null;
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

/** Anchors that came to one end, and the units that have such an anchor. */
export interface PassageEnd {
  readonly anchors: number;
  readonly units: number;
}

/** One way as a whole: the nodes between the anchor and the end, up to `steps` of them. */
export interface Route {
  readonly nodes: readonly JourneyNode[];
  /** Further stops came after the nodes. */
  readonly goesOn: boolean;
  readonly anchors: number;
  readonly units: number;
  readonly share: number;
  readonly reached: number;
  readonly left: number;
  readonly open: number;
  /** Median time from the anchor to the end, of those that reached it. */
  readonly medianMs: number | null;
}

/** What became of the ways on when the spec says where they should end. */
export interface Passage {
  readonly withinMs: number;
  readonly reached: PassageEnd;
  /** Not reached, and the time has passed. */
  readonly left: PassageEnd;
  /** Not reached yet. */
  readonly open: PassageEnd;
  /** Units with an anchor that reached it, of all units: what a funnel from the anchor to it counts, when every anchor is looked at. */
  readonly converted: Proportion;
  readonly medianMs: number | null;
  readonly p90Ms: number | null;
  /** Those that reached it by time, each bucket up to and at `upToMs`, after the one before. */
  readonly distribution: readonly { readonly upToMs: number; readonly anchors: number }[];
  /** The most frequent ways, `limit` of them. */
  readonly routes: readonly Route[];
}

export interface JourneyPart {
  readonly asOf: Instant;
  readonly anchors: number;
  readonly units: number;
  /** By step; at each step the most frequent first, then `other`, then ends. */
  readonly steps: readonly JourneyStep[];
  readonly edges: readonly JourneyEdge[];
  readonly outcomes: readonly OutcomeRow[];
  /** By frequency; null when the spec names none. */
  readonly workarounds: readonly WorkaroundRow[] | null;
  /** Null when the spec does not say where ways should end. */
  readonly passage: Passage | null;
  readonly returns: FollowUp & {
    /** Anchors that have no value of `sameProperty`: nothing can match them, and they count as not returned. */
    readonly withoutProperty: number;
  };
  readonly goal: FollowUp | null;
}

export interface JourneyAnswer extends JourneyPart {
  /** Each segment's own, in the spec's order: a unit may be in several. Null when the spec names none. */
  readonly segments: readonly (JourneyPart & { readonly name: string })[] | null;
}
