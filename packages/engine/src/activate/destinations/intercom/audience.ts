import { z } from 'zod';
import type { Audience, AudienceContext, CallContext, EnsureRequest, ReadBack } from '../audience.ts';
import { misconfigured } from '../fault.ts';
import { readIntercom } from './answers.ts';
import { SEARCH_PAGE } from './plan.ts';
import { type IntercomSettings, intercomHeaders, intercomUrl } from './settings.ts';

const tag = z.object({ id: z.coerce.string(), name: z.string() });

/**
 * The tag of a sync: the one that the settings name, else the one that it gave before, else the one of its name. Making a tag whose name
 * there is, in any case of its letters, gives that one.
 */
export async function ensureTag(request: EnsureRequest<IntercomSettings>): Promise<Audience> {
  const { settings, call, name, known } = request;
  if (settings.tagId !== undefined) {
    const named = await tagAt(request, settings.tagId);
    if (named) return named;
    throw misconfigured(
      `there is no tag ${settings.tagId} in the workspace: correct \`tagId\` or leave it out`,
    );
  }
  const before = known === undefined ? undefined : await tagAt(request, known);
  if (before) return before;
  const made = await call(
    {
      method: 'POST',
      url: intercomUrl(settings, '/tags'),
      headers: intercomHeaders(settings),
      body: JSON.stringify({ name }),
    },
    'api',
  );
  return readIntercom(tag, made);
}

async function tagAt(
  { settings, call }: CallContext<IntercomSettings>,
  id: string,
): Promise<Audience | undefined> {
  const url = intercomUrl(settings, `/tags/${encodeURIComponent(id)}`);
  const response = await call({ method: 'GET', url, headers: intercomHeaders(settings) }, 'api');
  return response.status === 404 ? undefined : readIntercom(tag, response);
}

const page = z.object({
  data: z.array(z.object({ id: z.string() })),
  total_count: z.number(),
  pages: z.object({ next: z.object({ starting_after: z.string().nullish() }).nullish() }).nullish(),
});

/** Ids of all contacts with the tag, by searching for it. */
export const readTag: ReadBack<IntercomSettings> = {
  by: 'vendor-id',
  // The search lags by minutes; how many is not documented.
  lagMs: 15 * 60_000,
  size: async (context) => (await tagged(context, 1, undefined)).total_count,
  members: async function* (context) {
    let after: string | undefined;
    do {
      const { data, pages } = await tagged(context, SEARCH_PAGE, after);
      yield data.map(({ id }) => id);
      after = pages?.next?.starting_after ?? undefined;
    } while (after !== undefined);
  },
};

async function tagged(
  { settings, call, audience }: AudienceContext<IntercomSettings>,
  size: number,
  after: string | undefined,
): Promise<z.infer<typeof page>> {
  const body = {
    query: { field: 'tag_id', operator: '=', value: audience.id },
    pagination: { per_page: size, ...(after === undefined ? {} : { starting_after: after }) },
  };
  const url = intercomUrl(settings, '/contacts/search');
  const headers = intercomHeaders(settings);
  return readIntercom(page, await call({ method: 'POST', url, headers, body: JSON.stringify(body) }, 'api'));
}

const me = z.object({ app: z.object({ region: z.string().nullish() }).nullish() });

/** Asks who the token is, and reads tags and contacts. Throws a DestinationFault that names the setting to change. */
export async function verifyToken(context: CallContext<IntercomSettings>): Promise<void> {
  const { settings, call } = context;
  const headers = intercomHeaders(settings);
  const { app } = readIntercom(
    me,
    await call({ method: 'GET', url: intercomUrl(settings, '/me'), headers }, 'api'),
  );
  const region = app?.region?.toLowerCase();
  if (region !== undefined && settings.baseUrl === undefined && region !== settings.region) {
    throw misconfigured(
      `the workspace is hosted in region ${region}, \`region\` is ${settings.region}: correct it`,
    );
  }
  readIntercom(
    z.unknown(),
    await call({ method: 'GET', url: intercomUrl(settings, '/tags'), headers }, 'api'),
  );
  await tagged({ ...context, audience: { id: '0', name: '' } }, 1, undefined);
}
