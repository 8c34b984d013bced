import type { PropertyValue } from '../../model/property-value.ts';
import { flattenInto } from './flatten-value.ts';
import type { ColumnType } from './mapping.ts';

const TRUE_WORDS: ReadonlySet<string> = new Set(['true', 't', 'yes', 'y', '1']);
const FALSE_WORDS: ReadonlySet<string> = new Set(['false', 'f', 'no', 'n', '0']);

/**
 * Puts a cell into `out` under `name` as the column's type. Null, undefined and, but for text, blank cells put nothing. Returns what is
 * wrong with the cell, as a sentence without its subject, or undefined. Without a type the value keeps its own.
 */
export function convertInto(
  out: Record<string, PropertyValue>,
  name: string,
  value: unknown,
  type: ColumnType | undefined,
): string | undefined {
  if (value === null || value === undefined) return undefined;
  switch (type) {
    case undefined:
      flattenInto(out, name, value);
      return undefined;
    case 'text':
      if (typeof value === 'string') out[name] = value;
      else
        out[name] =
          typeof value === 'object' && !(value instanceof Date) ? JSON.stringify(value) : asText(value);
      return undefined;
    case 'number':
      return numberInto(out, name, value);
    case 'boolean': {
      const word = String(value).trim().toLowerCase();
      if (TRUE_WORDS.has(word)) out[name] = true;
      else if (FALSE_WORDS.has(word)) out[name] = false;
      else if (word !== '') return 'is none of true, false, yes, no, 1, 0';
      return undefined;
    }
    case 'json':
      if (typeof value !== 'string') {
        flattenInto(out, name, value);
        return undefined;
      }
      if (value.trim() === '') return undefined;
      try {
        flattenInto(out, name, JSON.parse(value));
        return undefined;
      } catch {
        return 'is not JSON';
      }
  }
}

function numberInto(out: Record<string, PropertyValue>, name: string, value: unknown): string | undefined {
  if (typeof value === 'number') {
    if (Number.isFinite(value)) out[name] = value;
    return undefined;
  }
  const text = String(value).trim();
  if (text === '') return undefined;
  const number = Number(text);
  if (!Number.isFinite(number) || typeof value === 'object') {
    return /^-?\d{1,3}([.,]\d{3})*,\d+$/.test(text)
      ? 'is not a number: a decimal comma is not understood'
      : 'is not a number';
  }
  out[name] = number;
  return undefined;
}

/** Ids and other single values as text: 39 and 39.0 are `39`, a Date is ISO 8601. */
export function asText(value: unknown): string {
  if (typeof value === 'string') return value;
  if (value instanceof Date) return value.toISOString();
  return typeof value === 'object' && value !== null ? JSON.stringify(value) : String(value);
}

/** Missing, null, or blank text. */
export function isEmpty(value: unknown): boolean {
  return value === undefined || value === null || (typeof value === 'string' && value.trim() === '');
}
