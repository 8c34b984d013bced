import { type Destination, defineDestination } from '../define-destination.ts';
import { concurrencyFor, quotaOf } from '../request-rate.ts';
import { accountOf } from '../short-digest.ts';
import { iterableAddress } from './address.ts';
import { interpretMembers } from './interpret.ts';
import { ensureList, readList, verifyKey } from './lists.ts';
import { planMembers } from './plan.ts';
import { iterableSettings } from './settings.ts';

/** Iterable: the audience is a static list. https://api.iterable.com/api/docs */
export const iterable: Destination = defineDestination({
  kind: 'iterable',
  title: 'Iterable',
  settings: iterableSettings,
  secrets: ['apiKey'],
  units: ['user'],
  // The size of a request is not documented: 1,000 is what is known to work.
  limits: ({ requestsPerSecond }) => ({
    operationsPerRequest: 1_000,
    bytesPerRequest: 4_000_000,
    quotas: {
      members: quotaOf(requestsPerSecond),
      events: { requests: 10, perMs: 1_000 },
      lists: { requests: 20, perMs: 1_000 },
      'read-back': { requests: 5, perMs: 60_000 },
    },
    concurrency: Math.max(5, concurrencyFor(requestsPerSecond)),
    timeoutMs: 15_000,
  }),
  account: ({ apiKey }) => accountOf(apiKey),
  addressOf: iterableAddress,
  mixes: false,
  steps: ['membership'],
  events: true,
  ensureAudience: ensureList,
  plan: planMembers,
  interpret: interpretMembers,
  verify: verifyKey,
  readBack: readList,
});
