import type { PropertyValue, Scalar } from '../../model/property-value.ts';
import { unreachable } from '../../util/assert.ts';
import type { Comparison } from './property-filter.ts';

/** The meaning of a comparison; the SQL in compare-sql.ts must agree with it for every value. */
export function compare(value: PropertyValue | undefined, comparison: Comparison): boolean {
  const elements: readonly Scalar[] =
    value === undefined ? [] : Array.isArray(value) ? value : [value as Scalar];
  switch (comparison.op) {
    case 'is':
      return elements.some((element) => comparison.values.includes(element));
    case 'is-not':
      return !elements.some((element) => comparison.values.includes(element));
    case 'greater':
    case 'at-least':
    case 'less':
    case 'at-most':
      return elements.some((element) => ordered(element, comparison.op, comparison.value));
    case 'contains':
      return elements.some((element) => containsAny(element, comparison.values));
    case 'does-not-contain':
      return !elements.some((element) => containsAny(element, comparison.values));
    case 'starts-with':
      return elements.some(
        (element) =>
          typeof element === 'string' && comparison.values.some((v) => folded(element).startsWith(folded(v))),
      );
    case 'is-set':
      return elements.length > 0;
    case 'is-not-set':
      return elements.length === 0;
    default:
      return unreachable(comparison);
  }
}

type Order = 'greater' | 'at-least' | 'less' | 'at-most';

function ordered(element: Scalar, op: Order, against: string | number): boolean {
  if (typeof element !== typeof against || typeof element === 'boolean') return false;
  // Bytes of UTF-8 order like code points; JavaScript's own < orders UTF-16 units, which differ past U+FFFF.
  const order =
    typeof element === 'string'
      ? Buffer.compare(Buffer.from(element), Buffer.from(String(against)))
      : Math.sign(element - Number(against));
  if (op === 'greater') return order > 0;
  if (op === 'at-least') return order >= 0;
  if (op === 'less') return order < 0;
  return order <= 0;
}

function containsAny(element: Scalar, values: readonly string[]): boolean {
  return typeof element === 'string' && values.some((v) => folded(element).includes(folded(v)));
}

/** Lower case for A-Z alone: the same in every engine, in every language. */
function folded(text: string): string {
  return text.replace(/[A-Z]/g, (letter) => letter.toLowerCase());
}
