import { type Destination, defineDestination } from '../define-destination.ts';
import { concurrencyFor, quotaOf } from '../request-rate.ts';
import { accountOf } from '../short-digest.ts';
import { brazeAddress } from './address.ts';
import { objection } from './attributes.ts';
import { ensureKept, verifyKeys } from './audience.ts';
import { interpretMembers } from './interpret.ts';
import { objectsPerRequest, planMembers } from './plan.ts';
import { brazeRate, brazeSettings } from './settings.ts';

/** Ids of a request of the import for partners. */
const IDS = 1_000;
/** No rate is documented for the import: 20,000 people a second. */
const COHORT_REQUESTS_PER_SECOND = 20;
/** `/users/track` is limited by windows of three seconds. */
const WINDOW_MS = 3_000;

/**
 * Braze: the audience is an attribute of people, or a cohort of a partner's import. https://www.braze.com/docs/api. There is no reading
 * back: no endpoint tells who has an attribute, or who is in a cohort.
 */
export const braze: Destination = defineDestination({
  kind: 'braze',
  title: 'Braze',
  settings: brazeSettings,
  secrets: ['apiKey', 'partnerApiKey', 'clientSecret'],
  units: ['user'],
  limits: (settings) => {
    const isCohort = settings.audience === 'cohort';
    const rate = brazeRate(settings);
    return {
      operationsPerRequest: isCohort ? IDS : objectsPerRequest(settings),
      bytesPerRequest: settings.endpoint === 'track' ? 4_000_000 : 2_000_000,
      quotas: {
        track: quotaOf(rate, WINDOW_MS),
        cohorts: { requests: COHORT_REQUESTS_PER_SECOND, perMs: 1_000 },
      },
      // A batch of the import holds 1,000 people, and its values go out in many requests at once: fewer batches keep memory small.
      concurrency: isCohort ? Math.min(50, concurrencyFor(rate)) : concurrencyFor(rate),
      timeoutMs: 15_000,
    };
  },
  account: ({ host, apiKey }) => accountOf(host, apiKey),
  addressOf: brazeAddress,
  objection,
  mixes: true,
  steps: ['values', 'membership'],
  events: true,
  ensureAudience: ensureKept,
  plan: planMembers,
  interpret: interpretMembers,
  verify: verifyKeys,
});
