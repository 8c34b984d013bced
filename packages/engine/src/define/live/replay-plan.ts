import type { Instant } from '../../model/time.ts';
import type { IdentityOverlay, Unit } from '../../store/clickhouse/timeline.ts';
import type { EventStore } from '../../store/event-store.ts';
import type { CohortLookup } from '../clauses/define-clause.ts';
import { assertReferences } from '../cohorts/references.ts';
import type { CohortDefinition } from '../language/ast.ts';
import type { FoldProgress } from './fold-units.ts';
import { knowTypical } from './know-typical.ts';
import { type LiveNode, LivePlan } from './plan.ts';
import { TypicalCourse } from './typical-course.ts';

export interface ReplayPlanRequest {
  readonly store: EventStore;
  readonly project: string;
  readonly overlay: IdentityOverlay;
  readonly cohorts: CohortLookup;
  readonly unit: Unit;
  readonly definitions: readonly CohortDefinition[];
  /** The first instant that will be asked about; all are when left out. */
  readonly from?: Instant | undefined;
  /** Nothing later is looked at. */
  readonly until: Instant;
  readonly upToSeq?: number | undefined;
  readonly onProgress?: ((progress: FoldProgress) => void) | undefined;
  readonly signal?: AbortSignal | undefined;
}

export interface ReplayPlan {
  readonly plan: LivePlan;
  /** One for each definition. */
  readonly roots: readonly LiveNode[];
}

/**
 * The clauses of some definitions, ready to be replayed up to an instant. When some compare with the typical member of a cohort,
 * all units are replayed for that first, on into the time after `until` as far as anything changes there by itself. Throws a
 * ProblemError (422) when a definition names cohorts that are not there, are of another unit, or form a ring.
 */
export async function replayPlan(request: ReplayPlanRequest): Promise<ReplayPlan> {
  const { cohorts, definitions, from } = request;
  for (const definition of definitions) assertReferences(definition, cohorts);
  const courses = new Map<string, TypicalCourse>();
  const plan = new LivePlan((key) => {
    const course = new TypicalCourse();
    courses.set(key, course);
    return course;
  });
  const roots = definitions.map(({ where }) => plan.compile(where, cohorts));
  await knowTypical(plan, courses, { ...request, asOf: from, passTo: Number.POSITIVE_INFINITY });
  return { plan, roots };
}
