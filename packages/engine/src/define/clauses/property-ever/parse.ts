import { advance, ahead, type Cursor, peek, report } from '../../language/cursor.ts';
import { parseComparison } from '../../language/parse-comparison.ts';
import { parseWindow, startsWindow } from '../../language/parse-window.ts';
import type { Window } from '../../language/window.ts';
import { parseOwnProperty } from '../property/parse-own.ts';
import type { PropertyEverClause } from './schema.ts';

/** The rest of `had plan = "pro" in the last 30 days` after `had`. No window means ever. */
export function parsePropertyEver(cursor: Cursor): PropertyEverClause | undefined {
  const property = parseOwnProperty(cursor);
  if (property === undefined) return undefined;
  const comparison = parseComparison(cursor);
  if (comparison === undefined) return undefined;
  let window: Window | undefined;
  for (;;) {
    if (ahead(cursor, ',') && startsWindow({ ...cursor, at: cursor.at + 1 })) advance(cursor);
    if (!startsWindow(cursor)) break;
    const start = peek(cursor);
    const read = parseWindow(cursor);
    if (read === undefined) return undefined;
    if (window !== undefined) report(cursor, 'said-twice', start, { part: 'The window' });
    window = read;
  }
  return { kind: 'property-ever', property, comparison, window: window ?? { kind: 'ever' } };
}
