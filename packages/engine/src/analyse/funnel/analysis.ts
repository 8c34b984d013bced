import { defineAnalysis } from '../define-analysis.ts';
import { windowRange } from '../scope/range.ts';
import { funnelAnswer } from './answer.ts';
import { countFunnel } from './count-funnel.ts';
import { planFunnel } from './plan.ts';
import type { FunnelAnswer } from './result.ts';
import { type FunnelSpec, funnelSpec } from './spec.ts';

export const funnel = defineAnalysis<'funnel', FunnelSpec, FunnelAnswer>({
  kind: 'funnel',
  summary:
    'How many of those who did a first step went on to the next ones in time, and how long it took them.',
  spec: funnelSpec,
  range: ({ last }, asOf) => (last ? windowRange({ kind: 'last', duration: last }, asOf) : null),
  async run(spec, { store, project, overlay, cohorts, now, signal }) {
    const plan = planFunnel(spec, { now, cohorts, timeZone: project.timeZone });
    const context = { project: project.id, overlay, asOf: plan.asOf, cohorts };
    return funnelAnswer(plan, await countFunnel(plan, context, store, signal));
  },
});
