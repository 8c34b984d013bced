import type { LeafClause } from '../../define/language/leaf-clauses.ts';
import type { EventSelector } from '../../define/selector/event-selector.ts';
import type { FilterScope } from '../../define/selector/property-filter.ts';
import { unreachable } from '../../util/assert.ts';

/** Names of events, of properties of events and of properties of users or accounts, with the place that uses each. */
export interface NamesUsed {
  readonly events: readonly Place[];
  readonly filters: readonly FilterPlace[];
  readonly properties: readonly Place[];
}

export interface Place {
  readonly name: string;
  readonly path: string;
}

export interface FilterPlace extends Place {
  readonly scope: FilterScope;
  /** The events that are asked for the property; none: any event. */
  readonly names: readonly string[];
}

export function namesUsed(leaves: readonly LeafClause[]): NamesUsed {
  const events: Place[] = [];
  const filters: FilterPlace[] = [];
  const properties: Place[] = [];
  const select = ({ names, filters: own }: EventSelector, path: string): void => {
    for (const [i, name] of names.entries()) events.push({ name, path: `${path}.names.${i}` });
    for (const [i, { property, scope }] of own.entries()) {
      filters.push({ name: property, scope, names, path: `${path}.filters.${i}.property` });
    }
  };
  for (const { clause, path } of leaves) {
    switch (clause.kind) {
      case 'event-count':
      case 'active-days':
      case 'trend':
      case 'typical-count':
      case 'nth-time':
        select(clause.event, `${path}.event`);
        break;
      case 'event-aggregate': {
        const { event, property, scope } = clause;
        select(event, `${path}.event`);
        filters.push({ name: property, scope, names: event.names, path: `${path}.property` });
        break;
      }
      case 'sequence':
        for (const [i, step] of clause.steps.entries()) select(step, `${path}.steps.${i}`);
        break;
      case 'not-followed':
        for (const [i, step] of clause.steps.entries()) select(step, `${path}.steps.${i}`);
        select(clause.without, `${path}.without`);
        break;
      case 'funnel':
        for (const [i, step] of clause.steps.entries()) select(step, `${path}.steps.${i}`);
        for (const [i, { event }] of clause.exclusions.entries())
          select(event, `${path}.exclusions.${i}.event`);
        for (const [i, { property, scope }] of clause.holdConstant.entries()) {
          const names = [...new Set(clause.steps.flatMap((step) => step.names))];
          const all = clause.steps.some((step) => step.names.length === 0) ? [] : names;
          filters.push({ name: property, scope, names: all, path: `${path}.holdConstant.${i}.property` });
        }
        break;
      case 'property':
      case 'property-ever':
        properties.push({ name: clause.property, path: `${path}.property` });
        break;
      case 'limit-share':
        properties.push({ name: clause.property, path: `${path}.property` });
        properties.push({ name: clause.of, path: `${path}.of` });
        break;
      case 'first-seen':
      case 'in-cohort':
        break;
      default:
        unreachable(clause);
    }
  }
  return { events, filters, properties };
}
