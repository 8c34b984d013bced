import type { Cursor } from '../../language/cursor.ts';
import { parseComparison } from '../../language/parse-comparison.ts';
import { parseLimitShare, startsShare } from '../limit-share/parse.ts';
import type { LimitShareClause } from '../limit-share/schema.ts';
import { parseOwnProperty } from './parse-own.ts';
import type { PropertyClause } from './schema.ts';

/** The rest of `have plan = "free"` or `have seats_used >= 80% of seats_limit` after `have`. */
export function parsePropertyClause(cursor: Cursor): PropertyClause | LimitShareClause | undefined {
  const property = parseOwnProperty(cursor);
  if (property === undefined) return undefined;
  if (startsShare(cursor)) return parseLimitShare(cursor, property);
  const comparison = parseComparison(cursor);
  return comparison && { kind: 'property', property, comparison };
}
