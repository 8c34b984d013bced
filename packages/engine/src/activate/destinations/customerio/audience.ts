import { z } from 'zod';
import type { Audience, AudienceContext, CallContext, EnsureRequest, ReadBack } from '../audience.ts';
import { DestinationFault, misconfigured } from '../fault.ts';
import { answerOf } from '../vendor-answer.ts';
import type { Call, VendorRequest, VendorResponse } from '../vendor-request.ts';
import { inWords } from './faults.ts';
import { appRequest, type CustomerioSettings, trackRequest } from './settings.ts';

const segment = z.object({
  id: z.number(),
  name: z.string(),
  description: z.string().nullish(),
  type: z.string(),
});
type Segment = z.infer<typeof segment>;

/**
 * The manual segment of a sync: the one that the settings name, else the one that it filled before, else the one with the sync's marker in
 * its description, else a new one. Making one twice makes two, so a segment is never taken for its name.
 */
export async function ensureSegment(request: EnsureRequest<CustomerioSettings>): Promise<Audience> {
  const { settings, call, name, marker, known } = request;
  const { segmentId, appApiKey } = settings;
  // Only the App API tells of segments: without its key, the segment is what it was said to be.
  if (segmentId !== undefined && appApiKey === undefined) return { id: String(segmentId), name };
  const asked = segmentId === undefined ? known : String(segmentId);
  const found = asked === undefined ? undefined : await segmentOf(request, asked);
  if (found) return audience(manual(found));
  if (segmentId !== undefined) {
    throw misconfigured(
      `there is no segment ${segmentId} in the workspace: correct \`segmentId\` or leave it out`,
    );
  }
  const listed = await ask(call, appRequest(settings, '/v1/segments'));
  const { segments } = read(z.object({ segments: z.array(segment) }), listed);
  const own = segments.find(({ description }) => description?.includes(marker));
  if (own) return audience(manual(own));
  const body = { segment: { name, description: `Filled by Cusp (${marker})` } };
  const made = await ask(call, appRequest(settings, '/v1/segments', body));
  return audience(read(z.object({ segment: z.object({ id: z.number(), name: z.string() }) }), made).segment);
}

/** The region and the keys, and the segment where one is named. All of it only reads. */
export async function verifyKeys({ settings, call }: CallContext<CustomerioSettings>): Promise<void> {
  const answer = await ask(call, trackRequest(settings, '/api/v1/accounts/region'), 'track');
  const { data_center: center } = read(z.object({ data_center: z.string().optional() }), answer);
  if (center !== undefined && center.toLowerCase() !== settings.region) {
    throw misconfigured(`the workspace is in another region: set \`region\` to ${center.toLowerCase()}`);
  }
  if (settings.appApiKey === undefined) return;
  if (settings.segmentId === undefined) {
    read(z.object({ segments: z.array(z.unknown()) }), await ask(call, appRequest(settings, '/v1/segments')));
    return;
  }
  const found = await segmentOf({ settings, call }, String(settings.segmentId));
  if (!found) throw misconfigured(`there is no segment ${settings.segmentId}: correct \`segmentId\``);
  manual(found);
}

const PAGE = 10_000;
const membership = z.object({
  identifiers: z.array(
    z.object({ id: z.union([z.string(), z.number()]).nullish(), email: z.string().nullish() }),
  ),
  next: z.string().nullish(),
});

/**
 * Who is in the segment, by what the workspace knows them by; who has no such identifier is left out. How long it takes until somebody who was
 * put in shows is not documented.
 */
export const readSegment: ReadBack<CustomerioSettings> = {
  by: 'address',
  able: ({ appApiKey }) => appApiKey !== undefined,
  lagMs: 15 * 60_000,
  size: async (context) => {
    const answer = await askSegment(context, '/customer_count');
    return read(z.object({ count: z.number() }), answer).count;
  },
  members: async function* (context) {
    const { identity } = context.settings;
    for (let start = ''; ; ) {
      const query = new URLSearchParams({ limit: String(PAGE), ...(start === '' ? {} : { start }) });
      const answer = await askSegment(context, `/membership?${query}`);
      const { identifiers, next } = read(membership, answer);
      yield identifiers.flatMap(({ id, email }) => {
        if (identity === 'email') return email ? [email.toLowerCase()] : [];
        return id === null || id === undefined || id === '' ? [] : [String(id)];
      });
      if (!next || next === start) return;
      start = next;
    }
  },
};

async function askSegment(
  { settings, call, audience: { id } }: AudienceContext<CustomerioSettings>,
  path: string,
): Promise<VendorResponse> {
  const answer = await ask(call, appRequest(settings, `/v1/segments/${encodeURIComponent(id)}${path}`));
  if (answer.status !== 404) return answer;
  throw new DestinationFault({ kind: 'audience-gone', message: 'the segment is gone' });
}

async function segmentOf(
  { settings, call }: { readonly settings: CustomerioSettings; readonly call: Call },
  id: string,
): Promise<Segment | undefined> {
  const answer = await ask(call, appRequest(settings, `/v1/segments/${encodeURIComponent(id)}`));
  return answer.status === 404 ? undefined : read(z.object({ segment }), answer).segment;
}

/** Throws a DestinationFault that names the settings to look at. */
async function ask(call: Call, request: VendorRequest, quota = 'app'): Promise<VendorResponse> {
  return call(request, quota).catch((error: unknown) => {
    if (!(error instanceof DestinationFault)) throw error;
    throw new DestinationFault(inWords(error.fault, request.url), { cause: error });
  });
}

function audience({ id, name }: Pick<Segment, 'id' | 'name'>): Audience {
  return { id: String(id), name };
}

function manual(found: Segment): Segment {
  if (found.type === 'manual') return found;
  throw misconfigured(
    `segment ${found.id} "${found.name}" is of type ${found.type}: only manual segments can be filled; name another one or remove it`,
  );
}

function read<T>(schema: z.ZodType<T>, response: VendorResponse): T {
  return answerOf('Customer.io', schema, response);
}
