import type { PropertyValue } from '../../model/property-value.ts';
import type { Instant } from '../../model/time.ts';
import type { IdentityOverlay } from '../../store/clickhouse/timeline.ts';
import type { EventStore } from '../../store/event-store.ts';
import { must } from '../../util/assert.ts';
import type { CohortLookup } from '../clauses/define-clause.ts';
import type { CohortDefinition } from '../language/ast.ts';
import { type LeafClause, leafClauses } from '../language/leaf-clauses.ts';
import { printClause } from '../language/print-clause.ts';
import { firstChange } from '../live/first-change.ts';
import { foldUnits } from '../live/fold-units.ts';
import type { LiveUnit } from '../live/live-unit.ts';
import type { Slot } from '../live/plan.ts';
import { ConditionCourse, type Interval } from '../live/replay.ts';
import { replayPlan } from '../live/replay-plan.ts';
import { unitKeys } from '../live/unit-keys.ts';

/** One clause of a definition, in the life of one unit. */
export interface ClauseCourse {
  /** Where it stands in the definition's tree, such as `where.conditions.1`. */
  readonly path: string;
  /** In the language's words. */
  readonly text: string;
  readonly holds: boolean;
  /** What it has seen: a count, a value; counts are whole. Null: nothing. */
  readonly value: PropertyValue | null;
  /** Since when it has been as it is. */
  readonly since: Instant;
  /** When it will change if nothing more happens; null: never. */
  readonly until: Instant | null;
}

/** Why a unit is a member or is not, and when it was one: replayed as if the cohort had always existed. */
export interface UnitCourse {
  readonly knownSince: Instant;
  readonly isMember: boolean;
  readonly since: Instant;
  readonly until: Instant | null;
  readonly clauses: readonly ClauseCourse[];
  /** All whiles of membership up to the instant asked about, the earliest first. */
  readonly intervals: readonly Interval[];
}

export interface UnitCourseRequest {
  readonly store: EventStore;
  readonly project: string;
  readonly overlay: IdentityOverlay;
  readonly cohorts: CohortLookup;
  readonly definition: CohortDefinition;
  /** The unit's key, decimal uint64: the one that its history ends at, not a device's or an alias's. */
  readonly subject: string;
  /** Nothing later is looked at. `now` when left out. */
  readonly asOf?: Instant | undefined;
  readonly now: Instant;
  readonly signal?: AbortSignal | undefined;
}

/**
 * The course of one unit through a cohort, out of that unit's rows alone. Undefined: no such unit is known as of the instant.
 * Throws a ProblemError (422) when the definition names cohorts that are not there, are of another unit, or form a ring.
 */
export async function readUnitCourse(request: UnitCourseRequest): Promise<UnitCourse | undefined> {
  const { store, project, overlay, cohorts, definition, subject, now, signal } = request;
  const asOf = request.asOf ?? now;
  const { unit } = definition;
  const { plan, roots } = await replayPlan({
    ...{ store, project, overlay, cohorts, unit, until: asOf, signal },
    definitions: [definition],
  });
  const root = must(roots[0], 'root');
  const leaves = leafClauses(definition.where).map((leaf) => {
    const node = plan.compile(leaf.clause, cohorts);
    // A clause that stands for others has seen nothing itself.
    const seen = node.kind === 'slot' ? (plan.compileWhole(node.slot) ?? node.slot) : undefined;
    return { ...leaf, node, seen };
  });
  let found: UnitCourse | undefined;
  await foldUnits({
    ...{ store, project, unit, overlay, plan, until: asOf, signal },
    keys: await unitKeys(store, project, unit, overlay, [subject]),
    readings: () => [root, ...leaves.map(({ node }) => node)].map((node) => new ConditionCourse(node)),
    each: (of, [whole, ...parts]) => {
      if (of.key === subject) found = told(of, must(whole, 'course'), parts, leaves, asOf);
    },
  });
  return found;
}

function told(
  unit: LiveUnit,
  whole: ConditionCourse,
  parts: readonly ConditionCourse[],
  leaves: readonly (LeafClause & { readonly seen: Slot | undefined })[],
  asOf: Instant,
): UnitCourse {
  const { holds, ...rest } = stateOf(whole, unit, asOf);
  return {
    knownSince: unit.knownSince,
    isMember: holds,
    ...rest,
    clauses: leaves.map(({ path, clause, seen }, i) => {
      const part = must(parts[i], 'clause');
      return {
        path,
        text: printClause(clause),
        value: (seen && unit.trackerOf(seen).value(asOf, unit)) ?? null,
        ...stateOf(part, unit, asOf),
      };
    }),
    intervals: whole.intervals,
  };
}

function stateOf({ root, intervals }: ConditionCourse, unit: LiveUnit, asOf: Instant) {
  const last = intervals.at(-1);
  const holds = last !== undefined && last.to === undefined;
  return {
    holds,
    since: last === undefined ? unit.knownSince : (last.to ?? last.from),
    until: firstChange(root, unit, asOf) ?? null,
  };
}
