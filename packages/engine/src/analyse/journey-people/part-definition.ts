import type { CohortDefinition } from '../../define/language/ast.ts';
import { type Duration, durationMs } from '../../define/language/duration.ts';
import { LATEST_INSTANT, plainSpan } from '../../define/language/window.ts';
import type { EventSelector } from '../../define/selector/event-selector.ts';
import type { Instant } from '../../model/time.ts';
import { ProblemError } from '../../util/problem-error.ts';
import { barCohort, type FunnelBar } from '../funnel/bar-cohort.ts';
import { type FunnelSpec, funnelSpec } from '../funnel/spec.ts';
import { followUpBuckets } from '../journeys/follow-up-buckets.ts';
import type { JourneyNode } from '../journeys/result.ts';
import type { JourneySpec } from '../journeys/spec.ts';
import { LanguageLacks } from '../scope/language-lacks.ts';
import type { JourneyPeopleAnswer } from './result.ts';
import type { JourneyPeoplePart, JourneyPeopleSpec } from './spec.ts';

/**
 * The definition of a part's units: as of `asOf` it selects exactly them, and later it keeps to the same question. Null with the reason where
 * the language cannot say it: no condition asks what came next to an event, only what came within a time.
 */
export function partDefinition(
  { journey, part, segment }: JourneyPeopleSpec,
  asOf: Instant,
  timeZone: string,
): Pick<JourneyPeopleAnswer, 'definition' | 'why'> {
  try {
    return { definition: bar(journey, part, segment, asOf, timeZone) };
  } catch (error) {
    if (error instanceof LanguageLacks) return { definition: null, why: error.message };
    if (error instanceof ProblemError) return { definition: null, why: error.message };
    throw error;
  }
}

/** The parts that a count or a funnel from the anchor says. */
function bar(
  spec: JourneySpec,
  part: JourneyPeoplePart,
  segment: string | undefined,
  asOf: Instant,
  timeZone: string,
): CohortDefinition {
  const did = (anchor: EventSelector): CohortDefinition => {
    const { names, filters } = anchor;
    return barCohort(
      funnelOf(spec, rangeOf(spec), [{ names, filters }]),
      { step: 1, ...side(segment) },
      timeZone,
    );
  };
  const followedBy = (event: EventSelector, within: Duration, range = rangeOf(spec)): CohortDefinition => {
    mustLookAtEvery(spec);
    const asked = funnelOf(spec, range, [spec.anchor, event], within);
    return barCohort(asked, { step: 2, ...side(segment) }, timeZone);
  };
  const followedInTime = (
    event: EventSelector,
    within: Duration,
    bucket: number | undefined,
  ): CohortDefinition => {
    if (bucket !== undefined && bucket > 0) throw atMost();
    const soonest = followUpBuckets(durationMs(within))[0] ?? durationMs(within);
    const asked: Duration = bucket === 0 ? { amount: soonest, unit: 'millisecond' } : within;
    return followedBy(event, asked, passed(spec, within, asOf));
  };
  switch (part.kind) {
    case 'anchors':
      return did(spec.anchor);
    case 'stop':
      if (part.step !== 0) throw nextTo();
      return did(anchorAt(spec, part.node));
    case 'passage':
      if (part.end !== 'reached' || spec.to === undefined) throw notYet();
      if (spec.withinSession)
        throw new LanguageLacks('the way ends with the session, and sessions of a journey are its own');
      if (spec.to.steps !== undefined) throw nextTo();
      return followedBy(spec.to.event, spec.to.within);
    case 'outcome': {
      if (part.outcome !== 'returned') throw notYet();
      const { within } = spec.returnTo;
      return followedBy(returnEvent(spec), durationMs(within) < durationMs(spec.after) ? within : spec.after);
    }
    case 'returned':
      return followedInTime(returnEvent(spec), spec.returnTo.within, part.bucket);
    case 'converted':
      if (spec.goal === undefined) throw notYet();
      return followedInTime(spec.goal.event, spec.goal.within, part.bucket);
    default:
      throw nextTo();
  }
}

function side(segment: string | undefined): Pick<FunnelBar, 'side' | 'segment'> {
  return { side: 'converted', segment };
}

type RangeFields = Pick<FunnelSpec, 'from' | 'to' | 'last'>;

function rangeOf({ window }: JourneySpec): RangeFields {
  switch (window.kind) {
    case 'last':
      return { last: window.duration };
    case 'between':
      return { from: window.from, to: window.to };
    case 'since':
      return { from: window.from, to: LATEST_INSTANT };
    case 'ever':
      return { from: 0, to: LATEST_INSTANT };
  }
}

/** Of the range what lies so far back that the time after it has passed. */
function passed({ window }: JourneySpec, within: Duration, asOf: Instant): RangeFields {
  const { after, until } = plainSpan(window, asOf);
  const from = Math.max(0, after + 1);
  const to = Math.min(until, asOf - durationMs(within)) + 1;
  if (from >= to) throw new LanguageLacks('the time has passed for nobody yet');
  return { from, to };
}

function funnelOf(
  { unit, cohort, segments }: JourneySpec,
  range: RangeFields,
  [first, second = first]: readonly [EventSelector, EventSelector?],
  conversionWindow?: Duration,
): FunnelSpec {
  return funnelSpec.parse({
    kind: 'funnel',
    unit,
    steps: [first, second],
    ...range,
    ...(conversionWindow && { conversionWindow }),
    cohort,
    segments,
  });
}

function mustLookAtEvery({ occurrence }: JourneySpec): void {
  if (occurrence === 'first')
    throw new LanguageLacks('only the first anchor of each is looked at, and a path may begin with any');
}

function returnEvent({ anchor, returnTo }: JourneySpec): EventSelector {
  if (returnTo.sameProperty !== undefined)
    throw new LanguageLacks(
      'no condition asks for the same value again as a whole: a list would be compared by its elements',
    );
  return returnTo.event ?? anchor;
}

/** The events that stand as a node in the place of the anchor. */
function anchorAt(spec: JourneySpec, node: JourneyNode): EventSelector {
  const { anchor, groups, occurrence } = spec;
  if (node.kind !== 'event' || anchor.names.length === 0) throw nextTo();
  const lookOf = (name: string): string => groups.find(({ events }) => events.includes(name))?.name ?? name;
  const names = anchor.names.filter((name) => lookOf(name) === node.name);
  const isWhole = names.length === anchor.names.length && node.value === undefined;
  if (isWhole) return anchor;
  if (occurrence === 'first')
    throw new LanguageLacks('only the first anchor of each is looked at, and no condition asks which it was');
  if (names.length === 0) throw nextTo();
  if (node.value === undefined) return { names, filters: anchor.filters };
  throw new LanguageLacks('a filter holds for a list with the value in it too, which is another stop here');
}

const nextTo = () =>
  new LanguageLacks(
    'conditions ask for what was done within a time, not for what came right before or after it',
  );
const notYet = () =>
  new LanguageLacks('no condition asks what did not follow one of several events, or has not yet');
const atMost = () =>
  new LanguageLacks('a path may take at most so long, and no condition asks for at least so long');
