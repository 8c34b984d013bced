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

type Piece = string | Parameter | Sql;

/** A fragment of no more pieces is copied into the one that it becomes part of, a longer one stays a piece of it. */
const FEW_PIECES = 8;

/**
 * Fragments put together. A fragment ends up in others twenty deep, and copying all of its parts into each of them took longer than everything else
 * about a large question. So long ones stay in one piece until somebody reads the parts, which is once, of the whole statement.
 */
class Together implements Sql {
  readonly kind = 'sql';
  readonly #pieces: Piece[] = [];
  #parts: readonly (string | Parameter)[] | undefined;

  get parts(): readonly (string | Parameter)[] {
    if (this.#parts === undefined) {
      const parts: (string | Parameter)[] = [];
      this.#addTo(parts);
      this.#parts = parts;
    }
    return this.#parts;
  }

  add(piece: Piece): void {
    if (typeof piece === 'string') addText(this.#pieces, piece);
    else if (piece.kind === 'parameter' || !(piece instanceof Together)) this.#pieces.push(piece);
    else if (piece.#pieces.length > FEW_PIECES) this.#pieces.push(piece);
    else for (const each of piece.#pieces) this.add(each);
  }

  #addTo(parts: (string | Parameter)[]): void {
    for (const piece of this.#pieces) {
      if (typeof piece === 'string') addText(parts, piece);
      else if (piece.kind === 'parameter') parts.push(piece);
      else if (piece instanceof Together) piece.#addTo(parts);
      else for (const part of piece.parts) typeof part === 'string' ? addText(parts, part) : parts.push(part);
    }
  }
}

/** Text that stands together is one piece. */
function addText(pieces: Piece[], text: string): void {
  const last = pieces.length - 1;
  const before = pieces[last];
  if (typeof before === 'string') pieces[last] = before + text;
  else if (text !== '') pieces.push(text);
}

/**
 * Builds a fragment: literal text of the template, with other fragments and typed parameters in the holes.
 * A bare string or number does not type-check, so a value can reach the text only as a bound parameter.
 */
export function sql(strings: TemplateStringsArray, ...holes: readonly (Sql | Parameter)[]): Sql {
  const together = new Together();
  for (const [i, text] of strings.entries()) {
    together.add(text);
    const hole = holes[i];
    if (hole !== undefined) together.add(hole);
  }
  return together;
}

export const emptySql: Sql = sql``;

/** Fragments with a separator between them; an empty list gives an empty fragment. */
export function joinSql(fragments: readonly Sql[], separator: string): Sql {
  const together = new Together();
  for (const [i, fragment] of fragments.entries()) {
    if (i > 0) together.add(separator);
    together.add(fragment);
  }
  return together;
}

/** Raw text: for words chosen by our own code, never for anything that came from outside. */
export function unsafeSql(text: string): Sql {
  const together = new Together();
  together.add(text);
  return together;
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
