import { type Flattening, flattenInto, isObject, keep } from '../properties.ts';
import type { ColumnType } from './mapping.ts';

const TRUE_WORDS: ReadonlySet<string> = new Set(['true', 't', 'yes', 'y', '1']);
const FALSE_WORDS: ReadonlySet<string> = new Set(['false', 'f', 'no', 'n', '0']);

/**
 * Puts a cell into a property bag under `name` as the column's type; what cannot be kept is a problem there. Null, undefined
 * and, but for text, blank cells put nothing. Without a type the value keeps its own; a Date is ISO 8601 text.
 */
export function convertInto(
  into: Flattening,
  name: string,
  value: unknown,
  type: ColumnType | undefined,
): void {
  if (value === null || value === undefined) return;
  switch (type) {
    case undefined:
      keepAny(into, name, value);
      return;
    case 'text':
      keep(into, name, asText(value), '');
      return;
    case 'number':
      keepNumber(into, name, value);
      return;
    case 'boolean':
      keepBoolean(into, name, value);
      return;
    case 'json':
      keepJson(into, name, value);
      return;
  }
}

function keepAny(into: Flattening, name: string, value: unknown): void {
  if (value instanceof Date) keep(into, name, asText(value), '');
  else if (isObject(value)) flattenInto(into, value, '', `${name}.`);
  // Not a number is how Parquet and CSV writers say that there is none.
  else if (!(typeof value === 'number' && Number.isNaN(value))) keep(into, name, value, '');
}

function keepNumber(into: Flattening, name: string, value: unknown): void {
  if (typeof value === 'number') {
    keepAny(into, name, value);
    return;
  }
  const text = String(value).trim();
  if (text === '') return;
  const number = Number(text);
  if (!Number.isNaN(number) && typeof value !== 'object') {
    keep(into, name, number, '');
    return;
  }
  const comma = /^-?\d{1,3}([. ]?\d{3})*,\d+$/.test(text) ? ': a decimal comma is not understood' : '';
  into.problems.push({ code: 'not-number', path: name, message: `is not a number${comma}` });
}

function keepBoolean(into: Flattening, name: string, value: unknown): void {
  const word = String(value).trim().toLowerCase();
  if (word === '') return;
  if (TRUE_WORDS.has(word)) keep(into, name, true, '');
  else if (FALSE_WORDS.has(word)) keep(into, name, false, '');
  else
    into.problems.push({ code: 'not-boolean', path: name, message: 'is none of true, false, yes, no, 1, 0' });
}

function keepJson(into: Flattening, name: string, value: unknown): void {
  if (typeof value !== 'string') {
    keepAny(into, name, value);
    return;
  }
  if (value.trim() === '') return;
  let parsed: unknown;
  try {
    parsed = JSON.parse(value);
  } catch {
    into.problems.push({ code: 'not-json', path: name, message: 'is not JSON' });
    return;
  }
  keepAny(into, name, parsed);
}

/** Ids and other single values as text: 39 and 39.0 are `39`, a Date is ISO 8601. */
export function asText(value: unknown): string {
  if (typeof value === 'string') return value;
  if (value instanceof Date) return Number.isNaN(value.getTime()) ? '' : value.toISOString();
  return typeof value === 'object' && value !== null ? JSON.stringify(value) : String(value);
}

/** Missing, null, or blank text. */
export function isEmpty(value: unknown): boolean {
  return value === undefined || value === null || (typeof value === 'string' && value.trim() === '');
}
