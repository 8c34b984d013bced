import type { Clock, Instant } from '../../model/time.ts';
import { loadIdentityOverlay } from '../../store/clickhouse/timeline.ts';
import type { EventStore } from '../../store/event-store.ts';
import type { RecordStore } from '../../store/record-store.ts';
import type { CohortLookup } from '../clauses/define-clause.ts';
import { clauseOf } from '../clauses/registry.ts';
import type { Condition } from '../language/ast.ts';
import type { LiveTransition } from '../live/live-cohort.ts';
import type { Interval } from '../live/replay.ts';
import { replayUnits } from '../live/replay-units.ts';
import type { TrueInstants } from './late-transitions.ts';
import { UNITS } from './project-state.ts';
import { wantedCohorts } from './wanted-cohorts.ts';

export interface TrueInstantsRequest {
  readonly store: EventStore;
  readonly records: RecordStore;
  readonly project: string;
  readonly clock: Clock;
}

/**
 * Tells when transitions that were known late became true: the histories of their units are replayed, by the cohorts'
 * definitions of now. One of an earlier version, or of a unit that is there no more, is left untold; so is one of a cohort that compares
 * with the typical member of another, for which everybody's history would have to be replayed.
 */
export function trueInstants({ store, records, project, clock }: TrueInstantsRequest): TrueInstants {
  return async (transitions) => {
    const { cohorts: wanted, lookup } = await wantedCohorts(records, project);
    const overlay = await loadIdentityOverlay(store, project);
    const found = new Map<LiveTransition, Instant | undefined>();
    for (const unit of UNITS) {
      const of = transitions.filter(({ cohort }) => cohort.unit === unit);
      const definitions = wanted.filter(
        ({ id, version, definition }) =>
          of.some(({ cohort }) => cohort.id === id && cohort.version === version) &&
          !comparesWithOthers(definition.where, lookup),
      );
      if (definitions.length === 0) continue;
      const courses = await replayUnits({
        store,
        project,
        overlay,
        cohorts: lookup,
        unit,
        definitions: definitions.map(({ definition }) => definition),
        subjects: [...new Set(of.map((each) => each.unit))],
        until: clock(),
      });
      for (const transition of of) {
        const at = definitions.findIndex(({ id }) => id === transition.cohort.id);
        const intervals = courses.get(transition.unit)?.[at];
        found.set(transition, intervals && instantIn(intervals, transition));
      }
    }
    return transitions.map((transition) => found.get(transition));
  };
}

/** When the while of membership began, or ended, that the transition tells of. */
function instantIn(intervals: readonly Interval[], { entered, at }: LiveTransition): Instant | undefined {
  if (entered) {
    return intervals.findLast(({ from, to }) => from <= at && (to === undefined || to > at))?.from;
  }
  return intervals.findLast(({ to }) => to !== undefined && to <= at)?.to;
}

function comparesWithOthers(condition: Condition, lookup: CohortLookup): boolean {
  switch (condition.kind) {
    case 'all':
    case 'any':
      return condition.conditions.some((part) => comparesWithOthers(part, lookup));
    case 'not':
      return comparesWithOthers(condition.condition, lookup);
    default: {
      const { live } = clauseOf(condition);
      if (live.kind === 'stand-in') return comparesWithOthers(live.condition(condition, lookup), lookup);
      return live.typical !== undefined;
    }
  }
}
