import type { Operation } from '../operation.ts';
import type { PlanContext, PlannedRequest } from '../planned-request.ts';
import { identifiers } from './address.ts';
import { type CustomerioSettings, trackRequest } from './settings.ts';
import { ulidOf } from './ulid.ts';

/** An event with an id that came before is dropped over there, so a repeat counts once. Times are seconds. */
export function planEvents(
  all: readonly Operation[],
  { settings, cohort, audience, event }: PlanContext<CustomerioSettings>,
): readonly PlannedRequest[] {
  const operations = all.filter(({ entry }) => entry !== undefined);
  const batch = operations.flatMap((operation) => {
    const { entry } = operation;
    if (entry === undefined) return [];
    const { at, reason, id } = entry;
    return [
      {
        type: 'person',
        action: 'event',
        identifiers: identifiers(operation, settings),
        name: event,
        id: ulidOf(entry),
        timestamp: Math.floor(at / 1_000),
        attributes: {
          cohort: cohort.name,
          segment: audience.name,
          entered_at: new Date(at).toISOString(),
          reason,
          entry_id: id,
        },
      },
    ];
  });
  return [{ request: trackRequest(settings, '/api/v2/batch', { batch }), quota: 'track', operations }];
}
