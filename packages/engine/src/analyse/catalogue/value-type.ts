/** What a property holds. A list is told as a list, whatever it holds. */
export type ValueType = 'string' | 'number' | 'boolean' | 'list';

export const VALUE_TYPES = ['string', 'number', 'boolean', 'list'] as const;

/** Out of the engine's name of a type, or the first character of a value as JSON. */
export function typeOfPath(type: string): ValueType {
  if (type.startsWith('Array') || type === '[') return 'list';
  if (type === 'String' || type === '"') return 'string';
  if (type === 'Bool' || type === 't' || type === 'f') return 'boolean';
  return 'number';
}
