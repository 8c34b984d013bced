import { type Destination, defineDestination } from '../define-destination.ts';
import { emailAddress, userIdAddress } from '../person-address.ts';
import { accountOf } from '../short-digest.ts';
import { intercomFault } from './answers.ts';
import { ensureTag, readTag, verifyToken } from './audience.ts';
import { interpretContacts } from './interpret.ts';
import { INTERCOM_STEPS, planContacts } from './plan.ts';
import { intercomSettings } from './settings.ts';
import { objection } from './values.ts';

/** Intercom: the audience is a tag on contacts. https://developers.intercom.com/docs/references/rest-api */
export const intercom: Destination = defineDestination({
  kind: 'intercom',
  title: 'Intercom',
  settings: intercomSettings,
  secrets: ['accessToken'],
  units: ['user'],
  limits: ({ requestsPerMinute, shareOfRequests }) => {
    // Intercom counts in windows of ten seconds.
    const requests = Math.max(1, Math.floor((requestsPerMinute * shareOfRequests) / 6));
    return {
      operationsPerRequest: 250,
      bytesPerRequest: 1_000_000,
      quotas: { api: { requests, perMs: 10_000 } },
      // Answers take 200 ms and more: 400 ms' requests in flight keep up with the rate twice over.
      concurrency: Math.min(100, Math.max(4, Math.ceil(requests / 25))),
      timeoutMs: 15_000,
    };
  },
  account: ({ accessToken }) => accountOf(accessToken),
  addressOf: (identity, { identity: key }) =>
    key === 'email' ? emailAddress(identity) : userIdAddress(identity),
  objection,
  mixes: true,
  ensureAudience: ensureTag,
  steps: INTERCOM_STEPS,
  keepsIds: true,
  events: true,
  plan: planContacts,
  interpret: interpretContacts,
  classify: intercomFault,
  verify: verifyToken,
  readBack: readTag,
});
