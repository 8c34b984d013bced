import type { CohortLookup } from '../../packages/engine/src/define/clauses/define-clause.ts';
import type { CohortDefinition } from '../../packages/engine/src/define/language/ast.ts';
import type { StoredEvent } from '../../packages/engine/src/model/event.ts';
import type { Instant } from '../../packages/engine/src/model/time.ts';

/**
 * A small made-up store and what to ask of it. Plain JSON, so that a world on which the readings once disagreed can be kept
 * as a file and asked again for ever.
 */
export interface World {
  /** In order of arrival. The project is given when the world is stored. */
  readonly events: readonly Omit<StoredEvent, 'project'>[];
  /** Named cohorts that the definitions may refer to; each refers to those before it alone. */
  readonly cohorts: Readonly<Record<string, CohortDefinition>>;
  readonly definitions: readonly CohortDefinition[];
  /** For each definition, in the same order: the instants as of which to ask who is a member. */
  readonly instants: readonly (readonly Instant[])[];
}

export function lookupOf(world: World): CohortLookup {
  return {
    definition: (name) => (Object.hasOwn(world.cohorts, name) ? world.cohorts[name] : undefined),
  };
}

export function eventsOf(world: World, project: string): StoredEvent[] {
  return world.events.map((event) => ({ ...event, project }));
}
