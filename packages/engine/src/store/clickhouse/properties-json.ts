import type { Properties, PropertyValue, Scalar } from '../../model/property-value.ts';

/**
 * Properties as the JSON object that a JSON column takes. ClickHouse refuses a whole block for one integer outside of 64 bits,
 * and keeps those of 2^63 and more apart as UInt64; so a whole number that a float does not hold exactly is written
 * with an exponent, which makes it a float there as well.
 */
export function propertiesJson(properties: Properties): string {
  if (!hasHuge(properties)) return JSON.stringify(properties);
  const members = Object.entries(properties).map(
    ([name, value]) => `${JSON.stringify(name)}:${valueJson(value)}`,
  );
  return `{${members.join(',')}}`;
}

function hasHuge(properties: Properties): boolean {
  for (const name in properties) {
    const value = properties[name];
    if (typeof value === 'number' ? isHuge(value) : Array.isArray(value) && value.some(isHuge)) return true;
  }
  return false;
}

/** One value as JSON text, with the same care. */
export function valueJson(value: PropertyValue): string {
  if (isList(value)) return `[${value.map(scalarJson).join(',')}]`;
  return scalarJson(value);
}

function scalarJson(value: Scalar): string {
  return isHuge(value) ? value.toExponential() : JSON.stringify(value);
}

function isHuge(value: Scalar): value is number {
  return typeof value === 'number' && Number.isInteger(value) && !Number.isSafeInteger(value);
}

function isList(value: PropertyValue): value is readonly Scalar[] {
  return Array.isArray(value);
}
