import type { CohortDefinition, Condition } from '../../packages/engine/src/define/language/ast.ts';
import { durationMs } from '../../packages/engine/src/define/language/duration.ts';
import type { Window } from '../../packages/engine/src/define/language/window.ts';
import type { Instant } from '../../packages/engine/src/model/time.ts';
import { unreachable } from '../../packages/engine/src/util/assert.ts';
import type { World } from './world.ts';

/**
 * The instants at which a definition's membership could change in this world, and their neighbours a millisecond away: when
 * something happened, when a rolling window lets go of it, and where a fixed window begins and ends.
 */
export function boundaries(world: World, definition: CohortDefinition): readonly Instant[] {
  const times = new Set(world.events.map((event) => event.time));
  const found = new Set(times);
  for (const window of windowsOf(definition.where, world)) {
    switch (window.kind) {
      case 'last':
        for (const time of times) found.add(time + durationMs(window.duration));
        break;
      case 'between':
        found.add(window.from).add(window.to);
        break;
      case 'since':
        found.add(window.from);
        break;
      case 'ever':
        break;
      default:
        unreachable(window);
    }
  }
  const around = [...found].flatMap((at) => [at - 1, at, at + 1]);
  return [...new Set(around)].sort((a, b) => a - b);
}

/** The boundaries that the world picks, each once. */
export function pickedInstants(world: World, definition: CohortDefinition): readonly Instant[] {
  const all = boundaries(world, definition);
  const picked = world.picks.map((pick) => all[pick % Math.max(all.length, 1)]);
  return [...new Set(picked.filter((at) => at !== undefined))];
}

function windowsOf(condition: Condition, world: World): readonly Window[] {
  switch (condition.kind) {
    case 'all':
    case 'any':
      return condition.conditions.flatMap((part) => windowsOf(part, world));
    case 'not':
      return windowsOf(condition.condition, world);
    case 'in-cohort': {
      const inner = world.cohorts[condition.cohort];
      return inner ? windowsOf(inner.where, world) : [];
    }
    case 'event-count':
    case 'sequence':
    case 'first-seen':
      return [condition.window];
    case 'property':
      return [];
    default:
      return unreachable(condition);
  }
}
