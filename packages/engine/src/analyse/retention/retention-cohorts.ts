import type { CohortDefinition } from '../../define/language/ast.ts';
import type { Instant } from '../../model/time.ts';
import type { Segment } from '../scope/segments.ts';

/** The spec's cohorts, looked up. */
export interface RetentionCohorts {
  readonly only: CohortDefinition | undefined;
  readonly segments: readonly Segment[] | undefined;
  /** Of `only` and of the segments. */
  readonly membersAsOf: Instant;
  readonly compare:
    | {
        readonly members: CohortDefinition;
        readonly baseline: CohortDefinition | undefined;
        readonly asOf: Instant;
      }
    | undefined;
}
