import { unreachable } from '../../util/assert.ts';
import { describeActiveDays } from '../clauses/active-days/describe.ts';
import { describeEventAggregate } from '../clauses/event-aggregate/describe.ts';
import { describeEventCount } from '../clauses/event-count/describe.ts';
import { describeFirstSeen } from '../clauses/first-seen/describe.ts';
import { describeFunnel } from '../clauses/funnel/describe.ts';
import { describeInCohort } from '../clauses/in-cohort/describe.ts';
import { describeLimitShare } from '../clauses/limit-share/describe.ts';
import { describeNotFollowed } from '../clauses/not-followed/describe.ts';
import { describeNthTime } from '../clauses/nth-time/describe.ts';
import { describePropertyClause } from '../clauses/property/describe.ts';
import { describePropertyEver } from '../clauses/property-ever/describe.ts';
import { describeSequence } from '../clauses/sequence/describe.ts';
import { describeTrend } from '../clauses/trend/describe.ts';
import { describeTypicalCount } from '../clauses/typical-count/describe.ts';
import type { ClauseNode } from './ast.ts';
import type { Phrase } from './phrase.ts';

/** A clause, or its opposite, in plain words. */
export function describeClause(clause: ClauseNode, negated: boolean): Phrase {
  switch (clause.kind) {
    case 'event-count':
      return describeEventCount(clause, negated);
    case 'event-aggregate':
      return describeEventAggregate(clause, negated);
    case 'sequence':
      return describeSequence(clause, negated);
    case 'not-followed':
      return describeNotFollowed(clause, negated);
    case 'funnel':
      return describeFunnel(clause, negated);
    case 'nth-time':
      return describeNthTime(clause, negated);
    case 'property':
      return describePropertyClause(clause, negated);
    case 'first-seen':
      return describeFirstSeen(clause, negated);
    case 'in-cohort':
      return describeInCohort(clause, negated);
    case 'active-days':
      return describeActiveDays(clause, negated);
    case 'trend':
      return describeTrend(clause, negated);
    case 'limit-share':
      return describeLimitShare(clause, negated);
    case 'property-ever':
      return describePropertyEver(clause, negated);
    case 'typical-count':
      return describeTypicalCount(clause, negated);
    default:
      return unreachable(clause);
  }
}
