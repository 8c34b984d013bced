import { describeSelector } from '../../language/describe-selector.ts';
import { describeWindow } from '../../language/describe-window.ts';
import type { Phrase } from '../../language/phrase.ts';
import { printNth } from './print.ts';
import type { NthTimeClause } from './schema.ts';

/** `who did limit_hit for the 3rd time in the last 7 days`. */
export function describeNthTime(clause: NthTimeClause, negated: boolean): Phrase {
  const when = describeWindow(clause.window);
  const did = negated ? 'did not do' : 'did';
  const words = [
    did,
    describeSelector(clause.event),
    printNth(clause.n),
    ...(when === undefined ? [] : [when]),
  ];
  return { pronoun: 'who', words: words.join(' ') };
}
