import type { CohortMembers, CohortPreview } from '../../analyse/cohort/result.ts';
import type { Problem } from '../../util/result.ts';

/** A cohort as the API tells it. */
export interface CohortSummary {
  readonly id: string;
  readonly name: string;
  readonly description: string;
  readonly unit: 'user' | 'account';
  readonly version: number;
  readonly text: string;
  readonly updatedAt: number;
  readonly archivedAt: number | null;
}

export interface CohortWhole extends CohortSummary {
  readonly plain: string;
  readonly warnings: readonly Problem[];
}

export type PreviewAnswer = Omit<CohortPreview, 'show'>;
export type MembersAnswer = Omit<CohortMembers, 'show'>;

export function cohortPath(name: string, rest = ''): string {
  return `/api/v1/cohorts/${encodeURIComponent(name)}${rest}`;
}
