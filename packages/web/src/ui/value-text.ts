export interface ValueWords {
  /** What stands there when there is no value: a dash, as in a cell. */
  readonly none?: string;
  /** How many letters at most, for charts and sentences: elsewhere what has no room is cut where it stands, and its whole is its title. */
  readonly most?: number;
}

/** No value among values: in a breakdown, a segment, a legend. */
export const NO_VALUE = 'no value';
/** In a legend or an axis. */
export const MOST_IN_CHART = 60;

/** A property's value as people read it: text as it is, lists by their elements, all else as JSON. */
export function valueText(value: unknown, { none = '–', most }: ValueWords = {}): string {
  const text = wordsOf(value, none);
  const letters = most === undefined ? [] : [...text];
  return most !== undefined && letters.length > most ? `${letters.slice(0, most).join('')}…` : text;
}

function wordsOf(value: unknown, none: string): string {
  if (value === null || value === undefined) return none;
  if (value === '') return '(empty text)';
  if (typeof value === 'string') return value;
  if (Array.isArray(value)) return value.map((each) => wordsOf(each, none)).join(', ');
  return JSON.stringify(value);
}
