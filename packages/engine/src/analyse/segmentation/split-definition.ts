import type { ClauseNode, CohortDefinition, Condition } from '../../define/language/ast.ts';
import { checkCohort } from '../../define/language/check.ts';
import type { Scalar } from '../../model/property-value.ts';
import { unreachable } from '../../util/assert.ts';
import type { CohortChoice } from '../scope/cohort-choice.ts';
import type { RangeLabel, Segment, ValueLabel } from './result.ts';
import type { CohortSplitSpec, Split } from './spec.ts';

type Definable = Pick<Segment, 'definition' | 'why'>;

/**
 * The definition that selects exactly the members of a segment, as of the same instant: the cohort, and the segment's own condition. A
 * named cohort stays named, so that a segment follows it when it is edited. `listed` are the values that have segments; days are
 * those of `timeZone`.
 */
export function segmentDefinition(
  spec: CohortSplitSpec,
  cohort: CohortDefinition,
  label: ValueLabel | RangeLabel,
  listed: readonly Scalar[],
  timeZone: string,
): Definable {
  const conditions = [whoIn(spec.cohort, cohort), ...conditionsOf(spec.split, label, listed, timeZone)];
  const checked = checkCohort({
    unit: cohort.unit,
    where: { kind: 'all', conditions: conditions.flatMap(parts) },
  });
  if (checked.ok) return { definition: checked.value };
  return { definition: null, why: checked.problems.map(({ message }) => message).join('; ') };
}

function whoIn(choice: CohortChoice, cohort: CohortDefinition): Condition {
  return typeof choice === 'string' ? { kind: 'in-cohort', cohort: choice } : cohort.where;
}

function parts(condition: Condition): readonly Condition[] {
  return condition.kind === 'all' ? condition.conditions : [condition];
}

function conditionsOf(
  split: Split,
  label: ValueLabel | RangeLabel,
  listed: readonly Scalar[],
  timeZone: string,
): readonly Condition[] {
  switch (split.by) {
    case 'property':
    case 'size':
      return ownProperty(split, label, listed);
    case 'limit':
      return limitHit(split, label, listed);
    case 'frequency':
      return label.kind === 'range' ? timesDone(split, label, timeZone) : [];
    default:
      return unreachable(split);
  }
}

function ownProperty(
  split: Extract<Split, { by: 'property' | 'size' }>,
  label: ValueLabel | RangeLabel,
  listed: readonly Scalar[],
): readonly Condition[] {
  const has = (comparison: Extract<ClauseNode, { kind: 'property' }>['comparison']): ClauseNode => ({
    kind: 'property',
    property: split.property,
    comparison,
  });
  switch (label.kind) {
    case 'value':
      return [has({ op: 'is', values: [label.value] })];
    case 'other':
      return [has({ op: 'is-set' }), has({ op: 'is-not', values: [...listed] })];
    case 'range':
      return [
        ...(label.from === null ? [] : [has({ op: 'at-least', value: label.from })]),
        ...(label.to === null ? [] : [has({ op: 'less', value: label.to })]),
      ];
    case 'none': {
      if (split.by === 'property') return [has({ op: 'is-not-set' })];
      // Any number is under the first bound or not: having neither is having no number.
      const [first = 0] = split.buckets;
      return [has({ op: 'less', value: first }), has({ op: 'at-least', value: first })].map((condition) => ({
        kind: 'not',
        condition,
      }));
    }
    default:
      return unreachable(label);
  }
}

function limitHit(
  split: Extract<Split, { by: 'limit' }>,
  label: ValueLabel | RangeLabel,
  listed: readonly Scalar[],
): readonly Condition[] {
  type Filter = (typeof split.event.filters)[number];
  const on = { scope: 'event' as const, property: split.property };
  const did = (filter: Filter): ClauseNode => ({
    kind: 'event-count',
    event: { ...split.event, filters: [...split.event.filters, filter] },
    op: 'at-least',
    count: 1,
    window: split.window,
  });
  const any = did({ ...on, op: 'is-set' });
  if (label.kind === 'value') return [did({ ...on, op: 'is', values: [label.value] })];
  if (label.kind === 'none') return [{ kind: 'not', condition: any }];
  return [any, { kind: 'not', condition: did({ ...on, op: 'is', values: [...listed] }) }];
}

function timesDone(
  { event, window, measure }: Extract<Split, { by: 'frequency' }>,
  label: RangeLabel,
  timeZone: string,
): readonly Condition[] {
  const times = (op: 'at-least' | 'at-most', count: number): ClauseNode =>
    measure === 'active-days'
      ? { kind: 'active-days', event, op, days: count, timeZone, window }
      : { kind: 'event-count', event, op, count, window };
  return [
    ...(label.from === null || label.from === 0 ? [] : [times('at-least', label.from)]),
    ...(label.to === null ? [] : [times('at-most', label.to - 1)]),
  ];
}
