import type { PropertyUpdate } from '../model/property-update.ts';
import { describe } from '../util/describe.ts';
import type { Problem } from '../util/result.ts';
import { flattenInto, isObject, newFlattening } from './properties.ts';
import { nameText } from './sender-id.ts';

/** Plain properties as updates: each is set, and one that is null is removed. */
export function setUpdates(value: unknown, path: string, problems: Problem[]): readonly PropertyUpdate[] {
  const flat = newFlattening(problems);
  flattenInto(flat, value, path);
  const updates: PropertyUpdate[] = [];
  for (const property of Object.keys(flat.properties)) {
    const kept = flat.properties[property];
    if (kept !== undefined) updates.push({ op: 'set', property, value: kept });
  }
  for (const property of flat.nulls) updates.push({ op: 'unset', property });
  return updates;
}

const VALUE_OPERATORS: ReadonlyMap<string, Extract<PropertyUpdate, { value: unknown }>['op']> = new Map([
  ['$set', 'set'],
  ['$setOnce', 'set-once'],
  ['$add', 'add'],
  ['$append', 'append'],
  ['$prepend', 'prepend'],
  ['$preInsert', 'pre-insert'],
  ['$postInsert', 'post-insert'],
  ['$remove', 'remove'],
]);
const UNSET = '$unset';
const CLEAR = '$clearAll';

function isOperator(key: string): boolean {
  return VALUE_OPERATORS.has(key) || key === UNSET || key === CLEAR;
}

/**
 * Properties as Amplitude sends them: a plain object, or one of operators such as `{ $set: { plan: 'free' }, $add: { logins: 1 } }`,
 * never both. Updates come in the order of the operators.
 */
export function propertyUpdates(
  value: unknown,
  path: string,
  problems: Problem[],
): readonly PropertyUpdate[] {
  if (value === undefined || value === null) return [];
  const keys = isObject(value) ? Object.keys(value) : [];
  if (!isObject(value) || !keys.some(isOperator)) return setUpdates(value, path, problems);
  const plain = keys.find((key) => !isOperator(key));
  if (plain !== undefined) {
    problems.push({
      code: 'mixed-operators',
      message: `is a plain property beside operators such as ${keys.find(isOperator)}: put it into $set`,
      path: `${path}.${plain.slice(0, 200)}`,
    });
    return [];
  }
  return keys.flatMap((key) => operatorUpdates(key, value[key], `${path}.${key}`, problems));
}

function operatorUpdates(
  operator: string,
  argument: unknown,
  path: string,
  problems: Problem[],
): readonly PropertyUpdate[] {
  if (operator === CLEAR) return [{ op: 'clear' }];
  if (operator === UNSET) return unsetUpdates(argument, path, problems);
  if (operator === '$set') return setUpdates(argument, path, problems);
  const op = VALUE_OPERATORS.get(operator);
  if (op === undefined) return [];
  const flat = newFlattening(problems);
  flattenInto(flat, argument, path);
  const updates: PropertyUpdate[] = [];
  for (const property of Object.keys(flat.properties)) {
    const value = flat.properties[property];
    if (value === undefined) continue;
    if (op !== 'add') updates.push({ op, property, value });
    else if (typeof value === 'number') updates.push({ op, property, value });
    else {
      const message = `expected a number to add, got ${describe(value)}`;
      problems.push({ code: 'wrong-type', message, path: `${path}.${property}` });
    }
  }
  return updates;
}

/** `{ name: anything }` or a list of names. */
function unsetUpdates(argument: unknown, path: string, problems: Problem[]): readonly PropertyUpdate[] {
  const names = Array.isArray(argument) ? argument : isObject(argument) ? Object.keys(argument) : undefined;
  if (names) {
    const properties = names.map((name) => nameText(name, path, problems));
    return properties.flatMap((property) => (property === undefined ? [] : [{ op: 'unset', property }]));
  }
  const message = `expected an object whose keys are the properties to remove, got ${describe(argument)}`;
  problems.push({ code: 'wrong-type', message, path });
  return [];
}
