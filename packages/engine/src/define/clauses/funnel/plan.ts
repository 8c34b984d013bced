import type { Instant } from '../../../model/time.ts';
import type { Unit } from '../../../store/clickhouse/timeline.ts';
import { unreachable } from '../../../util/assert.ts';
import { type Beginnings, type PathPlan, planPaths } from '../../funnel/path-plan.ts';
import { durationMs } from '../../language/duration.ts';
import { plainSpan } from '../../language/window.ts';
import type { FunnelClause } from './schema.ts';

/** What the readings of a clause read: the paths of its funnel, as far as they decide about its bar. */
export interface BarPlan extends PathPlan {
  readonly bar: PlacedBar;
  /** What the clause numbers the steps that are asked for: those that may not be left out, and those that may. */
  readonly numbers: { readonly required: readonly number[]; readonly optional: readonly number[] };
}

/** A bar by its place among the required steps, or among those that may be left out, each counted from 0. */
export interface PlacedBar {
  readonly side: 'reached' | 'dropped';
  readonly of: 'required' | 'optional';
  readonly place: number;
}

/** Steps that may be left out decide about nobody but in bars of their own: else nothing is asked of them. */
export function planBar(clause: FunnelClause, unit: Unit, asOf: Instant): BarPlan {
  const { steps, bar } = clause;
  const asked = steps[bar.step - 1];
  const isOptional = asked?.optional === true;
  const numbers = steps.flatMap(({ optional }, at) => (isOptional || !optional ? [at + 1] : []));
  const renumbered = (step: number | undefined): number | undefined =>
    step === undefined ? undefined : numbers.indexOf(step) + 1;
  const question = {
    ...clause,
    unit,
    steps: numbers.flatMap((number) => steps[number - 1] ?? []),
    exclusions: clause.exclusions.map(({ event, after, before }) => ({
      event,
      after: renumbered(after),
      before: renumbered(before),
    })),
  };
  const plan = planPaths(question, beginnings(clause, asOf), asOf);
  const before = steps.slice(0, bar.step - 1).filter(({ optional }) => (optional === true) === isOptional);
  return {
    ...plan,
    bar: { side: bar.side, of: isOptional ? 'optional' : 'required', place: before.length },
    numbers: {
      required: numbers.filter((number) => !steps[number - 1]?.optional),
      optional: numbers.filter((number) => steps[number - 1]?.optional),
    },
  };
}

/** A window says where paths begin. They may end after it, but not after the instant asked about. */
export function beginnings({ window, firstDay }: FunnelClause, asOf: Instant): Beginnings {
  const day = firstDay && { timeZone: firstDay.timeZone ?? 'UTC' };
  switch (window.kind) {
    case 'last':
    case 'since':
    case 'ever':
      return { from: Math.max(0, plainSpan(window, asOf).after + 1), to: asOf + 1, firstDay: day };
    case 'between':
      return { from: window.from, to: window.to, firstDay: day };
    case 'first':
      return { from: 0, to: asOf + 1, firstDay: day, firstMs: durationMs(window.duration) };
    default:
      return unreachable(window);
  }
}

/** What of a path decides about a bar: how many steps it has, and which of those that may be left out. */
export interface PathSteps {
  readonly events: readonly unknown[];
  readonly optional: readonly unknown[];
}

/** Is a path in the bar? */
export function isInBar({ events, optional }: PathSteps, { bar, optional: steps }: BarPlan): boolean {
  const { side, of, place } = bar;
  if (of === 'required') return side === 'reached' ? events.length > place : events.length === place;
  const isDone = optional[place] !== undefined;
  return side === 'reached' ? isDone : !isDone && events.length > (steps[place]?.after ?? 0);
}

/** The clause's number of the last step that a path has: of those that may be left out too, where the bar is of one. */
export function furthestStep({ events, optional }: PathSteps, { numbers }: BarPlan): number {
  const done = optional.map((event, i) => (event === undefined ? 0 : (numbers.optional[i] ?? 0)));
  return Math.max(numbers.required[events.length - 1] ?? 0, ...done);
}
