import { hasControlCharacters, wellFormed } from '../properties.ts';
import { isBlockedId, LONGEST_ID } from '../sender-id.ts';
import { asText } from './convert-value.ts';
import { excerpt } from './row-block.ts';
import type { RefusedRow } from './row-outcome.ts';

/** A cell as the text of an id or name; blank is undefined. Numbers are taken as their text. */
export function idOf(value: unknown): string | undefined {
  if (value === undefined || value === null) return undefined;
  const text = (typeof value === 'string' ? value : asText(value)).trim();
  return text === '' ? undefined : wellFormed(text);
}

/** Why a text cannot be a user's or device's id, or undefined. */
export function idProblem(column: string, id: string | undefined): RefusedRow | undefined {
  if (id === undefined) return undefined;
  if (isBlockedId(id)) {
    const hint = JSON.stringify({ column, equals: id });
    const message = `is ${JSON.stringify(id)}, which names nobody: leave such rows out with "skip": [${hint}]`;
    return refusedRow(column, 'blocked-id', message, id);
  }
  return nameProblem(column, id);
}

/** Why a text cannot be an event's or a group's name, or undefined. */
export function nameProblem(column: string, name: string): RefusedRow | undefined {
  if (name.length > LONGEST_ID) {
    return refusedRow(column, 'text-too-long', `is longer than ${LONGEST_ID} characters`, name);
  }
  if (!hasControlCharacters(name)) return undefined;
  return refusedRow(column, 'wrong-value', 'has a control character: use printable text', name);
}

export function refusedRow(field: string, code: string, message: string, seen: unknown): RefusedRow {
  return { outcome: 'refused', field, code, message, seen: excerpt(seen === undefined ? '' : asText(seen)) };
}
