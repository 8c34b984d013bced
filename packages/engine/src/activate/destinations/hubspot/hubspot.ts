import { type Destination, defineDestination } from '../define-destination.ts';
import { emailAddress, userIdAddress } from '../person-address.ts';
import { accountOf } from '../short-digest.ts';
import { hubspotFault } from './answers.ts';
import { ensureList, readList } from './audience.ts';
import { interpretContacts } from './interpret.ts';
import { HUBSPOT_STEPS, planContacts } from './plan.ts';
import { hubspotSettings } from './settings.ts';
import { valueObjection } from './values.ts';
import { verifyToken } from './verify.ts';

/** HubSpot: the audience is a static list of contacts. https://developers.hubspot.com/docs/api-reference */
export const hubspot: Destination = defineDestination({
  kind: 'hubspot',
  title: 'HubSpot',
  settings: hubspotSettings,
  secrets: ['accessToken'],
  units: ['user'],
  limits: ({ membersPerRequest, requestsPerTenSeconds, requestsPerDay }) => ({
    operationsPerRequest: membersPerRequest,
    // Not documented; 100 contacts with long values stay below.
    bytesPerRequest: 3_000_000,
    quotas: {
      crm: { requests: requestsPerTenSeconds, perMs: 10_000 },
      // 1,250 a second, outside of the other limits.
      events: { requests: 1_000, perMs: 1_000 },
    },
    requestsPerDay,
    // Answers take 200 ms and more: half a second's requests in flight keep up with the rate twice over.
    concurrency: Math.max(4, Math.ceil(requestsPerTenSeconds / 20)),
    timeoutMs: 15_000,
  }),
  // Ten seconds are an app's own, a day is shared by all apps of the account.
  account: ({ accessToken }) => accountOf(accessToken),
  dayAccount: ({ hubId }) => (hubId === undefined ? undefined : `hub ${hubId}`),
  addressOf: (identity, { identity: key }) =>
    key === 'email' ? emailAddress(identity) : userIdAddress(identity),
  objection: valueObjection,
  mixes: true,
  ensureAudience: ensureList,
  steps: HUBSPOT_STEPS,
  keepsIds: true,
  events: true,
  plan: planContacts,
  interpret: interpretContacts,
  classify: hubspotFault,
  verify: verifyToken,
  readBack: readList,
});
