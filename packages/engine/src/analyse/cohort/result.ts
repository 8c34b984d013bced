import type { Properties } from '../../model/property-value.ts';
import type { Instant } from '../../model/time.ts';
import type { Unit } from '../../store/clickhouse/timeline.ts';
import type { Problem } from '../../util/result.ts';

/** A member under the name that people know it by: user id, `device:` and device id, or account. */
export interface CohortMember {
  readonly id: string;
  /** Key in decimal. */
  readonly unit: string;
  readonly properties: Properties;
}

/** How many known units one clause holds of, whatever the others say. */
export interface ClauseSize {
  /** Where it stands in the definition, such as `where.conditions.1`. */
  readonly path: string;
  /** In the language's words. */
  readonly text: string;
  readonly size: number;
}

interface CohortAnswerBase {
  readonly unit: Unit;
  /** The definition in the language's words. */
  readonly text: string;
  readonly asOf: Instant;
  readonly size: number;
  /** Names in the definition that nothing stored carries: most often a slip of the pen, which would make an empty cohort. */
  readonly warnings: readonly Problem[];
}

export interface CohortPreview extends CohortAnswerBase {
  readonly show: 'preview';
  /** Everyone known at the instant. */
  readonly known: number;
  /** Size by known; null when nobody is known. */
  readonly share: number | null;
  readonly clauses: readonly ClauseSize[];
  /** Clauses past the most that are counted one by one. */
  readonly clausesLeftOut: number;
  readonly sample: readonly CohortMember[];
}

export interface CohortMembers extends CohortAnswerBase {
  readonly show: 'members';
  readonly members: readonly CohortMember[];
  /** The cursor of the next page; null after the last. */
  readonly next: string | null;
}

export type CohortAnswer = CohortPreview | CohortMembers;
