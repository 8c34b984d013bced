import { countText, numberText } from '../../../ui/format.ts';
import { valueText } from '../../../ui/value-text.ts';

const MOST = 200;

/** What a clause has seen, as people read it: a count, a value, a list of them. */
export function seenText(value: unknown): string {
  if (typeof value === 'number') return Number.isInteger(value) ? countText(value) : numberText(value);
  return valueText(value, { most: MOST });
}
