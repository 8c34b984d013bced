import { z } from 'zod';
import type { VendorRequest } from '../vendor-request.ts';

/** A Customer.io workspace. People go through its Track API; segments are made and read through its App API, which has a key of its own. */
export const customerioSettings = z
  .strictObject({
    siteId: z.string().min(1).max(200).describe('The site id of the Track API'),
    trackApiKey: z.string().min(8).max(200).describe('The key of the Track API that belongs to the site id'),
    appApiKey: z
      .string()
      .min(8)
      .max(200)
      .optional()
      .describe(
        'A key of the App API: makes segments and reads back who is in; needed unless `segmentId` is set',
      ),
    region: z.enum(['us', 'eu']).default('us'),
    identity: z.enum(['user_id', 'email']).describe('What the workspace knows people by: id or email'),
    createUsers: z.boolean().default(true).describe('Make people known who are not'),
    segmentId: z
      .int()
      .min(1)
      .optional()
      .describe('A manual segment to fill, instead of one made for the sync'),
    requestsPerSecond: z
      .number()
      .min(0.1)
      .max(3_000)
      .default(1_000)
      .describe('To the Track API, which documents 1,000 and does not hold to it strictly'),
    pauseSeconds: z
      .number()
      .min(0)
      .max(30)
      .optional()
      .describe(
        'Between making people known and putting them in; left out: 0 with `appApiKey`, as reading back finds who was left out, else 5',
      ),
    trackBaseUrl: z.url().max(500).optional().describe('A proxy in place of the Track API’s address'),
    appBaseUrl: z.url().max(500).optional().describe('A proxy in place of the App API’s address'),
  })
  .refine(({ appApiKey, segmentId }) => appApiKey !== undefined || segmentId !== undefined, {
    path: ['appApiKey'],
    message: 'Expected a key of the App API, which makes the segment, or `segmentId`, a segment to fill',
  });

export type CustomerioSettings = z.infer<typeof customerioSettings>;

/** A request to the Track API. Without a body it is a GET. */
export function trackRequest(settings: CustomerioSettings, path: string, body?: object): VendorRequest {
  const { siteId, trackApiKey, region, trackBaseUrl } = settings;
  const base =
    trackBaseUrl ?? (region === 'eu' ? 'https://track-eu.customer.io' : 'https://track.customer.io');
  const authorization = `Basic ${Buffer.from(`${siteId}:${trackApiKey}`).toString('base64')}`;
  return request(base, path, authorization, body);
}

/** The same to the App API. */
export function appRequest(settings: CustomerioSettings, path: string, body?: object): VendorRequest {
  const { appApiKey, region, appBaseUrl } = settings;
  const base = appBaseUrl ?? (region === 'eu' ? 'https://api-eu.customer.io' : 'https://api.customer.io');
  return request(base, path, `Bearer ${appApiKey}`, body);
}

function request(base: string, path: string, authorization: string, body?: object): VendorRequest {
  const url = base.replace(/\/+$/, '') + path;
  if (body === undefined) return { method: 'GET', url, headers: { authorization } };
  const headers = { authorization, 'content-type': 'application/json' };
  return { method: 'POST', url, headers, body: JSON.stringify(body) };
}
