import type { PropertyValue } from '../../../model/property-value.ts';
import type { FunnelClause } from './schema.ts';

/** What stands in the way of a bar, from the furthest step that was reached: `step 3 was not reached`. */
export function missingSteps({ bar }: FunnelClause, value: PropertyValue | null): string {
  const furthest = typeof value === 'number' ? value : 0;
  const so = furthest === 0 ? 'no step was reached' : `the furthest step reached is ${furthest}`;
  if (bar.side === 'reached') return so;
  return furthest >= bar.step ? `went on to step ${furthest}` : so;
}
