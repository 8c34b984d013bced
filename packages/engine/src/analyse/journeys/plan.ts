import { durationMs } from '../../define/language/duration.ts';
import { plainSpan, type Span } from '../../define/language/window.ts';
import type { EventSelector } from '../../define/selector/event-selector.ts';
import type { Instant } from '../../model/time.ts';
import type { AnalysisContext } from '../define-analysis.ts';
import type { Segment } from '../scope/segments.ts';
import type { JourneySpec } from './spec.ts';

export type JourneyContext = Pick<AnalysisContext, 'project' | 'overlay' | 'cohorts'>;

/** A spec with its limits in ms. */
export interface Plan {
  readonly spec: JourneySpec;
  readonly context: JourneyContext;
  readonly asOf: Instant;
  readonly span: Span;
  readonly returnEvent: EventSelector;
  readonly beforeMs: number;
  readonly afterMs: number;
  /** How far the way on goes: `afterMs`, or up to where it should end. */
  readonly wayMs: number;
  readonly returnMs: number;
  readonly goalMs: number | undefined;
  /** Are events shown that the anchor or the end selects, though they are named to be hidden? */
  readonly showsAnchors: boolean;
  /** Is it asked whose the events are? */
  readonly keepsKeys: boolean;
  /** The whole columns of `sequence_events`; none when left out. */
  readonly sequenceColumns?: ReadonlySet<string> | undefined;
  /** Only the units of one of these. */
  readonly segment?: { readonly all: readonly Segment[]; readonly place: number } | undefined;
}

export function planOf(spec: JourneySpec, context: JourneyContext, asOf: Instant): Plan {
  const afterMs = durationMs(spec.after);
  return {
    spec,
    context,
    asOf,
    span: plainSpan(spec.window, asOf),
    returnEvent: spec.returnTo.event ?? spec.anchor,
    beforeMs: durationMs(spec.before),
    afterMs,
    wayMs: spec.to ? durationMs(spec.to.within) : afterMs,
    returnMs: durationMs(spec.returnTo.within),
    goalMs: spec.goal && durationMs(spec.goal.within),
    showsAnchors: true,
    keepsKeys: false,
  };
}

/** What a plan asks of an event beside its name and time. */
export function selectorsOf({ spec, returnEvent }: Plan): readonly EventSelector[] {
  return [spec.anchor, returnEvent, spec.goal?.event, spec.to?.event, spec.workaround].filter(
    (selector) => selector !== undefined,
  );
}

/** The instants whose events may be of use: after `after` (undefined: all), up to and at `until`. */
export function usefulSpan(plan: Plan): { readonly after: Instant | undefined; readonly until: Instant } {
  const { span, asOf, beforeMs, afterMs, wayMs, returnMs, goalMs } = plan;
  return {
    after: notNegative(span.after - beforeMs),
    until: Math.min(asOf, span.until + Math.max(afterMs, wayMs, returnMs, goalMs ?? 0)),
  };
}

/** Nothing is before 1970, and a column of times cannot say it. */
export function notNegative(after: Instant): Instant | undefined {
  return after < 0 ? undefined : after;
}
