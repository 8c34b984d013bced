/** A property's value as people read it; lists and objects as JSON. */
export function propertyText(value: unknown): string {
  if (value === undefined) return '–';
  return typeof value === 'string' ? value : JSON.stringify(value);
}
