import { z } from 'zod';
import { zodProblems } from '../../util/zod-problems.ts';
import { activeDaysClause } from '../clauses/active-days/schema.ts';
import { eventAggregateClause } from '../clauses/event-aggregate/schema.ts';
import { eventCountClause } from '../clauses/event-count/schema.ts';
import { firstSeenClause } from '../clauses/first-seen/schema.ts';
import { funnelClause } from '../clauses/funnel/schema.ts';
import { inCohortClause } from '../clauses/in-cohort/schema.ts';
import { limitShareClause } from '../clauses/limit-share/schema.ts';
import { notFollowedClause } from '../clauses/not-followed/schema.ts';
import { nthTimeClause } from '../clauses/nth-time/schema.ts';
import { propertyClause } from '../clauses/property/schema.ts';
import { propertyEverClause } from '../clauses/property-ever/schema.ts';
import { sequenceClause } from '../clauses/sequence/schema.ts';
import { trendClause } from '../clauses/trend/schema.ts';
import { typicalCountClause } from '../clauses/typical-count/schema.ts';
import type { ClauseNode } from './ast.ts';

/** The shape of every kind of clause. */
export const clauseSchema = z.discriminatedUnion('kind', [
  eventCountClause,
  eventAggregateClause,
  sequenceClause,
  notFollowedClause,
  funnelClause,
  nthTimeClause,
  propertyClause,
  firstSeenClause,
  inCohortClause,
  activeDaysClause,
  trendClause,
  limitShareClause,
  propertyEverClause,
  typicalCountClause,
]);

export const CLAUSE_KINDS: readonly string[] = clauseSchema.options.flatMap((option) => [
  ...option.shape.kind.values,
]);

/** What a clause exceeds, as a sentence; undefined: it is within all bounds. For a clause whose shape the grammar ensures. */
export function boundsProblem(clause: ClauseNode): string | undefined {
  const parsed = clauseSchema.safeParse(clause, { reportInput: true });
  if (parsed.success) return undefined;
  const problem = zodProblems(parsed.error)[0];
  return problem && `This goes beyond a bound: ${problem.path} ${problem.message}.`;
}
