import type { CohortDefinition } from '../../define/language/ast.ts';
import type { Instant } from '../../model/time.ts';
import type { Unit } from '../../store/clickhouse/timeline.ts';
import type { CohortMember } from '../cohort/result.ts';

export interface FunnelPeopleAnswer {
  readonly kind: 'funnel-people';
  readonly unit: Unit;
  readonly asOf: Instant;
  readonly size: number;
  readonly members: readonly CohortMember[];
  /** The cursor of the next page; null after the last. */
  readonly next: string | null;
  /** Selects exactly these as of the same instant; null where the cohort language cannot say it, and `why` says what it lacks. */
  readonly definition: CohortDefinition | null;
  readonly why?: string | undefined;
  /** Where members of another instant are what the language lacks: the same bar of those who are members as of now. */
  readonly ofMembersNow?: CohortDefinition | undefined;
}
