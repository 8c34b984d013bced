import { type Cursor, isToken, peek, report } from '../../language/cursor.ts';
import { parseComparison } from '../../language/parse-comparison.ts';
import { parseScopedProperty } from '../../language/parse-name.ts';
import { printProperty } from '../../language/print-literal.ts';
import { spoken } from '../../language/token.ts';
import type { PropertyClause } from './schema.ts';

/** The rest of `have plan = "free"` after `have`. */
export function parsePropertyClause(cursor: Cursor): PropertyClause | undefined {
  const start = peek(cursor);
  const of = parseScopedProperty(cursor);
  if (of === undefined) return undefined;
  if (of.scope === 'user') {
    const found = isToken(start, 'user') ? '`user.`' : spoken(start);
    report(cursor, 'user-scope', start, { found, property: printProperty(of.property) });
  }
  const comparison = parseComparison(cursor);
  return comparison && { kind: 'property', property: of.property, comparison };
}
