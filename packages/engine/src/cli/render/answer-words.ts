import type { BacktestAnswer } from '../../analyse/backtest/result.ts';
import type { DriversAnswer } from '../../analyse/drivers/result.ts';
import type { FrequencyAnswer } from '../../analyse/frequency/result.ts';
import type { FunnelAnswer } from '../../analyse/funnel/result.ts';
import type { JourneyAnswer } from '../../analyse/journeys/result.ts';
import type { JourneySpec } from '../../analyse/journeys/spec.ts';
import type { LifecycleAnswer } from '../../analyse/lifecycle/result.ts';
import type { LookupAnswer } from '../../analyse/lookup/result.ts';
import type { QueryAnswer } from '../../analyse/query/run-query.ts';
import type { RetentionAnswer } from '../../analyse/retention/result.ts';
import type { SegmentationAnswer } from '../../analyse/segmentation/result.ts';
import type { SegmentationSpec } from '../../analyse/segmentation/spec.ts';
import type { StickinessAnswer } from '../../analyse/stickiness/result.ts';
import type { UsageIntervalAnswer } from '../../analyse/usage-interval/result.ts';
import type { ValidationAnswer } from '../../analyse/validation/result.ts';
import { count, instantText } from '../output/format.ts';
import { backtestWords } from './backtest.ts';
import { driversWords } from './drivers.ts';
import { frequencyWords } from './frequency.ts';
import { funnelWords } from './funnel.ts';
import { journeyWords } from './journey.ts';
import { lifecycleWords } from './lifecycle.ts';
import { lookupWords } from './lookup.ts';
import { retentionWords } from './retention.ts';
import { sections } from './sections.ts';
import { segmentationWords } from './segmentation.ts';
import { stickinessWords } from './stickiness.ts';
import { usageIntervalWords } from './usage-interval.ts';
import { validationWords } from './validation.ts';

type Words = (answer: never, answered: QueryAnswer) => string;

/** How each kind of answer reads. A kind without words of its own is shown as JSON. */
const WORDS: Readonly<Record<string, Words>> = {
  funnel: (answer: FunnelAnswer) => funnelWords(answer),
  retention: (answer: RetentionAnswer) => retentionWords(answer),
  'usage-interval': (answer: UsageIntervalAnswer) => usageIntervalWords(answer),
  lifecycle: (answer: LifecycleAnswer) => lifecycleWords(answer),
  stickiness: (answer: StickinessAnswer) => stickinessWords(answer),
  frequency: (answer: FrequencyAnswer) => frequencyWords(answer),
  backtest: (answer: BacktestAnswer) => backtestWords(answer),
  validation: (answer: ValidationAnswer) => validationWords(answer),
  journey: (answer: JourneyAnswer, { spec }) => journeyWords(answer, spec as JourneySpec),
  drivers: (answer: DriversAnswer) => driversWords(answer),
  segmentation: (answer: SegmentationAnswer, { spec }) => segmentationWords(answer, spec as SegmentationSpec),
  lookup: (answer: LookupAnswer) => lookupWords(answer),
};

/** An answer of the query door: what it says, and what it was read from. */
export function answerWords(answered: QueryAnswer): string {
  const { kind, answer, data } = answered;
  const words = WORDS[kind];
  const read =
    data.watermark === null ? 'nothing was received yet' : `newest received ${instantText(data.watermark)}`;
  return sections([
    words ? words(answer as never, answered) : JSON.stringify(answer, null, 2),
    `${count(data.units)} known ${data.unit}s, ${read}, ${data.timeZone}, ${data.engineMs} ms`,
  ]);
}
