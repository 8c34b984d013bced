import type { Operation } from '../operation.ts';
import type { PlanContext, PlannedRequest } from '../planned-request.ts';
import { whose } from './address.ts';
import { type BrazeSettings, trackRequest } from './settings.ts';

/** Braze cannot tell a repeat of an event: the entry's id is among the properties, for whoever looks at them. */
export function planEvents(
  all: readonly Operation[],
  { settings, cohort, audience, event }: PlanContext<BrazeSettings>,
): PlannedRequest {
  const operations = all.filter(({ entry }) => entry !== undefined);
  const events = operations.flatMap((operation) => {
    const { entry } = operation;
    if (entry === undefined) return [];
    return [
      {
        ...whose(operation, settings),
        ...(settings.appId === undefined ? {} : { app_id: settings.appId }),
        name: event,
        time: new Date(entry.at).toISOString(),
        properties: {
          cohort: cohort.name,
          audience: audience.name,
          entered_at: new Date(entry.at).toISOString(),
          reason: entry.reason,
          entry_id: entry.id,
        },
        _update_existing_only: !settings.createUsers,
      },
    ];
  });
  return { request: trackRequest(settings, { events }), quota: 'track', operations };
}
