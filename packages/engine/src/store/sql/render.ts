import type { Parameter, Sql } from './fragment.ts';

/** A value as both drivers bind it: keys as bigint, because 64 bits do not fit a number. */
export type BoundValue = string | number | boolean | bigint | readonly (string | number | bigint)[];

export interface RenderedSql {
  /** Text with `{p0:Type}` placeholders. */
  readonly text: string;
  readonly params: Readonly<Record<string, BoundValue>>;
}

/** Numbers the parameters of a fragment. An equal value of an equal type is bound once. */
export function render(fragment: Sql): RenderedSql {
  const params: Record<string, BoundValue> = {};
  const known = new Map<string, string>();
  let text = '';
  for (const part of fragment.parts) {
    if (typeof part === 'string') {
      text += part;
      continue;
    }
    const identity = `${part.type}:${JSON.stringify(part.value)}`;
    let name = known.get(identity);
    if (name === undefined) {
      name = `p${known.size}`;
      known.set(identity, name);
      params[name] = bound(part);
    }
    text += `{${name}:${part.type}}`;
  }
  return { text, params };
}

function bound(part: Parameter): BoundValue {
  if (part.type === 'UInt64') return BigInt(String(part.value));
  if (part.type === 'Array(UInt64)') return (part.value as readonly string[]).map((key) => BigInt(key));
  if (part.type === 'Float64') return float(part.value as number);
  if (part.type === 'Array(Float64)') return (part.value as readonly number[]).map(float);
  return part.value;
}

/** Whole numbers past 2^53 are exact as floats, yet the embedded driver takes them only as bigint. */
function float(value: number): number | bigint {
  return Number.isInteger(value) && !Number.isSafeInteger(value) ? BigInt(value) : value;
}
