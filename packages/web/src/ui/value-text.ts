import type { PropertyValue } from '@cusp/engine/model/property-value.ts';

const MOST = 60;

/** A property's value as a label: text as it is, all else as JSON; what is missing as "(not set)". Long ones are cut. */
export function valueText(value: PropertyValue | null | undefined): string {
  if (value === null || value === undefined) return '(not set)';
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  if (text === '') return '(empty)';
  return text.length > MOST ? `${text.slice(0, MOST)}…` : text;
}
