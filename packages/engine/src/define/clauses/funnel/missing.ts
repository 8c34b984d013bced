import type { PropertyValue } from '../../../model/property-value.ts';
import type { FunnelClause } from './schema.ts';

/** What stands in the way of a bar, from the furthest step that was reached: `the furthest step reached is 2`, `went on to step 3`. */
export function missingSteps({ bar, steps }: FunnelClause, value: PropertyValue | null): string {
  const furthest = typeof value === 'number' ? value : 0;
  if (furthest === 0) return 'no step was reached';
  if (furthest < bar.step) return `the furthest step reached is ${furthest}`;
  // Past a bar and not in it: what may be left out decides by itself, and of the others only those that stopped are wanted.
  if (bar.side === 'reached') return `step ${bar.step} was left out`;
  return steps[bar.step - 1]?.optional ? `step ${bar.step} was done` : `went on to step ${furthest}`;
}
