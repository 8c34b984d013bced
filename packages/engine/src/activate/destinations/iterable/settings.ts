import { z } from 'zod';

/** An Iterable project. A key belongs to one project in one region. */
export const iterableSettings = z.strictObject({
  apiKey: z.string().min(8).max(200).describe('A server-side API key'),
  region: z.enum(['us', 'eu']).default('us'),
  identity: z.enum(['email', 'user_id']).describe('What the project knows people by'),
  createUsers: z
    .boolean()
    .default(true)
    .describe('Make people known who are not; projects that know people by email always do'),
  listId: z.int().min(1).optional().describe('A static list to fill, instead of one made for the sync'),
  requestsPerSecond: z.number().min(0.1).max(100).default(5).describe('For subscribing and unsubscribing'),
  baseUrl: z.url().max(500).optional().describe('A proxy in place of the region’s address'),
});

export type IterableSettings = z.infer<typeof iterableSettings>;

export function iterableUrl({ region, baseUrl }: IterableSettings, path: string): string {
  const base = baseUrl ?? (region === 'eu' ? 'https://api.eu.iterable.com' : 'https://api.iterable.com');
  return base.replace(/\/+$/, '') + path;
}

export function iterableHeaders({ apiKey }: IterableSettings): Record<string, string> {
  return { 'api-key': apiKey, 'content-type': 'application/json' };
}
