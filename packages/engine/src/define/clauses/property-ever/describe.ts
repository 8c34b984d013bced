import { describeComparison } from '../../language/describe-comparison.ts';
import { describeWindow } from '../../language/describe-window.ts';
import type { Phrase } from '../../language/phrase.ts';
import { printName } from '../../language/print-literal.ts';
import type { PropertyEverClause } from './schema.ts';

/** `whose plan was "pro" at some time in the last 30 days`. */
export function describePropertyEver(clause: PropertyEverClause, negated: boolean): Phrase {
  const when = describeWindow(clause.window);
  const time = `at ${negated ? 'no' : 'some'} time${when === undefined ? '' : ` ${when}`}`;
  const was = inThePast(describeComparison(clause.comparison));
  return { pronoun: 'whose', words: `${printName(clause.property)} ${was} ${time}` };
}

function inThePast(predicate: string): string {
  return predicate
    .replace(/^is /, 'was ')
    .replace(/^contains /, 'contained ')
    .replace(/^does not /, 'did not ')
    .replace(/^starts /, 'started ');
}
