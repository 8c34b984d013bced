import type { ClauseNode, CohortDefinition, Condition } from '../../define/language/ast.ts';
import { checkCohort } from '../../define/language/check.ts';
import { printClause } from '../../define/language/print-clause.ts';

/** A definition with one number of it shifted. */
export interface ThresholdVariant {
  /** Where the number stands, such as `where.conditions.1.count`. */
  readonly path: string;
  /** Its clause as it is and as it becomes, in the language's words. */
  readonly clause: string;
  readonly shifted: string;
  readonly from: number;
  readonly to: number;
  readonly definition: CohortDefinition;
}

/** What a number in a clause is, and what it is worth shifting it to. */
interface Threshold {
  readonly field: readonly string[];
  readonly shifts: (value: number) => readonly number[];
}

/** How often: one less, one more, twice as much. */
const count = (value: number): readonly number[] => [value - 1, value + 1, 2 * value];
/** How long, or a measured number: half and twice. */
const size = (value: number): readonly number[] => [value / 2, 2 * value];
const wholeSize = (value: number): readonly number[] => [Math.round(value / 2), 2 * value];
const percent = (value: number): readonly number[] => [value - 10, value + 10];

const LENGTHS: readonly Threshold[] = [
  { field: ['window', 'duration', 'amount'], shifts: wholeSize },
  { field: ['within', 'amount'], shifts: wholeSize },
  { field: ['period', 'amount'], shifts: wholeSize },
];
const BY_KIND: Partial<Readonly<Record<ClauseNode['kind'], readonly Threshold[]>>> = {
  'event-count': [{ field: ['count'], shifts: count }],
  'active-days': [{ field: ['days'], shifts: count }],
  'nth-time': [{ field: ['n'], shifts: count }],
  'event-aggregate': [{ field: ['value'], shifts: size }],
  'limit-share': [{ field: ['percent'], shifts: percent }],
  'typical-count': [{ field: ['percentile'], shifts: percent }],
  trend: [{ field: ['factor'], shifts: size }],
  property: [{ field: ['comparison', 'value'], shifts: size }],
  'property-ever': [{ field: ['comparison', 'value'], shifts: size }],
};

/**
 * The definition with each of its numbers shifted in turn: counts, lengths of time, shares and measured values. Only what is still
 * a definition, each once, in the order in which the numbers stand.
 */
export function thresholdVariants(definition: CohortDefinition): readonly ThresholdVariant[] {
  const variants: ThresholdVariant[] = [];
  const known = new Set([JSON.stringify(definition)]);
  walk(definition.where, ['where']);
  return variants;

  function walk(condition: Condition, path: readonly string[]): void {
    if (condition.kind === 'not') walk(condition.condition, [...path, 'condition']);
    else if (condition.kind === 'all' || condition.kind === 'any')
      for (const [i, part] of condition.conditions.entries()) walk(part, [...path, 'conditions', String(i)]);
    else shiftAll(condition, path);
  }

  function shiftAll(clause: ClauseNode, path: readonly string[]): void {
    for (const { field, shifts } of [...(BY_KIND[clause.kind] ?? []), ...LENGTHS]) {
      const from = valueAt(clause, field);
      if (typeof from !== 'number') continue;
      for (const to of shifts(from)) {
        const shifted = withValue(clause, field, to);
        const checked = checkCohort(withValue(definition, path, shifted));
        if (!checked.ok || known.has(JSON.stringify(checked.value))) continue;
        known.add(JSON.stringify(checked.value));
        variants.push({
          path: [...path, ...field].join('.'),
          clause: printClause(clause),
          shifted: printClause(valueAt(checked.value, path) as ClauseNode),
          ...{ from, to },
          definition: checked.value,
        });
      }
    }
  }
}

function valueAt(value: unknown, path: readonly string[]): unknown {
  return path.reduce<unknown>(
    (at, key) => (typeof at === 'object' && at !== null ? Reflect.get(at, key) : undefined),
    value,
  );
}

/** A copy with another value in one place. */
function withValue(value: unknown, [key, ...rest]: readonly string[], to: unknown): unknown {
  if (key === undefined) return to;
  const inner = withValue(valueAt(value, [key]), rest, to);
  if (Array.isArray(value)) return value.with(Number(key), inner);
  return { ...(value as object), [key]: inner };
}
