import type { CohortLookup } from '../../define/clauses/define-clause.ts';
import type { CohortDefinition } from '../../define/language/ast.ts';
import { durationMs } from '../../define/language/duration.ts';
import type { EventSelector } from '../../define/selector/event-selector.ts';
import type { Instant } from '../../model/time.ts';
import { assert, must } from '../../util/assert.ts';
import { chosenCohort } from '../scope/cohort-choice.ts';
import { chosenSegments, type Segment } from '../scope/segments.ts';
import { SESSION_GAP_MS } from '../sessions/sessions.ts';
import { type FunnelSpec, MAX_CONVERSION_WINDOW_MS } from './spec.ts';

/** What an event may be marked as: it fills a step, is excluded, is counted, or may begin a path. Each mark is a bit of its code. */
export interface Mark {
  readonly any: readonly EventSelector[];
  readonly none: readonly EventSelector[];
  /** Only before the end of the range. */
  readonly begins: boolean;
}

/** A step that may be left out. Steps are counted from 0, in the lists of those that may and that may not. */
export interface OptionalStep {
  /** The step before it that may not be left out; it is looked for between that one and the next. */
  readonly after: number;
  readonly mark: number;
}

/** The excluded events of a gap between a step and the next: any of these marks, or any event at all. */
export type Gap = readonly number[] | 'any-event';

/** A spec with its range, its cohorts and its steps settled: what both readings read. */
export interface FunnelPlan {
  readonly spec: FunnelSpec;
  readonly from: Instant;
  readonly to: Instant;
  readonly asOf: Instant;
  readonly membersAsOf: Instant;
  readonly timeZone: string;
  readonly cohort: CohortDefinition | undefined;
  readonly segments: readonly Segment[] | undefined;
  readonly windowMs: number;
  readonly session: 'sent' | 'pauses' | undefined;
  /** So long after it began a path may yet get longer. In a session funnel: as long as a pause that ends a session. */
  readonly openMs: number;
  /** The steps that may not be left out, and where each stands in the spec's list. Their marks are their places. */
  readonly required: readonly EventSelector[];
  readonly places: readonly number[];
  readonly optional: readonly OptionalStep[];
  /** One for each required step but the last; in any order one for all. */
  readonly gaps: readonly Gap[];
  readonly marks: readonly Mark[];
  /** The mark of events that may begin a path: the first step's own, but in any order. */
  readonly startMark: number;
  /** The mark of events whose frequency is asked for, and the required step that ends the counting. */
  readonly frequency: { readonly mark: number; readonly before: number } | undefined;
  /** The required step whose event carries the value of a breakdown, counted from 0. */
  readonly attributedTo: number;
}

/** What a spec leaves to its surroundings. */
export interface FunnelSurroundings {
  readonly now: Instant;
  readonly timeZone: string;
  readonly cohorts: CohortLookup;
}

/** Throws a ProblemError (422) when the spec names a cohort that is not there or is of another unit. */
export function planFunnel(spec: FunnelSpec, { now, timeZone, cohorts }: FunnelSurroundings): FunnelPlan {
  const asOf = spec.asOf ?? now;
  const from = spec.last
    ? Math.max(0, asOf - durationMs(spec.last) + 1)
    : must(spec.from, 'start of the range');
  const to = spec.last ? asOf + 1 : must(spec.to, 'end of the range');
  const places = spec.steps.flatMap(({ optional }, place) => (optional ? [] : [place]));
  const required = places.map((place) => selectorAt(spec, place));
  const isAnyOrder = spec.order === 'any';
  const marks: Mark[] = required.map((event, i) => ({
    any: [event],
    none: [],
    begins: i === 0 && !isAnyOrder,
  }));
  const add = (mark: Partial<Mark> & Pick<Mark, 'any'>): number =>
    marks.push({ none: [], begins: false, ...mark }) - 1;

  const optional = spec.steps.flatMap(({ optional: isOptional }, place) =>
    isOptional
      ? [
          {
            after: places.filter((each) => each < place).length - 1,
            mark: add({ any: [selectorAt(spec, place)] }),
          },
        ]
      : [],
  );
  const excluded = spec.exclusions.map(({ event, after = 1, before = spec.steps.length }) => ({
    mark: add({ any: [event], none: isAnyOrder ? required : [] }),
    after: places.indexOf(after - 1),
    before: places.indexOf(before - 1),
  }));
  const gapCount = isAnyOrder ? 1 : required.length - 1;
  const gaps = Array.from({ length: gapCount }, (_, gap): Gap => {
    if (spec.order === 'exact') return 'any-event';
    return excluded
      .filter(({ after, before }) => isAnyOrder || (after <= gap && gap < before))
      .map(({ mark }) => mark);
  });
  const { frequency } = spec;
  const counted = frequency && {
    mark: add({ any: [frequency.event ?? selectorAt(spec, 0)] }),
    before: places.indexOf((frequency.before ?? spec.steps.length) - 1),
  };
  const startMark = isAnyOrder ? add({ any: required, begins: true }) : 0;
  assert(marks.length < 60, 'an event has a bit for each mark');
  const session = 'session' in spec.conversionWindow ? spec.conversionWindow.session : undefined;
  const windowMs =
    'session' in spec.conversionWindow ? MAX_CONVERSION_WINDOW_MS : durationMs(spec.conversionWindow);
  return {
    spec,
    from,
    to,
    asOf,
    membersAsOf: spec.membersAsOf ?? asOf,
    timeZone,
    cohort: spec.cohort === undefined ? undefined : chosenCohort(spec.cohort, spec.unit, cohorts),
    segments: spec.segments && chosenSegments(spec.segments, spec.unit, cohorts),
    windowMs,
    session,
    openMs: session === undefined ? windowMs : SESSION_GAP_MS,
    required,
    places,
    optional,
    gaps,
    marks,
    startMark,
    frequency: counted,
    attributedTo: places.indexOf((spec.breakdown?.step ?? 1) - 1),
  };
}

/** Do any events lie between steps that may not? */
export function excludes({ gaps }: FunnelPlan): boolean {
  return gaps.some((gap) => gap === 'any-event' || gap.length > 0);
}

/** Is a unit's history taken apart, by held values or sessions? */
export function isKeyed({ spec, session }: FunnelPlan): boolean {
  return spec.holdConstant.length > 0 || session !== undefined;
}

/** The last instant whose events can be part of a path. */
export function lastRelevant({ asOf, to, windowMs }: FunnelPlan): Instant {
  return Math.min(asOf, to - 1 + windowMs);
}

function selectorAt({ steps }: FunnelSpec, place: number): EventSelector {
  const { names, filters } = must(steps[place], 'step');
  return { names, filters };
}
