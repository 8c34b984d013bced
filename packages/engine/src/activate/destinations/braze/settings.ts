import { z } from 'zod';
import type { VendorRequest } from '../vendor-request.ts';

/** A Braze workspace. A key belongs to one workspace on one instance, and to the endpoints that it was made for. */
export const brazeSettings = z
  .strictObject({
    host: z
      .string()
      .regex(
        /^rest\.[a-z0-9-]{1,30}\.braze\.(com|eu)$/,
        'Expected the REST endpoint of the instance, such as rest.iad-01.braze.com or rest.fra-02.braze.eu',
      )
      .describe('The REST endpoint of the instance, such as rest.iad-01.braze.com'),
    apiKey: z.string().min(8).max(200).describe('A REST API key with the permission users.track'),
    identity: z.enum(['user_id', 'email']).describe('What people are known by: external_id or email'),
    audience: z
      .enum(['attribute', 'array', 'cohort'])
      .default('attribute')
      .describe(
        'attribute: one true or false for each cohort; array: one list of cohorts; cohort: the import for partners of Braze',
      ),
    attributePrefix: z
      .string()
      .regex(/^[A-Za-z0-9_ -]{0,100}$/, 'Expected letters, digits, blanks, - and _')
      .default('cohort_')
      .describe('What names of attributes begin with'),
    arrayAttribute: z
      .string()
      .regex(/^[A-Za-z0-9_ -]{1,100}$/, 'Expected letters, digits, blanks, - and _')
      .default('cohorts')
      .describe('The attribute that lists cohorts, with `audience` array'),
    partner: z
      .string()
      .regex(/^[A-Za-z0-9_-]{1,100}$/, 'Expected the name in the path, such as mycompany')
      .optional()
      .describe('The name that Braze gave you as its partner, with `audience` cohort'),
    partnerApiKey: z
      .string()
      .min(6)
      .max(200)
      .optional()
      .describe('The partner’s own key, with `audience` cohort'),
    clientSecret: z
      .string()
      .min(6)
      .max(200)
      .optional()
      .describe('The key of the workspace for data imports, with `audience` cohort'),
    createUsers: z
      .boolean()
      .default(true)
      .describe('Make people known who are not; off: `_update_existing_only`'),
    appId: z.string().min(1).max(100).optional().describe('The app that events are said to come from'),
    endpoint: z
      .enum(['track', 'track-bulk'])
      .default('track')
      .describe('track-bulk: 1,000 people a request, for workspaces that Braze has let into its beta'),
    objectsPerRequest: z
      .int()
      .min(1)
      .max(225)
      .default(75)
      .describe('With endpoint track: older contracts differ'),
    requestsPerSecond: z
      .number()
      .min(0.1)
      .max(5_000)
      .optional()
      .describe('Left out: 1,000, or 50 with endpoint track-bulk; contracts differ'),
    baseUrl: z.url().max(500).optional().describe('A proxy in place of the host'),
  })
  .superRefine((settings, context) => {
    if (settings.audience !== 'cohort') return;
    for (const field of ['partner', 'partnerApiKey', 'clientSecret'] as const) {
      if (settings[field] !== undefined) continue;
      context.addIssue({ code: 'custom', path: [field], message: 'Expected one, as `audience` is cohort' });
    }
    if (settings.identity !== 'user_id') {
      const message = 'Expected user_id, as `audience` is cohort: the import takes no emails';
      context.addIssue({ code: 'custom', path: ['identity'], message });
    }
  });

export type BrazeSettings = z.infer<typeof brazeSettings>;

export function brazeRate({ endpoint, requestsPerSecond }: BrazeSettings): number {
  return requestsPerSecond ?? (endpoint === 'track' ? 1_000 : 50);
}

export function brazeRequest(settings: BrazeSettings, path: string, body: object): VendorRequest {
  const base = settings.baseUrl ?? `https://${settings.host}`;
  return {
    method: 'POST',
    url: base.replace(/\/+$/, '') + path,
    headers: { authorization: `Bearer ${settings.apiKey}`, 'content-type': 'application/json' },
    body: JSON.stringify(body),
  };
}

/** `/users/track`, or the one for bulk: they take and answer the same. */
export function trackRequest(settings: BrazeSettings, body: object): VendorRequest {
  return brazeRequest(settings, settings.endpoint === 'track' ? '/users/track' : '/users/track/bulk', body);
}

/** A request of the import for partners: its secrets are in the body, and it has no header of authorization. */
export function cohortRequest(settings: BrazeSettings, path: '' | '/users', body: object): VendorRequest {
  const { partner, partnerApiKey, clientSecret } = settings;
  const request = brazeRequest(settings, `/partners/${partner}/cohorts${path}`, {
    partner_api_key: partnerApiKey,
    client_secret: clientSecret,
    ...body,
  });
  return { ...request, headers: { 'content-type': 'application/json' } };
}
