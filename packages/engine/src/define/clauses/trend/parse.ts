import { type Cursor, peek, report, spanFrom, takeRequired } from '../../language/cursor.ts';
import { durationMs } from '../../language/duration.ts';
import type { Measure } from '../../language/parse-measure.ts';
import type { Often } from '../../language/parse-often.ts';
import { parseDuration, parseWindow } from '../../language/parse-window.ts';
import { printDuration } from '../../language/print-window.ts';
import { spoken } from '../../language/token.ts';
import { MAX_FACTOR } from './schema.ts';

/** The rest of `at least 1.5 times as often in the last 7 days as in the 7 days before` after `often`. */
export function parseTrend(cursor: Cursor, { op, factor: said }: Often): Measure | undefined {
  const factor = said?.value ?? 1;
  if (said && (factor <= 0 || factor > MAX_FACTOR)) {
    const wanted = `a number above 0 and up to ${MAX_FACTOR}`;
    return report(cursor, 'wrong-value', said.token, { expected: wanted, found: spoken(said.token) });
  }
  const window = parseWindow(cursor);
  if (window?.kind !== 'last') return undefined;
  const period = window.duration;
  for (const word of ['as', 'in', 'the']) {
    if (!takeRequired(cursor, word, `\`as in the ${printDuration(period)} before\``)) return undefined;
  }
  const start = peek(cursor);
  const other = parseDuration(cursor);
  if (other === undefined) return undefined;
  if (durationMs(other) !== durationMs(period)) {
    return report(cursor, 'periods-differ', spanFrom(cursor, start), { period: printDuration(period) });
  }
  if (!takeRequired(cursor, 'before')) return undefined;
  return { saysWhen: true, clause: (event) => ({ kind: 'trend', event, op, factor, period }) };
}
