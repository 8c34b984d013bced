import type { CohortDefinition } from '../../define/language/ast.ts';
import type { Instant } from '../../model/time.ts';
import type { Unit } from '../../store/clickhouse/timeline.ts';
import type { Proportion } from '../../util/statistics/proportion.ts';
import type { RangeLabel, ValueLabel } from '../segmentation/result.ts';
import type { FrequencyMeasure } from './spec.ts';

export interface FrequencyBar {
  readonly range: RangeLabel;
  /** Of the group's units, those in the range; with Wilson's 95% interval. */
  readonly units: Proportion;
  /** The cohort of exactly these units, as of the same instant; null when no definition can say it, and `why`. */
  readonly definition: CohortDefinition | null;
  readonly why?: string | undefined;
}

/** Numbers of the measure over the units of a group; null of nobody. */
export interface FrequencyNumbers {
  readonly mean: number | null;
  readonly median: number | null;
  readonly p90: number | null;
  readonly min: number | null;
  readonly max: number | null;
}

export interface FrequencyGroup extends FrequencyNumbers {
  /** Of the breakdown; null of the whole. */
  readonly label: ValueLabel | null;
  /** Who takes part. */
  readonly units: number;
  /** How many of them did the event at all. */
  readonly did: number;
  readonly events: number;
  /** Events without the number that a sum is of; 0 of other measures. */
  readonly withoutValue: number;
  readonly bars: readonly FrequencyBar[];
}

export interface FrequencyAnswer {
  readonly kind: 'frequency';
  readonly unit: Unit;
  readonly measure: FrequencyMeasure;
  readonly timeZone: string;
  readonly asOf: Instant;
  /** The events looked at: from then on (null: all) and before then. */
  readonly from: Instant | null;
  readonly to: Instant;
  /** Where bars begin, as given or as chosen. */
  readonly edges: readonly number[];
  readonly total: FrequencyGroup;
  /** For each value, most units first, then `other`: measured anew over all its events, so that a unit counts once. A list counts under each element. */
  readonly groups: readonly FrequencyGroup[];
  /** How many values came together in `other`. */
  readonly others: number;
}
