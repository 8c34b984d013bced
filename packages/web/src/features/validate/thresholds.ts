import type { ThresholdEffect, ValidationAnswer } from '@cusp/engine/analyse/validation/result.ts';
import type { CohortDefinition } from '@cusp/engine/define/language/ast.ts';

/** What a cohort with one number shifted would have been worth. */
export type Effect = Pick<ThresholdEffect, 'distinctMembers' | 'members' | 'recall' | 'ratio' | 'finding'>;

/** One number of the definition, and what is known of it at some of its values: among them as it is. */
export interface Threshold {
  /** Where it stands, such as `where.conditions.1.count`. */
  readonly path: string;
  readonly clause: string;
  readonly value: number;
  readonly known: ReadonlyMap<number, Effect>;
  /** Where a slider goes from and to, and in which steps. */
  readonly least: number;
  readonly most: number;
  readonly step: number;
}

/** At most so many places of a slider between which the answer says nothing. */
const MOST_STEPS = 60;

/** The numbers of a definition that the answer shifted, in its order. */
export function thresholdsOf({
  thresholds,
  backtest,
}: Pick<ValidationAnswer, 'thresholds' | 'backtest'>): readonly Threshold[] {
  const { pool, verdict } = backtest;
  const asItIs: Effect = { ...pool, finding: verdict.finding };
  const byPath = new Map<string, ThresholdEffect[]>();
  for (const effect of thresholds) byPath.set(effect.path, [...(byPath.get(effect.path) ?? []), effect]);
  return [...byPath].flatMap(([path, effects]) => {
    const [first] = effects;
    if (first === undefined) return [];
    const known = new Map<number, Effect>([[first.from, asItIs]]);
    for (const effect of effects) known.set(effect.to, effect);
    return [{ path, clause: first.clause, value: first.from, known, ...reach(path, [...known.keys()]) }];
  });
}

/** A slider reaches a half past what is known on both sides, in whole steps where the number counts. */
function reach(path: string, values: readonly number[]): Pick<Threshold, 'least' | 'most' | 'step'> {
  const [low, high] = [Math.min(...values), Math.max(...values)];
  if (path.endsWith('percent') || path.endsWith('percentile'))
    return {
      least: Math.max(1, low - 20),
      most: path.endsWith('percentile') ? Math.min(99, high + 20) : high + 20,
      step: 1,
    };
  if (values.every(Number.isInteger)) {
    const least = low <= 0 ? low : Math.max(1, Math.floor(low / 2));
    const most = Math.ceil(high * 1.5);
    const step = Math.max(1, Math.ceil((most - least) / MOST_STEPS));
    return { least, most, step: values.every((value) => (value - least) % step === 0) ? step : 1 };
  }
  const step = (high - low) / MOST_STEPS;
  return { least: low, most: high, step };
}

/** The definition with another number at a threshold's path. */
export function shiftedDefinition(definition: CohortDefinition, path: string, to: number): CohortDefinition {
  return withValue(definition, path.split('.'), to) as CohortDefinition;
}

/** The longest part of a threshold's path that ends at a clause. */
export function clausePath(definition: CohortDefinition, path: string): readonly string[] {
  const keys = path.split('.');
  for (let length = keys.length; length > 0; length -= 1) {
    const at = valueAt(definition, keys.slice(0, length));
    if (typeof at === 'object' && at !== null && 'kind' in at && !WINDOWS.has(keys[length - 1] ?? ''))
      return keys.slice(0, length);
  }
  return [];
}

/** What of a clause has a kind of its own. */
const WINDOWS = new Set(['window', 'together', 'comparison', 'reference']);

export function valueAt(value: unknown, path: readonly string[]): unknown {
  return path.reduce<unknown>(
    (at, key) => (typeof at === 'object' && at !== null ? Reflect.get(at, key) : undefined),
    value,
  );
}

function withValue(value: unknown, [key, ...rest]: readonly string[], to: number): unknown {
  if (key === undefined) return to;
  const inner = withValue(valueAt(value, [key]), rest, to);
  if (Array.isArray(value)) return value.with(Number(key), inner);
  return { ...(value as object), [key]: inner };
}
