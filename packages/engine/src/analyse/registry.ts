import type { z } from 'zod';
import type { Instant } from '../model/time.ts';
import { backtest } from './backtest/analysis.ts';
import { cohort } from './cohort/analysis.ts';
import type { AnalysisContext } from './define-analysis.ts';
import { drivers } from './drivers/analysis.ts';
import { frequency } from './frequency/analysis.ts';
import { funnel } from './funnel/analysis.ts';
import { funnelPeople } from './funnel-people/analysis.ts';
import { journeyPeople } from './journey-people/analysis.ts';
import { journey } from './journeys/analysis.ts';
import { lifecycle } from './lifecycle/analysis.ts';
import { lookup } from './lookup/analysis.ts';
import { retention } from './retention/analysis.ts';
import { retentionCell } from './retention-cell/analysis.ts';
import type { Range } from './scope/range.ts';
import { segmentation } from './segmentation/analysis.ts';
import { stickiness } from './stickiness/analysis.ts';
import { usageInterval } from './usage-interval/analysis.ts';
import { validation } from './validation/analysis.ts';

/** An analysis as the door sees it: a spec that it parses itself, and an answer that it passes on. */
export interface AnyAnalysis {
  readonly kind: string;
  readonly summary: string;
  readonly spec: z.ZodType;
  readonly range?: ((spec: never, asOf: Instant) => Range | null) | undefined;
  readonly run: (spec: never, context: AnalysisContext) => Promise<object>;
}

/** Every question that can be put through the query door. A new analysis is a folder and a line here. */
export const analyses: readonly AnyAnalysis[] = [
  cohort,
  funnel,
  funnelPeople,
  retention,
  retentionCell,
  usageInterval,
  lifecycle,
  stickiness,
  frequency,
  backtest,
  validation,
  journey,
  journeyPeople,
  drivers,
  segmentation,
  lookup,
];
