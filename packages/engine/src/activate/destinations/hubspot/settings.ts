import { z } from 'zod';

/** A HubSpot account, as an app with a token of its own sees it. */
export const hubspotSettings = z
  .strictObject({
    accessToken: z
      .string()
      .min(8)
      .max(1_000)
      .describe('The access token of a private app; tokens that expire within the hour are not renewed'),
    identity: z
      .enum(['email', 'user_id'])
      .describe('What contacts are found by: their email, or a property of yours that holds the user id'),
    uniqueProperty: z
      .string()
      .regex(/^[a-z][a-z0-9_]{0,99}$/, 'Expected the internal name of a contact property: a-z, 0-9 and _')
      .optional()
      .describe(
        'With identity user_id: the contact property that holds the user id; its values must be unique',
      ),
    createContacts: z
      .boolean()
      .default(true)
      .describe('Make contacts of people whom HubSpot does not have; they may count towards your plan'),
    listId: z
      .string()
      .regex(/^\d{1,20}$/, 'Expected the number of a list')
      .optional()
      .describe('A static list to fill, instead of one made for the sync'),
    hubId: z
      .int()
      .min(1)
      .optional()
      .describe(
        'The number of the account (Hub ID): for events, whose names over there begin with it, and to share a day’s requests among its tokens',
      ),
    membersPerRequest: z
      .int()
      .min(1)
      .max(10_000)
      .default(500)
      .describe('People put into or taken out of a list in one request; HubSpot documents no maximum'),
    requestsPerTenSeconds: z
      .int()
      .min(1)
      .max(1_000)
      .default(100)
      .describe('100 for Free and Starter, 190 for Professional and Enterprise, more with the add-on'),
    requestsPerDay: z
      .int()
      .min(1)
      .max(100_000_000)
      .default(250_000)
      .describe('What the plan allows a day; 250,000 for Free and Starter'),
    baseUrl: z.url().max(500).optional().describe('A proxy in place of https://api.hubapi.com'),
  })
  .refine(({ identity, uniqueProperty }) => (identity === 'user_id') === (uniqueProperty !== undefined), {
    path: ['uniqueProperty'],
    message: 'Expected with identity user_id, and only then',
  });

export type HubspotSettings = z.infer<typeof hubspotSettings>;

export function hubspotUrl({ baseUrl = 'https://api.hubapi.com' }: HubspotSettings, path: string): string {
  return baseUrl.replace(/\/+$/, '') + path;
}

export function hubspotHeaders({ accessToken }: HubspotSettings): Record<string, string> {
  return { authorization: `Bearer ${accessToken}`, 'content-type': 'application/json' };
}

/** The contact property that addresses are values of. */
export function idProperty({ uniqueProperty = 'email' }: HubspotSettings): string {
  return uniqueProperty;
}
