import type { CohortLookup } from '../../define/clauses/define-clause.ts';
import { type PathPlan, planPaths } from '../../define/funnel/path-plan.ts';
import type { CohortDefinition } from '../../define/language/ast.ts';
import { durationMs } from '../../define/language/duration.ts';
import type { Instant } from '../../model/time.ts';
import { must } from '../../util/assert.ts';
import { chosenCohort } from '../scope/cohort-choice.ts';
import { chosenSegments, type Segment } from '../scope/segments.ts';
import type { FunnelSpec } from './spec.ts';

/** A spec with its range, its cohorts and its steps settled: what both readings read. */
export interface FunnelPlan extends PathPlan {
  readonly spec: FunnelSpec;
  readonly from: Instant;
  readonly to: Instant;
  readonly membersAsOf: Instant;
  readonly timeZone: string;
  readonly cohort: CohortDefinition | undefined;
  readonly segments: readonly Segment[] | undefined;
  /** The required step whose event carries the value of a breakdown, counted from 0. */
  readonly attributedTo: number;
}

/** What a spec leaves to its surroundings. */
export interface FunnelSurroundings {
  readonly now: Instant;
  readonly timeZone: string;
  readonly cohorts: CohortLookup;
}

/** Throws a ProblemError (422) when the spec names a cohort that is not there or is of another unit. */
export function planFunnel(spec: FunnelSpec, { now, timeZone, cohorts }: FunnelSurroundings): FunnelPlan {
  const asOf = spec.asOf ?? now;
  const from = spec.last
    ? Math.max(0, asOf - durationMs(spec.last) + 1)
    : must(spec.from, 'start of the range');
  const to = spec.last ? asOf + 1 : must(spec.to, 'end of the range');
  const firstDay = spec.newOnly === 'first-day' ? { timeZone } : undefined;
  const paths = planPaths(spec, { from, to, firstDay }, asOf);
  return {
    ...paths,
    spec,
    from,
    to,
    membersAsOf: spec.membersAsOf ?? asOf,
    timeZone,
    cohort: spec.cohort === undefined ? undefined : chosenCohort(spec.cohort, spec.unit, cohorts),
    segments: spec.segments && chosenSegments(spec.segments, spec.unit, cohorts),
    attributedTo: paths.places.indexOf((spec.breakdown?.step ?? 1) - 1),
  };
}
