import type { CohortMembers, CohortPreview } from '../../analyse/cohort/result.ts';
import type { MembershipDifference } from '../../analyse/membership/compare-definitions.ts';
import type { NamedTransition } from '../../analyse/membership/named-transitions.ts';
import type { PopulationAnswer } from '../../analyse/membership/population-answer.ts';
import type { ClauseReason } from '../../analyse/membership/why.ts';
import type { DiffLine } from '../../util/line-diff.ts';
import type { Problem } from '../../util/result.ts';

/** Whether a cohort is fresh, as the API tells it. */
export interface LiveAnswer {
  readonly state: 'live' | 'building' | 'stopped' | 'off';
  readonly version: number | null;
  readonly size: number | null;
  readonly watermark: number | null;
  readonly lastTransition: number | null;
  readonly building: { readonly version: number; readonly share: number } | null;
  readonly error: string | null;
  readonly now: number;
}

/** A cohort as the API tells it. */
export interface CohortSummary {
  readonly id: string;
  readonly name: string;
  readonly description: string;
  readonly unit: 'user' | 'account';
  readonly version: number;
  readonly pendingVersion: number | null;
  readonly text: string;
  readonly updatedAt: number;
  readonly archivedAt: number | null;
  readonly live: LiveAnswer;
}

export interface CohortWhole extends CohortSummary {
  readonly plain: string;
  readonly pendingText: string | null;
  readonly warnings: readonly Problem[];
}

export interface VersionAnswer {
  readonly version: number;
  readonly state: 'in-force' | 'building' | 'earlier' | 'dropped';
  readonly text: string;
  readonly createdAt: number;
}

export interface DiffAnswer {
  readonly before: { readonly version: number | null };
  readonly after: { readonly version: number | null };
  readonly lines: readonly DiffLine[];
  readonly membership: MembershipDifference | null;
  readonly membershipProblem: string | null;
}

export interface TransitionsAnswer {
  readonly transitions: readonly NamedTransition[];
  readonly next: string | null;
}

export interface WhyAnswer {
  readonly cohort: string;
  readonly version: number;
  readonly text: string;
  readonly unit: 'user' | 'account';
  readonly id: string;
  readonly asOf: number;
  readonly knownSince: number;
  readonly isMember: boolean;
  readonly since: number;
  readonly until: number | null;
  readonly clauses: readonly ClauseReason[];
  readonly intervals: readonly { readonly from: number; readonly to: number | null }[];
  readonly recorded: readonly NamedTransition[];
  readonly recordedMore: boolean;
}

export interface CohortPopulation extends PopulationAnswer {
  readonly cohort: string;
  readonly version: number;
  readonly unit: 'user' | 'account';
}

export type PreviewAnswer = Omit<CohortPreview, 'show'>;
export type MembersAnswer = Omit<CohortMembers, 'show'>;

export function cohortPath(name: string, rest = ''): string {
  return `/api/v1/cohorts/${encodeURIComponent(name)}${rest}`;
}

/** The same with a query, in which what is undefined is left out. */
export function cohortQuery(
  name: string,
  rest: string,
  query: Readonly<Record<string, string | number | undefined>>,
): string {
  const given = Object.entries(query).flatMap(([key, value]) =>
    value === undefined ? [] : [[key, String(value)] as [string, string]],
  );
  return cohortPath(name, given.length === 0 ? rest : `${rest}?${new URLSearchParams(given)}`);
}
