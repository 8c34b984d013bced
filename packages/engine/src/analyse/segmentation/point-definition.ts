import type { CohortDefinition, Condition } from '../../define/language/ast.ts';
import { checkCohort } from '../../define/language/check.ts';
import { type PlainWindow, plainSpan } from '../../define/language/window.ts';
import type { EventSelector } from '../../define/selector/event-selector.ts';
import type { PropertyFilter } from '../../define/selector/property-filter.ts';
import type { Instant } from '../../model/time.ts';
import type { CohortChoice } from '../scope/cohort-choice.ts';
import type { Interval, Line, ValueLabel } from './result.ts';
import type { EventsSpec, SeriesSpec } from './spec.ts';

/** What of a question about events over time decides who is behind its numbers. */
export type PointQuestion = Pick<EventsSpec, 'unit' | 'window' | 'breakdown' | 'cohort' | 'segments'> & {
  /** In order, A first. */
  readonly series: readonly SeriesSpec[];
};

/** The cohort of a point's units, or why there is none. */
export type PointDefinition =
  | { readonly definition: CohortDefinition }
  | { readonly definition: null; readonly why: string };

/**
 * The definition of the units behind a number of a line: who did its events in an interval, or in the whole window without one. As of the
 * answer's instant it selects exactly those whom uniques count there; of totals and averages, those who did what is counted. Null with the reason where
 * no condition says it.
 */
export function pointDefinition(
  question: PointQuestion,
  line: Line,
  interval: Pick<Interval, 'from' | 'to'> | undefined,
  asOf: Instant,
): PointDefinition {
  if (line.kind === 'formula')
    return none('a formula is calculated from several series: look at one of them');
  const series = question.series['ABCDEFGHIJ'.indexOf(line.series)];
  if (series === undefined) return none('the question has no such series any more');
  if ('property' in series.measure)
    return none(
      'the measure leaves out events whose property is not what it needs, which no condition tells apart',
    );
  const filters: PropertyFilter[] = [];
  for (const [i, label] of line.labels.entries()) {
    const by = question.breakdown[i];
    if (by === undefined) return none('the question has no such breakdown any more');
    if (by.scope === 'account')
      return none('a filter looks at properties of the event or of its user, not of an account');
    const filter = filterOf({ scope: by.scope, property: by.property }, label);
    if (filter === undefined)
      return none(
        'the values that are not listed may stand in a list beside one that is, and a filter looks at the whole list',
      );
    filters.push(filter);
  }
  const window = windowOf(question.window, interval, asOf);
  if (window === undefined) return none('the interval lies outside of the range');
  const { names, filters: own } = series.event;
  const conditions = [
    did({ names, filters: [...own, ...filters] }, window),
    ...(question.cohort === undefined ? [] : [membership(question.cohort)]),
    ...inSegment(question, line.segment),
  ].flatMap((each) => (each.kind === 'all' ? each.conditions : [each]));
  const [only] = conditions;
  const where: Condition = conditions.length === 1 && only !== undefined ? only : { kind: 'all', conditions };
  const checked = checkCohort({ unit: question.unit, where });
  return checked.ok
    ? { definition: checked.value }
    : none(checked.problems.map(({ message }) => message).join('; '));
}

function none(why: string): PointDefinition {
  return { definition: null, why };
}

function filterOf(
  on: Pick<PropertyFilter, 'scope' | 'property'>,
  label: ValueLabel,
): PropertyFilter | undefined {
  if (label.kind === 'value') return { ...on, op: 'is', values: [label.value] };
  return label.kind === 'none' ? { ...on, op: 'is-not-set' } : undefined;
}

/** Of an interval what lies in the window. One that is not over yet goes on to its end. */
function windowOf(
  window: PlainWindow,
  interval: Pick<Interval, 'from' | 'to'> | undefined,
  asOf: Instant,
): PlainWindow | undefined {
  if (interval === undefined) return window;
  const from = Math.max(0, interval.from, plainSpan(window, asOf).after + 1);
  const to = window.kind === 'between' ? Math.min(interval.to, window.to) : interval.to;
  return from < to ? { kind: 'between', from, to } : undefined;
}

function did(event: EventSelector, window: PlainWindow): Condition {
  return { kind: 'event-count', event, op: 'at-least', count: 1, window };
}

function membership(choice: CohortChoice): Condition {
  return typeof choice === 'string'
    ? { kind: 'in-cohort', cohort: choice }
    : (choice as CohortDefinition).where;
}

function inSegment({ segments = [] }: PointQuestion, name: string | null): Condition[] {
  const found = name === null ? undefined : segments.find((each) => each.name === name);
  if (found?.cohort !== undefined) return [membership(found.cohort)];
  if (found?.who !== 'everyone-else') return [];
  return segments.flatMap(({ cohort }): Condition[] =>
    cohort === undefined ? [] : [{ kind: 'not', condition: membership(cohort) }],
  );
}
