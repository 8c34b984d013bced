import type { FunnelClause } from '../../define/clauses/funnel/schema.ts';
import { MAX_CHAIN_STEPS } from '../../define/clauses/sequence/schema.ts';
import { MAX_CONVERSION_WINDOW_MS } from '../../define/funnel/question.ts';
import type { CohortDefinition, Condition } from '../../define/language/ast.ts';
import { checkCohort } from '../../define/language/check.ts';
import type { Duration } from '../../define/language/duration.ts';
import type { PlainWindow } from '../../define/language/window.ts';
import type { EventSelector } from '../../define/selector/event-selector.ts';
import { DAY_MS } from '../../model/time.ts';
import type { Unit } from '../../store/clickhouse/timeline.ts';
import { must } from '../../util/assert.ts';
import { ProblemError, problemError } from '../../util/problem-error.ts';
import type { CohortChoice } from '../scope/cohort-choice.ts';
import type { FunnelSpec } from './spec.ts';

/**
 * A bar of a funnel, and which of its users: those with a path that counts and has the step; or with one that got to the step before and not to
 * this one, which it may still do. Of a step that may be left out: those who got to where it could be done and did not do it.
 */
export interface FunnelBar {
  /** The step's number, counted from 1. */
  readonly step: number;
  readonly side: 'converted' | 'dropped';
  /** Only those in the segment of this name. */
  readonly segment?: string | undefined;
}

/**
 * The cohort of a bar's users: at every instant exactly those whom the funnel, asked as of that instant, would have there. What is shown beside
 * the steps (a breakdown, times, periods) changes nothing in it, and neither does the spec's `asOf`. `timeZone`: the project's, in which
 * days begin. Throws a ProblemError (422) for a bar that is not there, and for `membersAsOf`, which a cohort cannot say.
 */
export function barCohort(spec: FunnelSpec, bar: FunnelBar, timeZone: string): CohortDefinition {
  const { step, side, segment } = bar;
  if (spec.membersAsOf !== undefined)
    throw problemError(
      422,
      'not-a-cohort',
      'a cohort asks for membership as of now: leave it out',
      'membersAsOf',
    );
  if (!spec.steps[step - 1])
    throw problemError(422, 'no-such-bar', `there are ${spec.steps.length} bars: name one of them`, 'bar');
  if (side === 'dropped' && step === 1)
    throw problemError(422, 'not-a-cohort', 'nobody drops before the first step: name a later bar', 'bar');
  const conditions: Condition[] = isPlain(spec, bar)
    ? plainConditions(spec, bar)
    : [funnelCondition(spec, bar, timeZone)];
  if (spec.newOnly) conditions.push({ kind: 'first-seen', window: rangeOf(spec) });
  if (spec.cohort !== undefined) conditions.push(membership(spec.cohort, spec.unit, 'cohort'));
  conditions.push(...inSegment(spec, segment));
  const [only, ...others] = conditions.flatMap((each) => (each.kind === 'all' ? each.conditions : [each]));
  const where: Condition =
    others.length === 0
      ? must(only, 'condition')
      : { kind: 'all', conditions: [must(only, 'condition'), ...others] };
  const checked = checkCohort({ unit: spec.unit, where });
  if (!checked.ok) throw new ProblemError(422, checked.problems);
  return checked.value;
}

/** Do a count and sequences say it exactly? They read better than a funnel. */
function isPlain(spec: FunnelSpec, { step }: FunnelBar): boolean {
  const { conversionWindow, order, count, exclusions, holdConstant, newOnly, last, steps } = spec;
  const required = steps.slice(0, step).filter(({ optional }) => !optional);
  return (
    order === 'this' &&
    count === 'units' &&
    exclusions.length === 0 &&
    holdConstant.length === 0 &&
    newOnly !== 'first-day' &&
    !('session' in conversionWindow && conversionWindow.session === 'pauses') &&
    // A sequence ends in its window; a path begins in the range, which may be over when it ends.
    (last !== undefined || step === 1) &&
    steps[step - 1]?.optional !== true &&
    required.length <= MAX_CHAIN_STEPS
  );
}

function plainConditions(spec: FunnelSpec, { step, side }: FunnelBar): Condition[] {
  const reached = spec.steps
    .slice(0, step)
    .flatMap(({ optional, names, filters }) => (optional ? [] : [{ names, filters }]));
  return side === 'converted'
    ? [chain(spec, reached)]
    : [chain(spec, reached.slice(0, -1)), { kind: 'not', condition: chain(spec, reached) }];
}

function chain(spec: FunnelSpec, steps: readonly EventSelector[]): Condition {
  const window = rangeOf(spec);
  const { conversionWindow } = spec;
  const session = 'session' in conversionWindow ? { together: { kind: 'session' as const } } : {};
  const [first, ...others] = steps;
  if (others.length === 0)
    return { kind: 'event-count', event: must(first, 'step'), op: 'at-least', count: 1, ...session, window };
  const within: Duration =
    'session' in conversionWindow
      ? { amount: MAX_CONVERSION_WINDOW_MS / DAY_MS, unit: 'day' }
      : conversionWindow;
  return { kind: 'sequence', steps: [...steps], within, ...session, window };
}

function funnelCondition(spec: FunnelSpec, { step, side }: FunnelBar, timeZone: string): FunnelClause {
  const { steps, order, conversionWindow, count, exclusions, holdConstant, newOnly } = spec;
  return {
    kind: 'funnel',
    steps: steps.map(({ optional, ...event }) => (optional ? { ...event, optional } : event)),
    bar: { step, side: side === 'converted' ? 'reached' : 'dropped' },
    order,
    conversionWindow,
    count,
    exclusions,
    holdConstant,
    ...(newOnly === 'first-day' && { firstDay: { timeZone } }),
    window: rangeOf(spec),
  };
}

function rangeOf({ last, from, to }: FunnelSpec): PlainWindow {
  if (last !== undefined) return { kind: 'last', duration: last };
  return {
    kind: 'between',
    from: must(from, 'start of the range'),
    to: must(to, 'end of the range'),
  };
}

function inSegment({ segments, unit }: FunnelSpec, name: string | undefined): Condition[] {
  if (name === undefined) return [];
  const found = segments?.find((each) => each.name === name);
  if (!segments || !found)
    throw problemError(
      422,
      'no-such-segment',
      `there is no segment ${JSON.stringify(name)} in the funnel`,
      'segment',
    );
  if (found.cohort !== undefined) return [membership(found.cohort, unit, 'segments')];
  if (found.who === 'everyone') return [];
  return segments.flatMap(({ cohort }): Condition[] =>
    cohort === undefined ? [] : [{ kind: 'not', condition: membership(cohort, unit, 'segments') }],
  );
}

function membership(choice: CohortChoice, unit: Unit, path: string): Condition {
  if (typeof choice === 'string') return { kind: 'in-cohort', cohort: choice };
  const checked = checkCohort(choice);
  if (!checked.ok) throw new ProblemError(422, checked.problems);
  if (checked.value.unit !== unit)
    throw problemError(
      422,
      'other-unit',
      `the cohort is of ${checked.value.unit}s and the funnel of ${unit}s`,
      path,
    );
  return checked.value.where;
}
