import type { Properties, PropertyValue, Scalar } from '../../../model/property-value.ts';
import type { Operation } from '../operation.ts';
import { type Outcome, rejected } from '../outcome.ts';
import { type HubspotSettings, idProperty } from './settings.ts';

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

/**
 * Why these values cannot go out: another value of what contacts are found by would make somebody else of the contact, and a semicolon within
 * a value of a list would make two values of it.
 */
export function valueObjection({ attributes }: Operation, settings: HubspotSettings): Outcome | undefined {
  for (const [name, value] of Object.entries(attributes)) {
    if (name === idProperty(settings)) {
      return rejected(
        'reserved-field',
        `"${name}" is what contacts are found by and cannot be filled: map another field`,
      );
    }
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

/** All digits of a fraction: those that JavaScript writes as 1.5e-7 come after zeros. */
function plainDecimal(value: number): string {
  const [digits = '', exponent] = String(value).split('e-');
  if (exponent === undefined) return digits;
  const zeros = '0'.repeat(Number(exponent) - 1);
  return `${value < 0 ? '-' : ''}0.${zeros}${digits.replaceAll(/[-.]/g, '')}`;
}
