import { unreachable } from '../../util/assert.ts';
import { printEventCount } from '../clauses/event-count/print.ts';
import { printFirstSeen } from '../clauses/first-seen/print.ts';
import { printInCohort } from '../clauses/in-cohort/print.ts';
import { printNotFollowed } from '../clauses/not-followed/print.ts';
import { printNthTime } from '../clauses/nth-time/print.ts';
import { printPropertyClause } from '../clauses/property/print.ts';
import { printSequence } from '../clauses/sequence/print.ts';
import type { ClauseNode } from './ast.ts';

/** A clause in the language's words, on one line. */
export function printClause(clause: ClauseNode): string {
  switch (clause.kind) {
    case 'event-count':
      return printEventCount(clause);
    case 'sequence':
      return printSequence(clause);
    case 'not-followed':
      return printNotFollowed(clause);
    case 'nth-time':
      return printNthTime(clause);
    case 'property':
      return printPropertyClause(clause);
    case 'first-seen':
      return printFirstSeen(clause);
    case 'in-cohort':
      return printInCohort(clause);
    default:
      return unreachable(clause);
  }
}
