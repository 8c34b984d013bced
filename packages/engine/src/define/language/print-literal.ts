import type { Scalar } from '../../model/property-value.ts';
import { isReserved } from './reserved-words.ts';

const BARE_NAME = /^[A-Za-z_$][A-Za-z0-9_$]*(?:\.[A-Za-z0-9_$]+)*$/;
const BARE_REST = /^[A-Za-z0-9_$]+(?:\.[A-Za-z0-9_$]+)*$/;
const USER_SCOPE = /^user\./i;

/** Characters that a reader cannot see, or that turn the direction of text: written as escapes, so that nothing hides. */
const INVISIBLE = /[\u007f-\u009f\u00ad\u200b\u200e\u200f\u2028-\u202e\u2060-\u2069\ufeff]/g;

/** Text in double quotes, with the escapes of JSON. */
export function printText(text: string): string {
  return JSON.stringify(text).replace(
    INVISIBLE,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}

/** The name of an event: bare where it can be. */
export function printName(name: string): string {
  return BARE_NAME.test(name) && !isReserved(name) ? name : printText(name);
}

/** The name of a property. One that itself begins with `user.` is quoted, because bare it would mean the user's property. */
export function printProperty(property: string): string {
  return USER_SCOPE.test(property) ? printText(property) : printName(property);
}

/** A user's property, where an event is filtered by it. */
export function printUserProperty(property: string): string {
  return `user.${BARE_REST.test(property) ? property : printText(property)}`;
}

export function printScalar(value: Scalar): string {
  return typeof value === 'string' ? printText(value) : String(value);
}

/** `(a, b, c)` of values. */
export function printScalars(values: readonly Scalar[]): string {
  return `(${values.map(printScalar).join(', ')})`;
}
