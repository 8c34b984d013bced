import type { CohortDefinition } from '../../define/language/ast.ts';
import type { Instant } from '../../model/time.ts';
import type { Unit } from '../../store/clickhouse/timeline.ts';
import type { CohortMember } from '../cohort/result.ts';

export interface JourneyPeopleAnswer {
  readonly kind: 'journey-people';
  readonly unit: Unit;
  readonly asOf: Instant;
  readonly size: number;
  readonly members: readonly CohortMember[];
  /** The cursor of the next page; null after the last. */
  readonly next: string | null;
  /** Selects exactly these as of the same instant; null where the cohort language cannot say it, and `why` says what it lacks. */
  readonly definition: CohortDefinition | null;
  readonly why?: string | undefined;
}
