import { durationMs } from '../../define/language/duration.ts';
import { DAY_MS, type Instant } from '../../model/time.ts';
import { problemError } from '../../util/problem-error.ts';
import { type AnalysisContext, defineAnalysis } from '../define-analysis.ts';
import { funnel } from '../funnel/analysis.ts';
import { retention } from '../retention/analysis.ts';
import { chosenCohort } from '../scope/cohort-choice.ts';
import { lookBack } from './look-back.ts';
import type { ValidationAnswer } from './result.ts';
import { type ValidationSpec, validationSpec } from './spec.ts';

export const validation = defineAnalysis<'validation', ValidationSpec, ValidationAnswer>({
  kind: 'validation',
  summary: 'Is a cohort a signal or noise: backtest, retention and funnel beside a baseline, and a verdict.',
  spec: validationSpec,
  range: (spec, asOf) => {
    const to = asOf - durationMs(spec.horizon);
    return { from: to - (spec.instants - 1) * durationMs(spec.every), to };
  },
  run: validate,
});

/** The most days of retention in the report. */
const MAX_DAYS = 30;

async function validate(spec: ValidationSpec, context: AnalysisContext): Promise<ValidationAnswer> {
  const asOf = spec.asOf ?? context.now;
  const horizonMs = durationMs(spec.horizon);
  const from = asOf - horizonMs;
  const earliest = from - (spec.instants - 1) * durationMs(spec.every);
  if (earliest < 0) {
    const message =
      'the first moment lies before 1970: ask for fewer instants, a shorter horizon or a later "asOf"';
    throw problemError(422, 'no-instant', message, 'instants');
  }
  const { unit, cohort, baseline, goal, horizon, firstTime } = spec;
  const instants = Array.from({ length: spec.instants }, (_, i) => earliest + i * durationMs(spec.every));
  const [past, returns, steps] = await Promise.all([
    lookBack(
      { kind: 'backtest', unit, cohort, baseline, goal, horizon, firstTime, asOf, instants },
      spec.thresholds,
      context,
    ),
    retention.run(
      {
        kind: 'retention',
        unit,
        start: { kind: 'instant', at: from },
        return: spec.return,
        count: 'on',
        intervals: {
          unit: 'day',
          kind: 'rolling',
          last: Math.min(MAX_DAYS, Math.floor(horizonMs / DAY_MS) - 1),
          weekStart: 'monday',
        },
        asOf,
        compare: { cohort, baseline, asOf: from },
      },
      context,
    ),
    spec.steps.length === 0 ? null : bothFunnels(spec, from, asOf, context),
  ]);
  return {
    kind: 'validation',
    unit,
    asOf,
    from,
    verdict: past.backtest.verdict,
    ...past,
    retention: returns,
    funnel: steps,
  };
}

async function bothFunnels(
  spec: ValidationSpec,
  from: Instant,
  asOf: Instant,
  context: AnalysisContext,
): Promise<ValidationAnswer['funnel']> {
  const { where } = chosenCohort(spec.cohort, spec.unit, context.cohorts, 'cohort');
  const others = { kind: 'not', condition: where } as const;
  const baseline =
    spec.baseline === undefined
      ? others
      : ({
          kind: 'all',
          conditions: [chosenCohort(spec.baseline, spec.unit, context.cohorts, 'baseline').where, others],
        } as const);
  const run = (of: typeof where) =>
    funnel.run(
      {
        kind: 'funnel',
        unit: spec.unit,
        steps: [...spec.steps, spec.goal],
        order: 'this',
        count: 'units',
        exclusions: [],
        holdConstant: [],
        from: from + 1,
        to: asOf + 1,
        conversionWindow: spec.horizon,
        asOf,
        cohort: { unit: spec.unit, where: of },
        membersAsOf: from,
      },
      context,
    );
  const [members, rest] = await Promise.all([run(where), run(baseline)]);
  return { members, baseline: rest };
}
