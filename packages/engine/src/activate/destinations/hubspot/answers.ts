import { z } from 'zod';
import type { Instant } from '../../../model/time.ts';
import { HOUR_MS } from '../../../model/time.ts';
import { classifyResponse } from '../classify-response.ts';
import type { Fault } from '../fault.ts';
import { answerOf, jsonOf } from '../vendor-answer.ts';
import type { VendorResponse } from '../vendor-request.ts';

/** How long each burst limit may last at most; HubSpot does not say how much of it is over. */
const WINDOWS: Readonly<Record<string, number>> = { SECONDLY: 1_000, TEN_SECONDLY_ROLLING: 10_000 };

const refusal = z.object({
  message: z.string().optional(),
  category: z.string().optional(),
  subCategory: z.unknown().optional(),
  policyName: z.string().optional(),
  errors: z.array(z.object({ message: z.string().optional(), code: z.string().optional() })).optional(),
});

export type HubspotRefusal = z.infer<typeof refusal>;

/** What HubSpot says is wrong; empty when it is not HubSpot that speaks. */
export function refusalOf({ body }: VendorResponse): HubspotRefusal {
  return jsonOf(refusal, body) ?? {};
}

/**
 * What an answer means for its whole request; undefined for 2xx. The day of an account begins at midnight in its own time zone, which
 * answers do not tell: it is tried every hour.
 */
export function hubspotFault(response: VendorResponse, now: Instant): Fault | undefined {
  const fault = classifyResponse(response, now);
  if (fault === undefined) return undefined;
  const said = refusalOf(response);
  const { message } = fault;
  if (response.status === 429 || said.category === 'RATE_LIMITS') {
    if (said.policyName === 'DAILY') {
      return {
        kind: 'daily-limit',
        until: now + HOUR_MS,
        message:
          'the requests that HubSpot allows a day are used up; it counts anew at midnight of the account',
      };
    }
    const asked = fault.kind === 'limited' ? fault.afterMs : undefined;
    const window = Number(response.headers['x-hubspot-ratelimit-interval-milliseconds'] ?? Number.NaN);
    const longest = Number.isFinite(window) ? window : WINDOWS[said.policyName ?? ''];
    return { kind: 'limited', afterMs: asked ?? longest, message };
  }
  if (said.category === 'MISSING_SCOPES') {
    const scopes = /\b(crm|analytics|behavioral_events)\.[a-z._]+/g;
    const named = [...new Set(response.body.match(scopes))].join(', ');
    return {
      kind: 'credentials',
      message: `the token of \`accessToken\` may not do this: give the app the scope ${named || `that HubSpot names (${message})`}`,
    };
  }
  if (response.status === 401) {
    return {
      kind: 'credentials',
      message: `HubSpot does not know the token: correct \`accessToken\` (${message})`,
    };
  }
  if (fault.kind === 'refused' && response.body.includes('PROPERTY_DOESNT_EXIST')) {
    return {
      kind: 'misconfigured',
      message: `HubSpot has no such contact property: make it there, or map its internal name (${said.errors?.[0]?.message ?? said.message ?? message})`,
    };
  }
  // A move of the account between HubSpot's data centres.
  if (response.status === 477) return { kind: 'unavailable', afterMs: undefined, message };
  return fault;
}

/** The answer to a request outside of a batch. Throws a DestinationFault when it is not what HubSpot answers. */
export function readHubspot<T>(schema: z.ZodType<T>, response: VendorResponse): T {
  return answerOf('HubSpot', schema, response);
}
