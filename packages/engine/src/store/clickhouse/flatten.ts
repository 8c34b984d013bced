import type { Properties, PropertyValue } from '../../model/property-value.ts';

/** A JSON column's value as flat properties: the engine gives `a.b` back as `b` inside `a`, and what is missing as null. */
export function flattened(value: unknown): Properties {
  const flat: Record<string, PropertyValue> = Object.create(null);
  const walk = (part: unknown, path: string): void => {
    if (part === null || part === undefined) return;
    if (typeof part === 'object' && !Array.isArray(part)) {
      for (const [key, inner] of Object.entries(part)) walk(inner, path === '' ? key : `${path}.${key}`);
    } else flat[path] = part as PropertyValue;
  };
  walk(value, '');
  return flat;
}
