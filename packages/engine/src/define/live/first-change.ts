import type { Instant } from '../../model/time.ts';
import { assert } from '../../util/assert.ts';
import { evaluate } from './evaluate.ts';
import type { LiveUnit } from './live-unit.ts';
import type { LiveNode } from './plan.ts';

/** Far more than the events that one unit ever has in its windows: each leaves each of them once. */
const MAX_STEPS = 10_000_000;

/** When a condition changes first after an instant if nothing more comes for the unit; undefined: never. */
export function firstChange(node: LiveNode, unit: LiveUnit, at: Instant): Instant | undefined {
  const now = evaluate(node, unit, at);
  let next = now.until;
  for (let steps = 0; next !== undefined; steps += 1) {
    assert(steps < MAX_STEPS, 'a condition changes by itself without end');
    const then = evaluate(node, unit, next);
    if (then.holds !== now.holds) return next;
    next = then.until;
  }
  return undefined;
}
