import type { PropertyUpdate } from '../../model/property-update.ts';
import type { PropertyValue, Scalar } from '../../model/property-value.ts';
import { unreachable } from '../../util/assert.ts';
import { MAX_LIST_CHARACTERS } from './limits.ts';

/** What an update makes of a property. `keep`: nothing is written down. `null`: the property is removed. */
export type Applied =
  | { readonly kind: 'value'; readonly value: PropertyValue | null }
  | { readonly kind: 'keep' }
  | { readonly kind: 'refused'; readonly code: string; readonly message: string };

const KEEP: Applied = { kind: 'keep' };
const REMOVE: Applied = { kind: 'value', value: null };

/** An update that names its property: all but `clear`. */
export type NamedUpdate = Exclude<PropertyUpdate, { readonly op: 'clear' }>;

/**
 * Amplitude's identify operations on one property. A list operation on a single value takes it as a list of one; a list of
 * mixed types becomes one of strings; an empty list is a missing property; `add` counts from 0.
 */
export function applyUpdate(current: PropertyValue | undefined, update: NamedUpdate): Applied {
  switch (update.op) {
    case 'set':
      return set(update.value);
    case 'set-once':
      return current === undefined ? set(update.value) : KEEP;
    case 'unset':
      return REMOVE;
    case 'add':
      return add(current, update);
    case 'append':
      return list([...items(current), ...items(update.value)], update.property);
    case 'prepend':
      return list([...items(update.value), ...items(current)], update.property);
    case 'pre-insert':
    case 'post-insert': {
      const there = items(current);
      const fresh = [...new Set(without(items(update.value), there))];
      if (fresh.length === 0) return KEEP;
      return list(update.op === 'pre-insert' ? [...fresh, ...there] : [...there, ...fresh], update.property);
    }
    case 'remove': {
      const there = items(current);
      const left = without(there, items(update.value));
      if (left.length === there.length) return KEEP;
      return set(left);
    }
    default:
      return unreachable(update);
  }
}

/** Equal as stored: lists by their items in order. */
export function sameValue(a: PropertyValue | null | undefined, b: PropertyValue | null | undefined): boolean {
  if (a === b) return true;
  if (!Array.isArray(a) || !Array.isArray(b)) return false;
  return a.length === b.length && a.every((item, i) => item === b[i]);
}

function set(value: PropertyValue): Applied {
  return isList(value) && value.length === 0 ? REMOVE : { kind: 'value', value };
}

function add(current: PropertyValue | undefined, update: NamedUpdate & { op: 'add' }): Applied {
  if (current === undefined) return { kind: 'value', value: update.value };
  if (typeof current === 'number') return { kind: 'value', value: current + update.value };
  return {
    kind: 'refused',
    code: 'not-a-number',
    message: `"${update.property}" is ${JSON.stringify(current).slice(0, 80)}, so nothing can be added to it: set it to a number first`,
  };
}

function list(values: readonly Scalar[], property: string): Applied {
  const types = new Set(values.map((value) => typeof value));
  const same = types.size > 1 ? values.map(String) : values;
  const characters = same.reduce<number>((sum, value) => sum + String(value).length, 0);
  if (characters <= MAX_LIST_CHARACTERS) return set(same);
  return {
    kind: 'refused',
    code: 'list-too-long',
    message: `"${property}" would hold ${characters} characters, more than ${MAX_LIST_CHARACTERS}: it was left as it was`,
  };
}

function items(value: PropertyValue | undefined): readonly Scalar[] {
  if (value === undefined) return [];
  return isList(value) ? value : [value];
}

/** Items that are not among `excluded`. A number and its text are the same: a list of mixed types is one of strings. */
function without(values: readonly Scalar[], excluded: readonly Scalar[]): Scalar[] {
  const seen = new Set(excluded.map(String));
  return values.filter((value) => !seen.has(String(value)));
}

function isList(value: PropertyValue): value is readonly Scalar[] {
  return Array.isArray(value);
}
