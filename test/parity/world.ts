import type { CohortLookup } from '../../packages/engine/src/define/clauses/define-clause.ts';
import type { CohortDefinition } from '../../packages/engine/src/define/language/ast.ts';
import type { StoredEvent } from '../../packages/engine/src/model/event.ts';

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
  /** Which of each definition's instants to ask at, as positions in a list that is walked round and round. */
  readonly picks: readonly number[];
}

export function lookupOf(world: World): CohortLookup {
  return {
    definition: (name) => (Object.hasOwn(world.cohorts, name) ? world.cohorts[name] : undefined),
  };
}

export function eventsOf(world: World, project: string): StoredEvent[] {
  return world.events.map((event) => ({ ...event, project }));
}
