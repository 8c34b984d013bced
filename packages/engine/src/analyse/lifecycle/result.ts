import type { Instant } from '../../model/time.ts';
import type { Unit } from '../../store/clickhouse/timeline.ts';
import type { LifecycleSpec } from './spec.ts';

/** Numbers of units. New, current and resurrected together are the active ones. */
export interface LifecycleCounts {
  readonly new: number;
  readonly current: number;
  readonly resurrected: number;
  readonly dormant: number;
}

export interface LifecycleInterval extends LifecycleCounts {
  readonly from: Instant;
  /** Not included. */
  readonly to: Instant;
  /** It is not over as of `asOf`: who is dormant may still come. */
  readonly isIncomplete: boolean;
  /** Those won (new and resurrected) for each that was lost (dormant); null when nobody was. */
  readonly pulse: number | null;
}

export interface LifecycleAnswer {
  readonly kind: 'lifecycle';
  readonly unit: Unit;
  readonly interval: LifecycleSpec['interval'];
  readonly timeZone: string;
  readonly asOf: Instant;
  readonly intervals: readonly LifecycleInterval[];
}
