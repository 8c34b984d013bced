/** The ClickHouse types that a value may be bound as. */
export type ParameterType =
  | 'String'
  | 'Int64'
  | 'UInt64'
  | 'UInt32'
  | 'Float64'
  | 'Bool'
  | 'Array(String)'
  | 'Array(Int64)'
  | 'Array(UInt64)'
  | 'Array(Float64)';

export type ParameterValue = string | number | boolean | readonly (string | number)[];

export interface Parameter {
  readonly kind: 'parameter';
  readonly type: ParameterType;
  readonly value: ParameterValue;
}

/** A piece of SQL whose values travel apart from its text. Made by `sql`, never by hand. */
export interface Sql {
  readonly kind: 'sql';
  readonly parts: readonly (string | Parameter)[];
}

/**
 * Builds a fragment: literal text of the template, with other fragments and typed parameters in the holes.
 * A bare string or number does not type-check, so a value can reach the text only as a bound parameter.
 */
export function sql(strings: TemplateStringsArray, ...holes: readonly (Sql | Parameter)[]): Sql {
  const parts: (string | Parameter)[] = [];
  strings.forEach((text, i) => {
    if (text) parts.push(text);
    const hole = holes[i];
    if (hole === undefined) return;
    if (hole.kind === 'parameter') parts.push(hole);
    else parts.push(...hole.parts);
  });
  return { kind: 'sql', parts };
}

export const emptySql: Sql = { kind: 'sql', parts: [] };

/** Fragments with a separator between them; an empty list gives an empty fragment. */
export function joinSql(fragments: readonly Sql[], separator: string): Sql {
  const parts: (string | Parameter)[] = [];
  fragments.forEach((fragment, i) => {
    if (i > 0) parts.push(separator);
    parts.push(...fragment.parts);
  });
  return { kind: 'sql', parts };
}

/** Raw text: for words chosen by our own code, never for anything that came from outside. */
export function unsafeSql(text: string): Sql {
  return { kind: 'sql', parts: [text] };
}

/** All of the conditions, each in parentheses; true when there are none. */
export function allOf(conditions: readonly Sql[]): Sql {
  if (conditions.length === 0) return sql`1`;
  return joinSql(
    conditions.map((c) => sql`(${c})`),
    ' AND ',
  );
}

/** Any of the conditions; false when there are none. */
export function anyOf(conditions: readonly Sql[]): Sql {
  if (conditions.length === 0) return sql`0`;
  return joinSql(
    conditions.map((c) => sql`(${c})`),
    ' OR ',
  );
}
