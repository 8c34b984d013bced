import { propertyAt } from '../../define/reference/histories.ts';
import { labelsOf } from '../../define/selector/labels.ts';
import type { History } from '../../model/history.ts';
import { accountKey } from '../../model/key.ts';
import type { PropertyValue } from '../../model/property-value.ts';
import { unreachable } from '../../util/assert.ts';
import { segmentGroup, sharedGroup, valueGroup } from './group-label.ts';
import type { RetentionStart } from './reference.ts';
import type { RetentionBreakdownSpec } from './spec.ts';

/** The groups of the segments, given their places, that a unit is in; undefined when it is in none. */
export function segmentLabels(places: readonly number[]): string[] | undefined {
  if (places.length === 0) return undefined;
  const shared = places.includes(0) ? places.filter((place) => place > 0).map(sharedGroup) : [];
  return [...places.map(segmentGroup), ...shared];
}

/** The groups of all values of a breakdown that a start counts in: the plain reading of withValues. */
export function valueLabels(
  { scope, property }: RetentionBreakdownSpec,
  history: History,
  start: RetentionStart,
  unit: 'user' | 'account',
  accounts: ReadonlyMap<string, History>,
): string[] {
  return labelsOf(value()).map(valueGroup);

  function value(): PropertyValue | undefined {
    switch (scope) {
      case 'event':
        return start.event?.properties[property];
      case 'user':
        return start.event ? start.event.userProperties[property] : propertyAt(history, property, start.time);
      case 'account': {
        if (unit === 'account') return propertyAt(history, property, start.time);
        const [first] = start.event?.accounts ?? [];
        const account = first === undefined ? undefined : accounts.get(accountKey(first));
        return account && propertyAt(account, property, start.time);
      }
      default:
        return unreachable(scope);
    }
  }
}
