import { z } from 'zod';
import type { EnsureRequest } from '../audience.ts';
import { misconfigured } from '../fault.ts';
import type { Entry } from '../operation.ts';
import type { PlanContext } from '../planned-request.ts';
import { shortDigest } from '../short-digest.ts';
import { readHubspot } from './answers.ts';
import { type HubspotSettings, hubspotHeaders, hubspotUrl } from './settings.ts';

const FULL_NAME = /^pe\d+_[a-z0-9_-]+$/;

/** What the event carries: property names over there, and what they are called in HubSpot's own pages. */
const PROPERTIES = { cohort: 'Cohort', list: 'List', entered_at: 'Entered at', reason: 'Reason' } as const;

/**
 * The full name of an event over there: one that is written in full as it is (`pe123_entered_walls`), any other folded to lower-case
 * letters, digits and underscores and put behind the number of the account. Names come to the same only if
 * they differ in case and marks alone.
 */
export function eventName(event: string, { hubId }: HubspotSettings): string {
  return FULL_NAME.test(event) ? event : `pe${hubId ?? ''}_${shortName(event)}`;
}

const LONGEST_NAME = 50;
/** Letters and digits that a folded name has no room for: without them, names of another script would all be one. */
const UNFOLDABLE = /[^\p{ASCII}\P{L}]|[^\p{ASCII}\P{N}]/u;

/** Where letters, digits or an end are lost, a few digits made from all of it keep the name apart from others. */
function shortName(event: string): string {
  const folded = event
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '_')
    .replaceAll(/^_+|_+$/g, '');
  const named = /^[a-z]/.test(folded) ? folded : `e_${folded}`;
  if (folded !== '' && named.length <= LONGEST_NAME && !UNFOLDABLE.test(event)) return named;
  const digits = shortDigest(event, 8);
  return `${named.slice(0, LONGEST_NAME - digits.length - 1).replace(/_+$/, '')}_${digits}`;
}

export function eventProperties(
  entry: Entry,
  { cohort, audience }: Pick<PlanContext<HubspotSettings>, 'cohort' | 'audience'>,
): Record<keyof typeof PROPERTIES, string> {
  return {
    cohort: cohort.name,
    list: audience.name,
    entered_at: new Date(entry.at).toISOString(),
    reason: entry.reason,
  };
}

/**
 * Defines the sync's event where it is not yet; HubSpot takes none that is not defined. One that is named in full is its owner's to
 * define. Throws a DestinationFault.
 */
export async function ensureEvent({ event, settings, call }: EnsureRequest<HubspotSettings>): Promise<void> {
  if (event === undefined || FULL_NAME.test(event)) return;
  if (settings.hubId === undefined) {
    throw misconfigured(
      `the event "${event}" needs \`hubId\`, the number of the account: set it, or name the event in full as HubSpot shows it (pe123_...)`,
    );
  }
  const headers = hubspotHeaders(settings);
  const definitions = '/events/v3/event-definitions';
  const name = encodeURIComponent(eventName(event, settings));
  const found = await call(
    { method: 'GET', url: hubspotUrl(settings, `${definitions}/${name}`), headers },
    'crm',
  );
  if (found.status === 200) return;
  if (found.status !== 404) throw misconfigured(`the event cannot be looked up: ${found.body.slice(0, 200)}`);
  const body = {
    label: event,
    name: shortName(event),
    description: 'Somebody entered a cohort that Cusp keeps',
    primaryObject: 'CONTACT',
    propertyDefinitions: Object.entries(PROPERTIES).map(([property, label]) => ({
      name: property,
      label,
      type: 'string',
    })),
  };
  const made = await call(
    { method: 'POST', url: hubspotUrl(settings, definitions), headers, body: JSON.stringify(body) },
    'crm',
  );
  const { fullyQualifiedName } = readHubspot(z.object({ fullyQualifiedName: z.string() }), made);
  if (fullyQualifiedName !== eventName(event, settings)) {
    throw misconfigured(
      `HubSpot calls the event ${fullyQualifiedName}: correct \`hubId\`, or name the event so`,
    );
  }
}
