import type { Instant } from '../../model/time.ts';

/** How large a cohort was at the end of a span, and who came and went in it. */
export interface PopulationPoint {
  /** The span's last instant plus one, or the instant asked about when that comes first. */
  readonly at: Instant;
  readonly size: number;
  readonly entered: number;
  readonly exited: number;
}
