import type { Properties, PropertyValue, Scalar } from '../../../model/property-value.ts';
import type { Operation } from '../operation.ts';
import { type Outcome, rejected } from '../outcome.ts';

/** What separates the values of a property with several: no value may hold it. */
const SEPARATOR = ';';

/**
 * Values as HubSpot takes them: all are strings. Numbers in decimal digits, `true` and `false` as words, lists as their values with
 * semicolons between them. An empty string, or list, clears the property over there.
 */
export function hubspotValues(attributes: Properties): Record<string, string> {
  return Object.fromEntries(
    Object.entries(attributes).map(([name, value]) => [
      name,
      isList(value) ? value.map(word).join(SEPARATOR) : word(value),
    ]),
  );
}

/** Why these values cannot go out: a semicolon within a value of a list would make two values of it. */
export function valueObjection({ attributes }: Operation): Outcome | undefined {
  for (const [name, value] of Object.entries(attributes)) {
    if (isList(value) && value.some((each) => word(each).includes(SEPARATOR))) {
      return rejected(
        'semicolon-in-list',
        `"${name}" is a list with a semicolon in a value, which HubSpot would take for two values: map another property`,
      );
    }
  }
  return undefined;
}

function isList(value: PropertyValue): value is readonly Scalar[] {
  return Array.isArray(value);
}

function word(value: Scalar): string {
  if (typeof value !== 'number') return String(value);
  // No exponent: 1e21 is a word to HubSpot, not a number.
  return Number.isInteger(value) ? BigInt(value).toString() : plainDecimal(value);
}

function plainDecimal(value: number): string {
  const text = String(value);
  return text.includes('e') ? value.toFixed(20).replace(/0+$/, '') : text;
}
