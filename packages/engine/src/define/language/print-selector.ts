import type { EventSelector } from '../selector/event-selector.ts';
import type { PropertyFilter } from '../selector/property-filter.ts';
import { printComparison } from './print-comparison.ts';
import { printName, printProperty, printUserProperty } from './print-literal.ts';

/** Which events: `limit_hit where limit = "seats" and user.plan = "free"`. */
export function printSelector(selector: EventSelector): string {
  if (selector.filters.length === 0) return printNames(selector.names);
  return `${printNames(selector.names)} where ${selector.filters.map(printFilter).join(' and ')}`;
}

function printNames(names: readonly string[]): string {
  const printed = names.map(printName);
  if (printed.length === 0) return 'any event';
  return printed.length === 1 ? printed.join() : `any of (${printed.join(', ')})`;
}

function printFilter(filter: PropertyFilter): string {
  const name = filter.scope === 'user' ? printUserProperty(filter.property) : printProperty(filter.property);
  return `${name} ${printComparison(filter)}`;
}
