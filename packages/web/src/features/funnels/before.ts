import type { FunnelAnswer } from '@cusp/engine/analyse/funnel/result.ts';
import type { FunnelQuestion } from './search.ts';

/**
 * The same funnel for the time of the same length right before an answer's range, as of as long ago: so paths of both had as long to convert. Without
 * what is shown beside the steps.
 */
export function funnelBefore(
  question: FunnelQuestion,
  { from, to, asOf }: Pick<FunnelAnswer, 'from' | 'to' | 'asOf'>,
): FunnelQuestion | undefined {
  const length = to - from;
  if (from - length < 0) return undefined;
  const {
    last: _,
    breakdown: __,
    segments: ___,
    timeToConvert: ____,
    frequency: _____,
    overTime: ______,
    membersAsOf,
    ...asked
  } = question;
  return {
    ...asked,
    from: from - length,
    to: from,
    asOf: asOf - length,
    ...(membersAsOf === undefined ? {} : { membersAsOf: Math.max(0, membersAsOf - length) }),
  };
}
