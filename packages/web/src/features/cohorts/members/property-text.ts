import type { PropertyValue } from '@cusp/engine/model/property-value.ts';

const LONGEST = 160;

/** A property's value in a cell; a dash for none. */
export function propertyText(value: PropertyValue | undefined): string {
  if (value === undefined) return '–';
  const text = Array.isArray(value) ? value.join(', ') : String(value);
  return text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text;
}
