import type { EventSelector } from '../selector/event-selector.ts';
import { describeComparison } from './describe-comparison.ts';
import { enumerated } from './phrase.ts';
import { printName } from './print-literal.ts';

/** Which events: `limit_hit (whose limit is "seats", while the user's plan is "free")`. */
export function describeSelector(selector: EventSelector): string {
  const names = selector.names.length === 0 ? 'any event' : enumerated(selector.names.map(printName), 'or');
  if (selector.filters.length === 0) return names;
  const filters = selector.filters.map((filter) =>
    filter.scope === 'event'
      ? `whose ${printName(filter.property)} ${describeComparison(filter)}`
      : `while the user's ${printName(filter.property)} ${describeComparison(filter)}`,
  );
  return `${names} (${enumerated(filters, 'and')})`;
}
