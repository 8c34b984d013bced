import { z } from 'zod';

const HOSTS = { us: 'api.intercom.io', eu: 'api.eu.intercom.io', au: 'api.au.intercom.io' } as const;

/** An Intercom workspace, which lies in one region. */
export const intercomSettings = z.strictObject({
  accessToken: z.string().min(8).max(1_000).describe('The access token of an app in the workspace'),
  region: z.enum(['us', 'eu', 'au']).default('us').describe('Where the workspace is hosted'),
  identity: z
    .enum(['email', 'user_id'])
    .describe('What contacts are found by: their email, or the external id, which holds the user id'),
  createContacts: z
    .boolean()
    .default(true)
    .describe(
      'Make contacts (users) of people whom Intercom does not have; they may count towards your plan',
    ),
  tagId: z
    .string()
    .regex(/^\d{1,20}$/, 'Expected the number of a tag')
    .optional()
    .describe('A tag to give, instead of one made for the sync'),
  requestsPerMinute: z
    .int()
    .min(6)
    .max(1_000_000)
    .default(10_000)
    .describe('What Intercom allows the app; private apps share 25,000 a workspace'),
  shareOfRequests: z
    .number()
    .min(0.01)
    .max(1)
    .default(1)
    .describe('The part of them that Cusp may use, where the app has other work'),
  apiVersion: z
    .string()
    .regex(/^\d{1,2}\.\d{1,3}$/, 'Expected a version such as 2.16')
    .default('2.16')
    .describe('The version of the API that answers are asked for in; at least 2.13'),
  baseUrl: z.url().max(500).optional().describe('A proxy in place of the region’s address'),
});

export type IntercomSettings = z.infer<typeof intercomSettings>;

export function intercomUrl({ region, baseUrl }: IntercomSettings, path: string): string {
  return (baseUrl ?? `https://${HOSTS[region]}`).replace(/\/+$/, '') + path;
}

export function intercomHeaders({ accessToken, apiVersion }: IntercomSettings): Record<string, string> {
  return {
    authorization: `Bearer ${accessToken}`,
    accept: 'application/json',
    'content-type': 'application/json',
    'intercom-version': apiVersion,
  };
}
