import { describe } from '../util/describe.ts';
import type { Problem } from '../util/result.ts';
import { hasControlCharacters, wellFormed } from './properties.ts';

/** Ids, event names and group names: longer ones are a mistake in the sender. */
export const LONGEST_ID = 1_024;

/**
 * What a broken sender puts where an id should be. Taken as an id, each would make one giant user out of many people.
 */
const BLOCKED = new Set([
  'anonymous',
  'null',
  'nil',
  'none',
  'undefined',
  'unknown',
  'na',
  'n/a',
  'nan',
  'true',
  'false',
  '0',
  '-1',
  '[]',
  '{}',
  '[object object]',
  '00000000-0000-0000-0000-000000000000',
  '00000000000000000000000000000000',
]);

export function isBlockedId(id: string): boolean {
  return id.length <= 36 && BLOCKED.has(id.toLowerCase());
}

/**
 * A text that names something: an id, an event, a group. Null, missing and '' are undefined. Anything else that is not a
 * printable text of at most LONGEST_ID characters is a problem at `path`.
 */
export function nameText(value: unknown, path: string, problems: Problem[]): string | undefined {
  if (value === undefined || value === null || value === '') return undefined;
  if (typeof value !== 'string') {
    problems.push({ code: 'wrong-type', message: `expected text, got ${describe(value)}`, path });
    return undefined;
  }
  if (value.length > LONGEST_ID) {
    const message = `is a text of ${value.length} characters: use at most ${LONGEST_ID}`;
    problems.push({ code: 'text-too-long', message, path });
    return undefined;
  }
  if (hasControlCharacters(value)) {
    problems.push({ code: 'wrong-value', message: 'has a control character: use printable text', path });
    return undefined;
  }
  return wellFormed(value);
}

/** A user's or device's id: nameText, and not one of the words that stand for having none. */
export function senderId(value: unknown, path: string, problems: Problem[]): string | undefined {
  const id = nameText(value, path, problems);
  if (id === undefined || !isBlockedId(id)) return id;
  const message = `is ${JSON.stringify(id)}, which is no one's id: leave it out when there is none`;
  problems.push({ code: 'blocked-id', message, path });
  return undefined;
}
