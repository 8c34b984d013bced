import type { BacktestAnswer } from '@cusp/engine/analyse/backtest/result.ts';
import type { backtestSpec } from '@cusp/engine/analyse/backtest/spec.ts';
import type { CohortAnswer as MembersAnswer } from '@cusp/engine/analyse/cohort/result.ts';
import type { cohortSpec } from '@cusp/engine/analyse/cohort/spec.ts';
import type { DriversAnswer } from '@cusp/engine/analyse/drivers/result.ts';
import type { driversSpec } from '@cusp/engine/analyse/drivers/spec.ts';
import type { FrequencyAnswer } from '@cusp/engine/analyse/frequency/result.ts';
import type { frequencySpec } from '@cusp/engine/analyse/frequency/spec.ts';
import type { FunnelAnswer } from '@cusp/engine/analyse/funnel/result.ts';
import type { funnelSpec } from '@cusp/engine/analyse/funnel/spec.ts';
import type { FunnelPeopleAnswer } from '@cusp/engine/analyse/funnel-people/result.ts';
import type { funnelPeopleSpec } from '@cusp/engine/analyse/funnel-people/spec.ts';
import type { JourneyPeopleAnswer } from '@cusp/engine/analyse/journey-people/result.ts';
import type { journeyPeopleSpec } from '@cusp/engine/analyse/journey-people/spec.ts';
import type { JourneyAnswer } from '@cusp/engine/analyse/journeys/result.ts';
import type { journeySpec } from '@cusp/engine/analyse/journeys/spec.ts';
import type { LifecycleAnswer } from '@cusp/engine/analyse/lifecycle/result.ts';
import type { lifecycleSpec } from '@cusp/engine/analyse/lifecycle/spec.ts';
import type { LookupAnswer } from '@cusp/engine/analyse/lookup/result.ts';
import type { lookupSpec } from '@cusp/engine/analyse/lookup/spec.ts';
import type { RetentionAnswer } from '@cusp/engine/analyse/retention/result.ts';
import type { retentionSpec } from '@cusp/engine/analyse/retention/spec.ts';
import type { RetentionCellAnswer } from '@cusp/engine/analyse/retention-cell/result.ts';
import type { retentionCellSpec } from '@cusp/engine/analyse/retention-cell/spec.ts';
import type { SegmentationAnswer } from '@cusp/engine/analyse/segmentation/result.ts';
import type { segmentationSpec } from '@cusp/engine/analyse/segmentation/spec.ts';
import type { StickinessAnswer } from '@cusp/engine/analyse/stickiness/result.ts';
import type { stickinessSpec } from '@cusp/engine/analyse/stickiness/spec.ts';
import type { UsageIntervalAnswer } from '@cusp/engine/analyse/usage-interval/result.ts';
import type { usageIntervalSpec } from '@cusp/engine/analyse/usage-interval/spec.ts';
import type { ValidationAnswer } from '@cusp/engine/analyse/validation/result.ts';
import type { validationSpec } from '@cusp/engine/analyse/validation/spec.ts';
import type { ConversionAnswer } from '@cusp/engine/measure/conversion/result.ts';
import type { conversionSpec } from '@cusp/engine/measure/conversion/spec.ts';
import type { z } from 'zod';

/** By the kind of a question: its spec. */
interface Specs {
  readonly cohort: typeof cohortSpec;
  readonly funnel: typeof funnelSpec;
  readonly 'funnel-people': typeof funnelPeopleSpec;
  readonly retention: typeof retentionSpec;
  readonly 'retention-cell': typeof retentionCellSpec;
  readonly 'usage-interval': typeof usageIntervalSpec;
  readonly lifecycle: typeof lifecycleSpec;
  readonly stickiness: typeof stickinessSpec;
  readonly frequency: typeof frequencySpec;
  readonly backtest: typeof backtestSpec;
  readonly validation: typeof validationSpec;
  readonly journey: typeof journeySpec;
  readonly 'journey-people': typeof journeyPeopleSpec;
  readonly drivers: typeof driversSpec;
  readonly segmentation: typeof segmentationSpec;
  readonly lookup: typeof lookupSpec;
  readonly conversion: typeof conversionSpec;
}

/** By the kind of a question: what its answer holds. */
export interface Answers {
  readonly cohort: MembersAnswer;
  readonly funnel: FunnelAnswer;
  readonly 'funnel-people': FunnelPeopleAnswer;
  readonly retention: RetentionAnswer;
  readonly 'retention-cell': RetentionCellAnswer;
  readonly 'usage-interval': UsageIntervalAnswer;
  readonly lifecycle: LifecycleAnswer;
  readonly stickiness: StickinessAnswer;
  readonly frequency: FrequencyAnswer;
  readonly backtest: BacktestAnswer;
  readonly validation: ValidationAnswer;
  readonly journey: JourneyAnswer;
  readonly 'journey-people': JourneyPeopleAnswer;
  readonly drivers: DriversAnswer;
  readonly segmentation: SegmentationAnswer;
  readonly lookup: LookupAnswer;
  readonly conversion: ConversionAnswer;
}

/** A question as it may be put: what has a default may be left out. */
export type QuestionOf<Kind extends keyof Answers> = z.input<Specs[Kind]>;
