import type { CohortDefinition, Condition } from '../../packages/engine/src/define/language/ast.ts';
import { durationMs } from '../../packages/engine/src/define/language/duration.ts';
import type { Window } from '../../packages/engine/src/define/language/window.ts';
import type { Instant } from '../../packages/engine/src/model/time.ts';
import { unreachable } from '../../packages/engine/src/util/assert.ts';
import type { World } from './world.ts';

/** What the boundaries of a definition depend on. */
type Made = Pick<World, 'events' | 'cohorts'>;

/**
 * The instants at which a definition's membership could change in this world, and their neighbours a millisecond away: when
 * something happened, when a rolling window lets go of it, and where a fixed window begins and ends.
 */
export function boundaries(world: Made, definition: CohortDefinition): readonly Instant[] {
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
      case 'first':
      case 'ever':
        break;
      default:
        unreachable(window);
    }
  }
  const around = [...found].flatMap((at) => [at - 1, at, at + 1]);
  return [...new Set(around)].sort((a, b) => a - b);
}

/**
 * Some of the boundaries, each once. A pick is a number from 0 up to 1; late instants are picked more often than early ones, because
 * more has happened by then.
 */
export function pickedInstants(
  world: Made,
  definition: CohortDefinition,
  picks: readonly number[],
): readonly Instant[] {
  const all = boundaries(world, definition);
  const picked = picks.map((pick) => all[Math.floor(Math.sqrt(pick) * all.length)]);
  return [...new Set(picked.filter((at) => at !== undefined))];
}

function windowsOf(condition: Condition, world: Made): readonly Window[] {
  switch (condition.kind) {
    case 'all':
    case 'any':
      return condition.conditions.flatMap((part) => windowsOf(part, world));
    case 'not':
      return windowsOf(condition.condition, world);
    case 'in-cohort':
    case 'typical-count': {
      const inner = world.cohorts[condition.cohort];
      const own = condition.kind === 'typical-count' ? [condition.window] : [];
      return [...own, ...(inner ? windowsOf(inner.where, world) : [])];
    }
    case 'event-count':
    case 'event-aggregate':
    case 'nth-time':
    case 'sequence':
    case 'funnel':
    case 'first-seen':
    case 'active-days':
    case 'property-ever':
      return [condition.window];
    case 'trend': {
      const { amount, unit } = condition.period;
      return [1, 2].map((periods) => ({ kind: 'last', duration: { amount: periods * amount, unit } }));
    }
    case 'not-followed':
      // A wait is over when it has left a rolling window of its length.
      return [condition.window, { kind: 'last', duration: condition.within }];
    case 'property':
    case 'limit-share':
      return [];
    default:
      return unreachable(condition);
  }
}
