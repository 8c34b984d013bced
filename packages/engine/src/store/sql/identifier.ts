import { type Sql, unsafeSql } from './fragment.ts';

/** The one way for a name into SQL: quoted with backticks, backslash and backtick escaped. Control characters are refused. */
export function identifier(name: string): Sql {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is refused
  if (name === '' || /[\u0000-\u001f\u007f]/.test(name))
    throw new Error(`not a column name: ${JSON.stringify(name)}`);
  return unsafeSql(`\`${name.replaceAll('\\', '\\\\').replaceAll('`', '\\`')}\``);
}
