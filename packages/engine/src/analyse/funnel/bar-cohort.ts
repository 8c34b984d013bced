import type { CohortDefinition, Condition } from '../../define/language/ast.ts';
import { checkCohort } from '../../define/language/check.ts';
import type { Duration } from '../../define/language/duration.ts';
import type { EventSelector } from '../../define/selector/event-selector.ts';
import { DAY_MS } from '../../model/time.ts';
import type { Unit } from '../../store/clickhouse/timeline.ts';
import { must } from '../../util/assert.ts';
import { ProblemError, problemError } from '../../util/problem-error.ts';
import type { CohortChoice } from '../scope/cohort-choice.ts';
import { type FunnelSpec, MAX_CONVERSION_WINDOW_MS } from './spec.ts';

/** A bar of a funnel, and which of its users: those who reached the step, or those who reached the one before and not this one. */
export interface FunnelBar {
  /** The step's number, counted from 1. */
  readonly step: number;
  readonly side: 'converted' | 'dropped';
  /** Only those in the segment of this name. */
  readonly segment?: string | undefined;
}

/** A chain of a cohort has no more steps. */
const MAX_CHAIN = 20;

/**
 * The cohort of a bar's users: at every instant exactly those whom the funnel, asked as of that instant, would have there. What is shown beside
 * the steps (a breakdown, times, periods) changes nothing in it, and neither does the spec's `asOf`. Throws a ProblemError (422) naming the option that
 * the cohort language cannot say.
 */
export function barCohort(spec: FunnelSpec, bar: FunnelBar): CohortDefinition {
  const { step, side, segment } = bar;
  for (const { path, message } of obstacles(spec)) throw problemError(422, 'not-a-cohort', message, path);
  const place = step - 1;
  const asked = spec.steps[place];
  if (!asked)
    throw problemError(422, 'no-such-bar', `there are ${spec.steps.length} bars: name one of them`, 'bar');
  if (asked.optional)
    throw problemError(422, 'not-a-cohort', `step ${step} may be left out: name a step that may not`, 'bar');
  if (side === 'dropped' && place === 0)
    throw problemError(422, 'not-a-cohort', 'nobody drops before the first step: name a later bar', 'bar');
  const required = spec.steps.flatMap(({ optional, names, filters }, at) =>
    optional ? [] : [{ event: { names, filters }, at }],
  );
  const upTo = (last: number) => required.filter(({ at }) => at <= last).map(({ event }) => event);
  const reached = upTo(place);
  if (reached.length > MAX_CHAIN)
    throw problemError(
      422,
      'not-a-cohort',
      `a cohort follows at most ${MAX_CHAIN} steps: name an earlier bar`,
      'bar',
    );
  const conditions: Condition[] =
    side === 'converted'
      ? [chain(spec, reached)]
      : [chain(spec, reached.slice(0, -1)), { kind: 'not', condition: chain(spec, reached) }];
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

/** What of a spec a cohort cannot say, the first that stands in the way first. */
function obstacles(spec: FunnelSpec): { readonly path: string; readonly message: string }[] {
  const stands = (is: boolean, path: string, message: string) => (is ? [{ path, message }] : []);
  const { conversionWindow } = spec;
  return [
    ...stands(
      spec.last === undefined,
      'last',
      'a range between two instants does not move with the clock: say "last" in place of "from" and "to"',
    ),
    ...stands(
      spec.order !== 'this',
      'order',
      `a cohort follows steps in this order only, not in "${spec.order}": ask with "this"`,
    ),
    ...stands(
      spec.exclusions.length > 0,
      'exclusions',
      'a cohort cannot say that nothing lies between two steps: leave exclusions out',
    ),
    ...stands(
      spec.holdConstant.length > 0,
      'holdConstant',
      'a cohort cannot hold a property constant from step to step: leave it out',
    ),
    ...stands(spec.count !== 'units', 'count', `a cohort has each ${spec.unit} once: count "units"`),
    ...stands(
      spec.newOnly === 'first-day',
      'newOnly',
      'a cohort cannot ask for the day somebody was first seen: ask with "in-range"',
    ),
    ...stands(
      'session' in conversionWindow && conversionWindow.session === 'pauses',
      'conversionWindow',
      'a cohort knows only the sessions that were sent: ask with "sent", or a length of time',
    ),
    ...stands(
      spec.membersAsOf !== undefined,
      'membersAsOf',
      'a cohort asks for membership as of now: leave it out',
    ),
  ];
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

function rangeOf({ last }: FunnelSpec) {
  return { kind: 'last' as const, duration: must(last, 'length of the range') };
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
