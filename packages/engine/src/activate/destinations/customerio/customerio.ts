import { type Destination, defineDestination } from '../define-destination.ts';
import { concurrencyFor, quotaOf } from '../request-rate.ts';
import { accountOf } from '../short-digest.ts';
import { customerioAddress } from './address.ts';
import { objection } from './attributes.ts';
import { ensureSegment, readSegment, verifyKeys } from './audience.ts';
import { interpretMembers } from './interpret.ts';
import { planMembers } from './plan.ts';
import { customerioSettings } from './settings.ts';

/** Customer.io: the audience is a manual segment. https://docs.customer.io/integrations/api/track/ */
export const customerio: Destination = defineDestination({
  kind: 'customerio',
  title: 'Customer.io',
  settings: customerioSettings,
  secrets: ['trackApiKey', 'appApiKey'],
  units: ['user'],
  limits: ({ requestsPerSecond }) => ({
    // Ids of a segment's request, and bytes of a batch.
    operationsPerRequest: 1_000,
    bytesPerRequest: 500_000,
    quotas: {
      track: quotaOf(requestsPerSecond),
      app: { requests: 10, perMs: 1_000 },
    },
    concurrency: concurrencyFor(requestsPerSecond),
    timeoutMs: 15_000,
  }),
  account: ({ region, siteId }) => accountOf(region, siteId),
  addressOf: customerioAddress,
  objection,
  mixes: false,
  steps: ['people', 'membership'],
  pauseMs: ({ pauseSeconds, appApiKey }) => 1_000 * (pauseSeconds ?? (appApiKey === undefined ? 5 : 0)),
  events: true,
  ensureAudience: ensureSegment,
  plan: planMembers,
  interpret: interpretMembers,
  verify: verifyKeys,
  readBack: readSegment,
});
