import type { CohortDefinition, Condition } from '../../define/language/ast.ts';
import { checkCohort } from '../../define/language/check.ts';
import type { EventSelector } from '../../define/selector/event-selector.ts';
import type { PropertyFilter } from '../../define/selector/property-filter.ts';
import type { Instant } from '../../model/time.ts';
import type { RangeLabel, ValueLabel } from '../segmentation/result.ts';
import type { FrequencyBar } from './result.ts';
import type { FrequencySpec } from './spec.ts';

/**
 * The definition that selects exactly the units of a bar, as of the same instant. A named cohort stays named, so that the bar follows it when it is
 * edited. `label` is the group's value; null of the whole.
 */
export function barDefinition(
  spec: FrequencySpec,
  { cohort, asOf, timeZone }: { cohort: CohortDefinition | undefined; asOf: Instant; timeZone: string },
  range: RangeLabel,
  label: ValueLabel | null,
): Pick<FrequencyBar, 'definition' | 'why'> {
  if (cohort && spec.membersAsOf !== undefined && spec.membersAsOf !== asOf)
    return none('the members are those of another instant than that of the events');
  const event = eventOf(spec, label);
  if (typeof event === 'string') return none(event);
  const conditions = [
    ...(cohort ? [typeof spec.cohort === 'string' ? inCohort(spec.cohort) : cohort.where] : []),
    ...howOften(spec, event, range, label !== null || cohort === undefined, timeZone),
  ].flatMap((each) => (each.kind === 'all' ? each.conditions : [each]));
  const [only] = conditions;
  const where: Condition = only !== undefined && conditions.length === 1 ? only : { kind: 'all', conditions };
  const checked = checkCohort({ unit: spec.unit, where });
  return checked.ok
    ? { definition: checked.value }
    : none(checked.problems.map(({ message }) => message).join('; '));
}

function none(why: string): Pick<FrequencyBar, 'definition' | 'why'> {
  return { definition: null, why };
}

function inCohort(cohort: string): Condition {
  return { kind: 'in-cohort', cohort };
}

/** The events of a group, or why no selector is of them. */
function eventOf({ event, breakdown }: FrequencySpec, label: ValueLabel | null): EventSelector | string {
  if (breakdown === undefined || label === null) return event;
  const { scope, property } = breakdown;
  if (scope === 'account') return 'no condition asks for the property of the account as of an event';
  if (label.kind === 'other') return 'what is not listed is no condition: an event may have several values';
  const filter: PropertyFilter =
    label.kind === 'none'
      ? { scope, property, op: 'is-not-set' }
      : { scope, property, op: 'is', values: [label.value] };
  return { ...event, filters: [...event.filters, filter] };
}

/** `needsEvent`: only who did the event takes part, which a sum alone does not say. */
function howOften(
  { measure, window }: FrequencySpec,
  event: EventSelector,
  { from, to }: RangeLabel,
  needsEvent: boolean,
  timeZone: string,
): Condition[] {
  const times = (op: 'at-least' | 'at-most', count: number): Condition =>
    measure.kind === 'active-days'
      ? { kind: 'active-days', event, op, days: count, timeZone, window }
      : { kind: 'event-count', event, op, count, window };
  if (measure.kind !== 'sum') {
    return [
      ...(from === null || from === 0 ? [] : [times('at-least', from)]),
      ...(to === null ? [] : [times('at-most', to - 1)]),
    ];
  }
  const { scope, property } = measure;
  const sum = (op: 'at-least' | 'less', value: number): Condition => ({
    kind: 'event-aggregate',
    aggregate: 'sum',
    event,
    scope,
    property,
    op,
    value,
    window,
  });
  return [
    ...(needsEvent ? [times('at-least', 1)] : []),
    ...(from === null ? [] : [sum('at-least', from)]),
    ...(to === null ? [] : [sum('less', to)]),
  ];
}
