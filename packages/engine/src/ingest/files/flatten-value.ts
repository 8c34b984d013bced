import type { Properties, PropertyValue, Scalar } from '../../model/property-value.ts';

/** Deeper nesting is kept as JSON text. */
const MAX_DEPTH = 40;

/**
 * Properties as Cusp keeps them, out of any JSON object: nested objects become dotted names (`{ a: { b: 1 } }` is
 * `{ 'a.b': 1 }`), null and undefined are left out, a list of mixed types becomes a list of texts, and an object inside
 * a list its JSON text. Numbers that are not finite are left out. The result has no prototype.
 */
export function flattenProperties(source: Readonly<Record<string, unknown>>): Properties {
  const out: Record<string, PropertyValue> = Object.create(null);
  for (const name of Object.keys(source)) flattenInto(out, name, source[name]);
  return out;
}

/** Puts one value under `name` into `out`, which has no prototype; the rules are those of flattenProperties. */
export function flattenInto(
  out: Record<string, PropertyValue>,
  name: string,
  value: unknown,
  depth = 1,
): void {
  switch (typeof value) {
    case 'string':
    case 'boolean':
      out[name] = value;
      return;
    case 'number':
      if (Number.isFinite(value)) out[name] = value;
      return;
    case 'bigint':
      out[name] = Number.isSafeInteger(Number(value)) ? Number(value) : value.toString();
      return;
    case 'object':
      break;
    default:
      return;
  }
  if (value === null) return;
  if (Array.isArray(value)) {
    out[name] = list(value);
    return;
  }
  if (value instanceof Date) {
    if (!Number.isNaN(value.getTime())) out[name] = value.toISOString();
    return;
  }
  if (depth >= MAX_DEPTH) {
    out[name] = JSON.stringify(value);
    return;
  }
  const nested = value as Readonly<Record<string, unknown>>;
  for (const key of Object.keys(nested)) flattenInto(out, `${name}.${key}`, nested[key], depth + 1);
}

function list(values: readonly unknown[]): readonly Scalar[] {
  const scalars: Scalar[] = [];
  let types = 0;
  let last = '';
  for (const value of values) {
    const scalar = asScalar(value);
    if (scalar === undefined) continue;
    if (typeof scalar !== last) types += 1;
    last = typeof scalar;
    scalars.push(scalar);
  }
  return types > 1 ? scalars.map(String) : scalars;
}

function asScalar(value: unknown): Scalar | undefined {
  if (value === null || value === undefined) return undefined;
  if (typeof value === 'string' || typeof value === 'boolean') return value;
  if (typeof value === 'number') return Number.isFinite(value) ? value : undefined;
  if (typeof value === 'bigint') return value.toString();
  if (value instanceof Date) return value.toISOString();
  return JSON.stringify(value);
}
