import { DAY_MS, type Instant } from '../../model/time.ts';
import { assert, must } from '../../util/assert.ts';
import { localTime } from '../../util/calendar.ts';
import { durationMs } from '../language/duration.ts';
import type { EventSelector } from '../selector/event-selector.ts';
import { SESSION_GAP_MS } from '../sessions/sessions.ts';
import { type FunnelQuestion, MAX_CONVERSION_WINDOW_MS } from './question.ts';

/** What an event may be marked as: it fills a step, is excluded, is counted, or may begin a path. Each mark is a bit of its code. */
export interface Mark {
  readonly any: readonly EventSelector[];
  readonly none: readonly EventSelector[];
  /** Only where a path may begin. */
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

/** Where in a unit's history a path may begin. */
export interface Beginnings {
  /** Included; nothing before it is looked at. */
  readonly from: Instant;
  /** Not included. */
  readonly to: Instant;
  /** Only on the day of this time zone on which the unit was first seen. */
  readonly firstDay?: { readonly timeZone: string } | undefined;
  /** Only so long after the unit was first seen. */
  readonly firstMs?: number | undefined;
}

/** A question with its range and its steps settled: what every reading of a funnel reads. */
export interface PathPlan {
  readonly spec: FunnelQuestion;
  readonly begins: Beginnings;
  /** Nothing after it is looked at. */
  readonly asOf: Instant;
  readonly windowMs: number;
  readonly session: 'sent' | 'pauses' | undefined;
  /** So long after it began a path may yet get longer. In a session funnel: as long as a pause that ends a session. */
  readonly openMs: number;
  /** The steps that may not be left out, and where each stands in the question's list. Their marks are their places. */
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
}

/** The question and what else is asked of its paths. */
interface PathQuestion extends FunnelQuestion {
  /** How often its event (the first step's) came before a step by its number (the last). */
  readonly frequency?:
    | { readonly event?: EventSelector | undefined; readonly before?: number | undefined }
    | undefined;
}

/** For a question that questionProblems finds nothing wrong with. */
export function planPaths(spec: PathQuestion, begins: Beginnings, asOf: Instant): PathPlan {
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
  const windowMs = conversionMs(spec);
  return {
    spec,
    begins,
    asOf,
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
  };
}

/** How long after its beginning a path may end at the latest. */
export function conversionMs({ conversionWindow }: Pick<FunnelQuestion, 'conversionWindow'>): number {
  return 'session' in conversionWindow ? MAX_CONVERSION_WINDOW_MS : durationMs(conversionWindow);
}

/** May a path of a unit known since an instant begin with an event of this time, for all that is known as of now? */
export function mayBegin({ begins, asOf }: PathPlan, time: Instant, knownSince: Instant): boolean {
  const { from, to, firstDay, firstMs } = begins;
  if (time < from || time >= to || time > asOf) return false;
  if (firstMs !== undefined && time >= knownSince + firstMs) return false;
  if (firstDay === undefined) return true;
  // No day of any zone is so long, and telling days apart takes a look at the zone.
  if (time - knownSince >= 2 * DAY_MS) return false;
  const day = (at: Instant): number => Math.floor(localTime(at, firstDay.timeZone) / DAY_MS);
  return day(time) === day(knownSince);
}

/** Do any events lie between steps that may not? */
export function excludes({ gaps }: PathPlan): boolean {
  return gaps.some((gap) => gap === 'any-event' || gap.length > 0);
}

/** Must every event be looked at, whatever it is: as one that lies between, or for the pauses? */
export function readsAll({ spec, session }: PathPlan): boolean {
  return spec.order === 'exact' || session === 'pauses';
}

/** Is a unit's history taken apart, by held values or sessions? */
export function isKeyed({ spec, session }: PathPlan): boolean {
  return spec.holdConstant.length > 0 || session !== undefined;
}

/** The last instant whose events can be part of a path. */
export function lastRelevant({ asOf, begins, windowMs }: PathPlan): Instant {
  return Math.min(asOf, begins.to - 1 + windowMs);
}

function selectorAt({ steps }: FunnelQuestion, place: number): EventSelector {
  const { names, filters } = must(steps[place], 'step');
  return { names, filters };
}
