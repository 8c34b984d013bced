import type { QuestionOf } from '../../api/questions.ts';

export type FunnelSide = 'members' | 'baseline';

/** The funnel of one side of a validation, as its answer counts it: from the last moment on, of those who were on that side then. UTC ms. */
export function sideFunnel(
  question: QuestionOf<'validation'>,
  side: FunnelSide,
  { from, asOf }: { readonly from: number; readonly asOf: number },
): QuestionOf<'funnel'> {
  const { unit, steps = [], goal, horizon } = question;
  const members = memberOf(question.cohort);
  const others = { kind: 'not', condition: members };
  const baseline =
    question.baseline === undefined
      ? others
      : { kind: 'all', conditions: [memberOf(question.baseline), others] };
  return {
    kind: 'funnel',
    unit,
    steps: [...steps, goal],
    from: from + 1,
    to: asOf + 1,
    conversionWindow: horizon,
    asOf,
    cohort: { unit: unit ?? 'user', where: side === 'members' ? members : baseline },
    membersAsOf: from,
  };
}

function memberOf(cohort: QuestionOf<'validation'>['cohort']): unknown {
  return typeof cohort === 'string' ? { kind: 'in-cohort', cohort } : cohort.where;
}
