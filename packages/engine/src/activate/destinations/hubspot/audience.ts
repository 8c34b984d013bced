import { z } from 'zod';
import type { Audience, AudienceContext, CallContext, EnsureRequest, ReadBack } from '../audience.ts';
import { DestinationFault, misconfigured } from '../fault.ts';
import { readHubspot, refusalOf } from './answers.ts';
import { ensureEvent } from './events.ts';
import { type HubspotSettings, hubspotHeaders, hubspotUrl } from './settings.ts';

/** What lists of contacts are lists of. */
const CONTACT = '0-1';
const PAGE = 250;

const list = z.object({
  listId: z.coerce.string(),
  name: z.string(),
  objectTypeId: z.string(),
  processingType: z.string(),
  deletedAt: z.string().nullish(),
  size: z.number().nullish(),
});
const answer = z.object({ list });
type List = z.infer<typeof list>;

/**
 * The list of a sync: the one that the settings name, else the one that it filled before, else the one of its name, else a new one. Names
 * are unique over there in any case of their letters, so a list of that name is the one, whoever made it; unless HubSpot keeps it by itself.
 */
export async function ensureList(request: EnsureRequest<HubspotSettings>): Promise<Audience> {
  const { settings, known, name } = request;
  await ensureEvent(request);
  if (settings.listId !== undefined) {
    const named = await listAt(request, byId(settings.listId));
    if (named) return checked(named);
    throw misconfigured(
      `there is no list ${settings.listId} in the account: correct \`listId\` or leave it out`,
    );
  }
  const before = known === undefined ? undefined : await listAt(request, byId(known));
  const found = before ?? (await listAt(request, byName(name)));
  return checked(found ?? (await made(request)));
}

/** Two may make a list of one name at once: the second is refused, and finds what the first one made. */
async function made(request: EnsureRequest<HubspotSettings>): Promise<List> {
  const { settings, call, name } = request;
  const response = await call(
    {
      method: 'POST',
      url: hubspotUrl(settings, '/crm/v3/lists'),
      headers: hubspotHeaders(settings),
      body: JSON.stringify({ name, objectTypeId: CONTACT, processingType: 'MANUAL' }),
    },
    'crm',
  );
  if (response.status === 400 && refusalOf(response).subCategory === 'ILS.DUPLICATE_LIST_NAMES') {
    const theirs = await listAt(request, byName(name));
    if (theirs) return theirs;
    throw misconfigured(
      `HubSpot says that there is a list "${name}" and does not show it: call the audience otherwise`,
    );
  }
  if (response.status >= 400) {
    const why = refusalOf(response).message ?? response.body.slice(0, 200);
    throw misconfigured(`HubSpot does not make the list "${name}": ${why}`);
  }
  return readHubspot(answer, response).list;
}

const byId = (id: string) => `/crm/v3/lists/${encodeURIComponent(id)}`;
const byName = (name: string) => `/crm/v3/lists/object-type-id/${CONTACT}/name/${encodeURIComponent(name)}`;

async function listAt(
  { settings, call }: CallContext<HubspotSettings>,
  path: string,
): Promise<List | undefined> {
  const headers = hubspotHeaders(settings);
  const response = await call({ method: 'GET', url: hubspotUrl(settings, path), headers }, 'crm');
  if (response.status === 404) return undefined;
  const read = readHubspot(answer, response).list;
  return typeof read.deletedAt === 'string' ? undefined : read;
}

function checked({ listId, name, objectTypeId, processingType }: List): Audience {
  if (objectTypeId !== CONTACT) {
    throw misconfigured(`list ${listId} "${name}" is not one of contacts: name another one`);
  }
  if (processingType !== 'MANUAL' && processingType !== 'SNAPSHOT') {
    throw misconfigured(
      `list ${listId} "${name}" is kept by HubSpot itself (${processingType.toLowerCase()}): only static lists can be filled; rename it, or call the audience otherwise`,
    );
  }
  return { id: listId, name };
}

/** Record ids of all in the list, by pages; the list may tell its size, and is counted where it does not. */
export const readList: ReadBack<HubspotSettings> = {
  by: 'vendor-id',
  // Not documented: an hour's comparison finds what shows later.
  lagMs: 5 * 60_000,
  size: async (context) => {
    const found = await listAt(context, byId(context.audience.id));
    if (found === undefined) throw listIsGone();
    if (typeof found.size === 'number') return found.size;
    let counted = 0;
    for await (const some of pages(context)) counted += some.length;
    return counted;
  },
  members: pages,
};

const page = z.object({
  results: z.array(z.object({ recordId: z.coerce.string() })),
  paging: z.object({ next: z.object({ after: z.string() }).nullish() }).nullish(),
});

async function* pages({
  settings,
  call,
  audience,
}: AudienceContext<HubspotSettings>): AsyncGenerator<readonly string[]> {
  let after: string | undefined;
  do {
    const query = new URLSearchParams({ limit: String(PAGE), ...(after === undefined ? {} : { after }) });
    const url = hubspotUrl(settings, `${byId(audience.id)}/memberships?${query}`);
    const response = await call({ method: 'GET', url, headers: hubspotHeaders(settings) }, 'crm');
    if (response.status === 404) throw listIsGone();
    const { results, paging } = readHubspot(page, response);
    yield results.map(({ recordId }) => recordId);
    after = paging?.next?.after;
  } while (after !== undefined);
}

function listIsGone(): DestinationFault {
  return new DestinationFault({ kind: 'audience-gone', message: 'the list is gone' });
}
