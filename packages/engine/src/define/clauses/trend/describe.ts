import { describeSelector } from '../../language/describe-selector.ts';
import type { Phrase } from '../../language/phrase.ts';
import { printTrendAlone } from './print.ts';
import type { TrendClause } from './schema.ts';

/** `who did export_clicked at least 1.5 times as often in the last 7 days as in the 7 days before`. */
export function describeTrend(clause: TrendClause, negated: boolean): Phrase {
  const did = negated ? 'did not do' : 'did';
  return { pronoun: 'who', words: `${did} ${describeSelector(clause.event)} ${printTrendAlone(clause)}` };
}
