import { describeWindow } from '../../language/describe-window.ts';
import type { Phrase } from '../../language/phrase.ts';
import type { FirstSeenClause } from './schema.ts';

/** `who were first seen in the last 7 days`. */
export function describeFirstSeen(clause: FirstSeenClause, negated: boolean): Phrase {
  const when = describeWindow(clause.window) ?? 'at any time';
  return { pronoun: 'who', words: `were ${negated ? 'not ' : ''}first seen ${when}` };
}
