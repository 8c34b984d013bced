import type { CohortDefinition } from '../../define/language/ast.ts';
import type { Instant } from '../../model/time.ts';
import { ProblemError } from '../../util/problem-error.ts';
import { barCohort } from '../funnel/bar-cohort.ts';
import type { FunnelPeopleAnswer } from './result.ts';
import type { FunnelPeopleSpec } from './spec.ts';

/** The definition of a bar's units, or why the language has none; where members of another instant are why, that of those who are members now. */
export function barDefinition(
  { funnel, bar, side, segment, row }: FunnelPeopleSpec,
  asOf: Instant,
  timeZone: string,
): Pick<FunnelPeopleAnswer, 'definition' | 'why' | 'ofMembersNow'> {
  if (row !== undefined)
    return {
      definition: null,
      why: 'a row of the breakdown is told by one event of the path that counts, which no condition asks for',
    };
  const { membersAsOf, ...now } = funnel;
  const made = madeOf(() => barCohort(now, { step: bar, side, segment }, timeZone));
  if (made.definition === null || membersAsOf === undefined || membersAsOf === asOf) return made;
  return {
    definition: null,
    why: 'its members are those of another instant, and a cohort asks for membership as of now',
    ofMembersNow: made.definition,
  };
}

function madeOf(make: () => CohortDefinition): Pick<FunnelPeopleAnswer, 'definition' | 'why'> {
  try {
    return { definition: make() };
  } catch (error) {
    // What no definition can say is told with its fields; here it is the reason.
    if (error instanceof ProblemError)
      return { definition: null, why: error.problems.map(({ message }) => message).join('; ') };
    throw error;
  }
}
