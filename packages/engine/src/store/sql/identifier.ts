import { type Sql, unsafeSql } from './fragment.ts';

/** The one way for a name into SQL: quoted with backticks; backslashes, backticks and control characters are escaped. */
export function identifier(name: string): Sql {
  if (name === '') throw new Error('an empty name is not a column name');
  const escaped = name.replaceAll('\\', '\\\\').replaceAll('`', '\\`').replace(CONTROL, hex);
  return unsafeSql(`\`${escaped}\``);
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is escaped
const CONTROL = /[\u0000-\u001f\u007f]/g;

function hex(character: string): string {
  return `\\x${character.charCodeAt(0).toString(16).padStart(2, '0')}`;
}
