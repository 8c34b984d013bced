import { advance, type Cursor, expected, peek, report, take, takeRequired } from '../../language/cursor.ts';
import type { Measure } from '../../language/parse-measure.ts';
import { parseName } from '../../language/parse-name.ts';
import type { Often } from '../../language/parse-often.ts';
import { spoken } from '../../language/token.ts';

/** The rest of `at least as often as the median of cohort "paid"` after `often`. */
export function parseTypicalCount(cursor: Cursor, { op, bound, factor }: Often): Measure | undefined {
  if (op !== 'at-least') {
    const wanted = '`at least` before `as often as the …`';
    return report(cursor, 'wrong-value', bound, { expected: wanted, found: `\`at ${bound.text}\`` });
  }
  if (factor) {
    const wanted = '`as often as the …` without a number of times';
    return report(cursor, 'wrong-value', factor.token, { expected: wanted, found: spoken(factor.token) });
  }
  if (!takeRequired(cursor, 'as') || !takeRequired(cursor, 'the')) return undefined;
  const percentile = parsePercentile(cursor);
  if (percentile === undefined) return undefined;
  if (!takeRequired(cursor, 'of') || !takeRequired(cursor, 'cohort')) return undefined;
  const cohort = parseName(cursor, 'the name of a cohort');
  if (cohort === undefined) return undefined;
  return {
    clause: (event, window) =>
      window.kind === 'first' ? undefined : { kind: 'typical-count', event, percentile, cohort, window },
  };
}

function parsePercentile(cursor: Cursor): number | undefined {
  if (take(cursor, 'median')) return 50;
  const token = peek(cursor);
  const [, digits] = (token.kind === 'word' && /^p([1-9]\d?)$/.exec(token.lower)) || [];
  if (digits === undefined)
    return expected(cursor, '`median`, or a percentile from `p1` to `p99`', ['median']);
  advance(cursor);
  return Number(digits);
}
