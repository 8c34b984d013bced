import type { PropertyValue } from '../../model/property-value.ts';
import type { Instant } from '../../model/time.ts';
import type { AskedUnit } from './live-unit.ts';
import type { LiveNode, Slot } from './plan.ts';
import type { Truth } from './tracker.ts';
import { notTruth, truthTogether } from './truth.ts';

/** Does a compiled condition hold of a unit as of an instant, and until when at least? */
export function evaluate(node: LiveNode, unit: AskedUnit, at: Instant): Truth {
  switch (node.kind) {
    case 'slot':
      return unit.trackerOf(node.slot).truth(at, unit);
    case 'not':
      return notTruth(evaluate(node.part, unit, at));
    default:
      return truthTogether(node.parts, node.kind === 'all', evaluate, unit, at);
  }
}

/** What each of some clauses has seen as of an instant. */
export function valuesAt(
  slots: readonly Slot[],
  unit: AskedUnit,
  at: Instant,
): readonly (PropertyValue | null)[] {
  return slots.map((slot) => unit.trackerOf(slot).value(at, unit) ?? null);
}
