import { describeSelector } from '../../language/describe-selector.ts';
import { describeWindow } from '../../language/describe-window.ts';
import type { Phrase } from '../../language/phrase.ts';
import { printDays } from './print.ts';
import type { ActiveDaysClause } from './schema.ts';

/** `who did any event on at least 5 days (of Europe/Berlin) in the last 14 days`. */
export function describeActiveDays(clause: ActiveDaysClause, negated: boolean): Phrase {
  const days = `${printDays(clause.op, clause.days)} (of ${clause.timeZone ?? 'UTC'})`;
  const when = describeWindow(clause.window);
  const words = [negated ? 'did not do' : 'did', describeSelector(clause.event), days];
  return { pronoun: 'who', words: [...words, ...(when === undefined ? [] : [when])].join(' ') };
}
