import { z } from 'zod';
import type { CallContext } from '../audience.ts';
import { DestinationFault, misconfigured } from '../fault.ts';
import { jsonOf } from '../vendor-answer.ts';
import { readHubspot } from './answers.ts';
import { type HubspotSettings, hubspotHeaders, hubspotUrl } from './settings.ts';

/** What a sync needs of the token in any case. */
const SCOPES = [
  'crm.lists.read',
  'crm.lists.write',
  'crm.objects.contacts.read',
  'crm.objects.contacts.write',
];

/**
 * Reads a list that there is not and one contact, asks what the token may do, and looks at the property that contacts are found by. Throws
 * a DestinationFault that names the setting to change.
 */
export async function verifyToken(context: CallContext<HubspotSettings>): Promise<void> {
  const { settings } = context;
  await get(
    context,
    '/crm/v3/lists/object-type-id/0-1/name/cusp%20looks%20whether%20it%20may%20read%20lists',
  );
  readHubspot(
    z.object({ results: z.array(z.unknown()) }),
    await get(context, '/crm/v3/objects/contacts?limit=1'),
  );
  await checkScopes(context);
  if (settings.uniqueProperty !== undefined) await checkProperty(context, settings.uniqueProperty);
}

const token = z.object({ hubId: z.number(), scopes: z.array(z.string()) });

/** Writing cannot be tried without doing it. Tokens of private apps tell what they may do; others are found out by use. */
async function checkScopes({ settings, call }: CallContext<HubspotSettings>): Promise<void> {
  const response = await call(
    {
      method: 'POST',
      url: hubspotUrl(settings, '/oauth/v2/private-apps/get/access-token-info'),
      headers: hubspotHeaders(settings),
      body: JSON.stringify({ tokenKey: settings.accessToken }),
    },
    'crm',
  );
  const told = response.status === 200 ? jsonOf(token, response.body) : undefined;
  if (told === undefined) return;
  const missing = SCOPES.filter((scope) => !told.scopes.includes(scope));
  if (missing.length > 0) {
    throw new DestinationFault({
      kind: 'credentials',
      message: `the token of \`accessToken\` may not do all: give the app the scopes ${missing.join(', ')}`,
    });
  }
  if (settings.hubId !== undefined && settings.hubId !== told.hubId) {
    throw misconfigured(
      `the token belongs to account ${told.hubId}, \`hubId\` is ${settings.hubId}: correct one of them`,
    );
  }
}

async function checkProperty(context: CallContext<HubspotSettings>, name: string): Promise<void> {
  const response = await get(context, `/crm/v3/properties/contacts/${encodeURIComponent(name)}`);
  if (response.status === 404) {
    throw misconfigured(
      `there is no contact property "${name}": correct \`uniqueProperty\`, or make one with unique values in HubSpot`,
    );
  }
  const { hasUniqueValue } = readHubspot(z.object({ hasUniqueValue: z.boolean().nullish() }), response);
  if (hasUniqueValue !== true) {
    throw misconfigured(
      `the contact property "${name}" may have one value twice: \`uniqueProperty\` must name one that was made with unique values`,
    );
  }
}

function get({ settings, call }: CallContext<HubspotSettings>, path: string) {
  return call({ method: 'GET', url: hubspotUrl(settings, path), headers: hubspotHeaders(settings) }, 'crm');
}
