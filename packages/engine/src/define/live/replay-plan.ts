import type { Instant } from '../../model/time.ts';
import type { IdentityOverlay, Unit } from '../../store/clickhouse/timeline.ts';
import type { EventStore } from '../../store/event-store.ts';
import type { CohortLookup } from '../clauses/define-clause.ts';
import { assertReferences } from '../cohorts/references.ts';
import type { CohortDefinition } from '../language/ast.ts';
import { type LiveNode, LivePlan } from './plan.ts';

export interface ReplayPlanRequest {
  readonly store: EventStore;
  readonly project: string;
  readonly overlay: IdentityOverlay;
  readonly cohorts: CohortLookup;
  readonly unit: Unit;
  readonly definitions: readonly CohortDefinition[];
  /** Nothing later is looked at. */
  readonly until: Instant;
  readonly upToSeq?: number | undefined;
  readonly signal?: AbortSignal | undefined;
}

export interface ReplayPlan {
  readonly plan: LivePlan;
  /** One for each definition. */
  readonly roots: readonly LiveNode[];
}

/**
 * The clauses of some definitions, ready to be replayed up to an instant. Throws a ProblemError (422) when a definition names cohorts
 * that are not there, are of another unit, or form a ring.
 */
export async function replayPlan({ cohorts, definitions }: ReplayPlanRequest): Promise<ReplayPlan> {
  for (const definition of definitions) assertReferences(definition, cohorts);
  const plan = new LivePlan(() => {
    throw new Error('not yet');
  });
  return { plan, roots: definitions.map(({ where }) => plan.compile(where, cohorts)) };
}
