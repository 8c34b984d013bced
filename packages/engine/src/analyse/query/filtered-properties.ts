import { z } from 'zod';
import { eventSelector } from '../../define/selector/event-selector.ts';
import type { CarriedProperty } from '../../store/clickhouse/sequence-columns.ts';

const selector = z.object(eventSelector.shape);
/** A cohort's definition reads its events by itself. */
const definition = z.looseObject({ unit: z.enum(['user', 'account']), where: z.unknown() });

/** The properties by which a spec's own events are filtered, however deep; those of cohorts that it names or holds are left out. */
export function filteredProperties(spec: unknown): readonly CarriedProperty[] {
  if (typeof spec !== 'object' || spec === null || definition.safeParse(spec).success) return [];
  const selected = selector.safeParse(spec);
  if (selected.success) return selected.data.filters.map(({ scope, property }) => ({ scope, property }));
  return Object.values(spec).flatMap(filteredProperties);
}
