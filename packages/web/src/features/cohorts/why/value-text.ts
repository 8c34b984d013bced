import { numberText } from '../../../ui/format.ts';

const LONGEST = 200;

/** What a clause has seen, as people read it: a count, a value, a list of them. */
export function valueText(value: unknown): string {
  if (typeof value === 'number')
    return Number.isInteger(value) ? value.toLocaleString('en-US') : numberText(value);
  if (typeof value === 'string') return cut(JSON.stringify(value));
  if (Array.isArray(value)) return cut(value.map(valueText).join(', '));
  return cut(JSON.stringify(value) ?? '–');
}

function cut(text: string): string {
  return text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text;
}
