import { describeSelector } from '../../language/describe-selector.ts';
import { describeWindow } from '../../language/describe-window.ts';
import type { Phrase } from '../../language/phrase.ts';
import { printCount, printTogether } from './print.ts';
import type { EventCountClause } from './schema.ts';

/** `who did limit_hit at least 3 times in the last 14 days`; `who never did limit_hit`. */
export function describeEventCount(clause: EventCountClause, negated: boolean): Phrase {
  const what = [describeSelector(clause.event)];
  const when = describeWindow(clause.window);
  const some = clause.op === 'at-least' && clause.count === 1;
  const none =
    (clause.op === 'less-than' && clause.count === 1) ||
    ((clause.op === 'exactly' || clause.op === 'at-most') && clause.count === 0);
  if (!some && !none) what.push(printCount(clause.op, clause.count));
  if (clause.together !== undefined) what.push(printTogether(clause.together));
  const close = clause.together === undefined ? ' ' : ', ';
  const did = negated === none ? 'did' : 'did not do';
  return { pronoun: 'who', words: `${did} ${what.join(' ')}${when === undefined ? '' : `${close}${when}`}` };
}
