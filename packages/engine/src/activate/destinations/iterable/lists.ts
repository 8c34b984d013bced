import { z } from 'zod';
import type { Audience, AudienceContext, CallContext, EnsureRequest, ReadBack } from '../audience.ts';
import { DestinationFault, misconfigured } from '../fault.ts';
import { answerOf } from '../vendor-answer.ts';
import type { Call, VendorResponse } from '../vendor-request.ts';
import { type IterableSettings, iterableHeaders, iterableUrl } from './settings.ts';

const lists = z.object({
  lists: z.array(
    z.object({ id: z.number(), name: z.string(), description: z.string().nullish(), listType: z.string() }),
  ),
});

type List = z.infer<typeof lists>['lists'][number];

/**
 * The static list of a sync: the one that the settings name, else the one that it filled before, else the one with the sync's marker in
 * its description, else a new one. Names are not unique over there, so a list is never taken for its name.
 */
export async function ensureList(request: EnsureRequest<IterableSettings>): Promise<Audience> {
  const { settings, call, name, marker, known } = request;
  const all = await readLists(request);
  const asked = settings.listId === undefined ? known : String(settings.listId);
  const found = all.find(({ id }) => String(id) === asked);
  if (found) return audience(checked(found));
  if (settings.listId !== undefined) {
    throw misconfigured(
      `there is no list ${settings.listId} in the project: correct \`listId\` or leave it out`,
    );
  }
  const own = all.find(({ description }) => description?.includes(marker));
  if (own) return audience(checked(own));
  const made = await call(
    {
      method: 'POST',
      url: iterableUrl(settings, '/api/lists'),
      headers: iterableHeaders(settings),
      body: JSON.stringify({ name, description: `Filled by Cusp (${marker})` }),
    },
    'lists',
  );
  const { listId } = read(z.object({ listId: z.number() }), made);
  return { id: String(listId), name };
}

/** A list of a million has been seen to take over an hour: the server answers slowly, so the request has long. */
const READING_MS = 30 * 60_000;

/** Everybody on a list, or how many. The answers are plain text: a line each in no order, and a number. */
export const readList: ReadBack<IterableSettings> = {
  by: 'address',
  lagMs: 5 * 60_000,
  size: async (context) => {
    const text = await listText(context, `/api/lists/${encodeURIComponent(context.audience.id)}/size`);
    if (/^\d+$/.test(text.trim())) return Number(text);
    throw misconfigured(`the size of the list is not a number: ${text.slice(0, 200)}`);
  },
  members: async function* (context) {
    const id = encodeURIComponent(context.audience.id);
    const text = await listText(context, `/api/lists/getUsers?listId=${id}`);
    const lines = text.split('\n').map((line) => line.trim());
    const fold = (line: string) => (context.settings.identity === 'email' ? line.toLowerCase() : line);
    yield lines.filter((line) => line !== '').map(fold);
  },
};

async function listText(
  { settings, call }: AudienceContext<IterableSettings>,
  path: string,
): Promise<string> {
  const request = {
    method: 'GET' as const,
    url: iterableUrl(settings, path),
    headers: iterableHeaders(settings),
  };
  const { status, body } = await call(request, 'read-back', READING_MS);
  if (status === 200) return body;
  if (body.includes('error.lists.invalidListId')) {
    throw new DestinationFault({ kind: 'audience-gone', message: 'the list is gone' });
  }
  throw misconfigured(`the list could not be read: ${body.slice(0, 200)}`);
}

/** Asks for the lists: harmless, and refused unless key and region belong together. */
export async function verifyKey(context: CallContext<IterableSettings>): Promise<void> {
  await readLists(context);
}

async function readLists({
  settings,
  call,
}: {
  settings: IterableSettings;
  call: Call;
}): Promise<readonly List[]> {
  const url = iterableUrl(settings, '/api/lists');
  return read(lists, await call({ method: 'GET', url, headers: iterableHeaders(settings) }, 'lists')).lists;
}

function audience({ id, name }: List): Audience {
  return { id: String(id), name };
}

function checked(list: List): List {
  if (list.listType === 'Standard') return list;
  throw misconfigured(
    `list ${list.id} "${list.name}" is of type ${list.listType}: only static lists can be filled; name another one or remove it`,
  );
}

function read<T>(schema: z.ZodType<T>, response: VendorResponse): T {
  return answerOf('Iterable', schema, response);
}
