import type { Parameter, Sql } from '../sql/fragment.ts';

/** ClickHouse takes no HTTP field longer than 131,072 characters (http_max_field_value_size), and escaping lengthens text. */
const FIELD_CHARACTERS = 40_000;

/** The same statement with long list parameters in several pieces, each short enough for a field of an HTTP request. */
export function splitLists(statement: Sql): Sql {
  return {
    kind: 'sql',
    parts: statement.parts.flatMap((part) => (typeof part === 'string' ? [part] : pieces(part))),
  };
}

function pieces(parameter: Parameter): (string | Parameter)[] {
  if (!Array.isArray(parameter.value)) return [parameter];
  const found: (string | number)[][] = [[]];
  let room = FIELD_CHARACTERS;
  for (const element of parameter.value as readonly (string | number)[]) {
    const length = String(element).length + 3;
    if (length > room) {
      found.push([]);
      room = FIELD_CHARACTERS;
    }
    found.at(-1)?.push(element);
    room -= length;
  }
  if (found.length === 1) return [parameter];
  const lists = found.map((value): Parameter => ({ ...parameter, value }));
  return ['arrayConcat(', ...lists.flatMap((list, i) => (i === 0 ? [list] : [', ', list])), ')'];
}
