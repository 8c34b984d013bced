import { unreachable } from '../../util/assert.ts';
import { printActiveDays } from '../clauses/active-days/print.ts';
import { printEventAggregate } from '../clauses/event-aggregate/print.ts';
import { printEventCount } from '../clauses/event-count/print.ts';
import { printFirstSeen } from '../clauses/first-seen/print.ts';
import { printFunnel } from '../clauses/funnel/print.ts';
import { printInCohort } from '../clauses/in-cohort/print.ts';
import { printLimitShare } from '../clauses/limit-share/print.ts';
import { printNotFollowed } from '../clauses/not-followed/print.ts';
import { printNthTime } from '../clauses/nth-time/print.ts';
import { printPropertyClause } from '../clauses/property/print.ts';
import { printPropertyEver } from '../clauses/property-ever/print.ts';
import { printSequence } from '../clauses/sequence/print.ts';
import { printTrend } from '../clauses/trend/print.ts';
import { printTypicalCount } from '../clauses/typical-count/print.ts';
import type { ClauseNode } from './ast.ts';

/** A clause in the language's words, on one line. */
export function printClause(clause: ClauseNode): string {
  switch (clause.kind) {
    case 'event-count':
      return printEventCount(clause);
    case 'event-aggregate':
      return printEventAggregate(clause);
    case 'sequence':
      return printSequence(clause);
    case 'not-followed':
      return printNotFollowed(clause);
    case 'funnel':
      return printFunnel(clause);
    case 'nth-time':
      return printNthTime(clause);
    case 'property':
      return printPropertyClause(clause);
    case 'first-seen':
      return printFirstSeen(clause);
    case 'in-cohort':
      return printInCohort(clause);
    case 'active-days':
      return printActiveDays(clause);
    case 'trend':
      return printTrend(clause);
    case 'limit-share':
      return printLimitShare(clause);
    case 'property-ever':
      return printPropertyEver(clause);
    case 'typical-count':
      return printTypicalCount(clause);
    default:
      return unreachable(clause);
  }
}
