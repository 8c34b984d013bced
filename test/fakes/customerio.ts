import { z } from 'zod';
import type {
  VendorRequest,
  VendorResponse,
} from '../../packages/engine/src/activate/destinations/vendor-request.ts';
import { type FakeVendor, json, meet, type Trouble } from './vendor.ts';

const identifiers = z.union([z.strictObject({ id: z.string() }), z.strictObject({ email: z.string() })]);
const value = z.union([
  z.string(),
  z.number(),
  z.boolean(),
  z.array(z.union([z.string(), z.number(), z.boolean()])),
]);
const seconds = z.int().min(1_000_000_000).max(9_999_999_999);
const item = z.discriminatedUnion('action', [
  z.strictObject({
    type: z.literal('person'),
    action: z.literal('identify'),
    identifiers,
    attributes: z.record(z.string(), value),
    timestamp: seconds,
  }),
  z.strictObject({
    type: z.literal('person'),
    action: z.literal('event'),
    identifiers,
    name: z.string().min(1).max(100),
    id: z.string().regex(/^[0-7][0-9A-HJKMNP-TV-Z]{25}$/),
    timestamp: seconds,
    // These would take the place of what the message itself says.
    attributes: z
      .record(z.string(), value)
      .refine((given) => !['recipient', 'from_address', 'reply_to'].some((name) => name in given)),
  }),
]);
type Item = z.infer<typeof item>;
const batch = z.strictObject({ batch: z.array(item).min(1) });
const ids = z.strictObject({ ids: z.array(z.string()).min(1).max(1_000) });
const newSegment = z.strictObject({
  segment: z.strictObject({ name: z.string().min(1), description: z.string().optional() }),
});

const BATCH_BYTES = 500_000;
const ITEM_BYTES = 32_000;

interface Segment {
  readonly id: number;
  readonly name: string;
  readonly description: string | undefined;
  type: 'manual' | 'dynamic';
  readonly members: Set<string>;
}

/** A Customer.io workspace in memory, after its documentation: two hosts with their keys, 207 by place, segments that ignore whom they do not know. */
export class FakeCustomerio implements FakeVendor {
  readonly settings: Record<string, unknown>;
  readonly segments = new Map<number, Segment>();
  /** Attributes by id, or by email in lower case. */
  readonly people = new Map<string, Record<string, unknown>>();
  readonly troubles: Trouble[] = [];
  /** The next updates of people meet these. */
  readonly valueTroubles: Trouble[] = [];
  readonly requests: VendorRequest[] = [];
  readonly values: VendorRequest[] = [];
  readonly refused = new Set<string>();
  readonly poison = new Set<string>();
  expired = false;
  /** Where the workspace is: its key is no good on another host, but that of the EU is redirected from the US. */
  region: 'us' | 'eu' = 'us';
  /** Takes updates without carrying them out, until `catchUp`. */
  slow = false;
  /** How many members are told at once. */
  page = 10_000;
  readonly #late: Item[] = [];
  /** An event with an id that came before is dropped. */
  readonly #events = new Map<string, { name: string; address: string; at: number }>();
  #nextId = 7;
  readonly #identity: 'user_id' | 'email';

  constructor(identity: 'user_id' | 'email' = 'user_id', settings: Record<string, unknown> = {}) {
    this.#identity = identity;
    this.settings = {
      siteId: 'site-0123456789',
      trackApiKey: 'track-key-0123456789',
      appApiKey: 'app-key-0123456789',
      identity,
      ...settings,
    };
  }

  readonly answer = (request: VendorRequest): VendorResponse => {
    const { host, pathname, searchParams } = new URL(request.url);
    const suffix = this.region === 'eu' ? '-eu' : '';
    const track = host === `track${suffix}.customer.io`;
    if (!track && host !== `api${suffix}.customer.io`) {
      if (this.region !== 'eu') return { status: 401, headers: {}, body: '' };
      const location = request.url.replace('.customer.io', '-eu.customer.io');
      return { status: 301, headers: { location }, body: '' };
    }
    const { siteId, trackApiKey, appApiKey } = this.settings;
    const basic = `Basic ${Buffer.from(`${siteId}:${trackApiKey}`).toString('base64')}`;
    if (this.expired || request.headers.authorization !== (track ? basic : `Bearer ${appApiKey}`))
      return { status: 401, headers: {}, body: '' };
    if (request.body !== undefined && request.headers['content-type'] !== 'application/json')
      return json(400, { meta: { error: 'content type' } });
    return track ? this.#track(request, pathname, searchParams) : this.#app(request, pathname, searchParams);
  };

  get events() {
    return [...this.#events.values()];
  }

  audience(): string[] {
    return [...([...this.segments.values()].at(-1)?.members ?? [])].toSorted();
  }

  putByHand(address: string): void {
    this.people.set(address, this.people.get(address) ?? {});
    [...this.segments.values()].at(-1)?.members.add(address);
  }

  takeByHand(address: string): void {
    [...this.segments.values()].at(-1)?.members.delete(address);
  }

  deleteAudience(): boolean {
    const id = [...this.segments.keys()].at(-1);
    return id !== undefined && this.segments.delete(id);
  }

  catchUp(): void {
    for (const each of this.#late.splice(0)) this.#carryOut(each);
  }

  #track(request: VendorRequest, path: string, query: URLSearchParams): VendorResponse {
    const { method, body = '' } = request;
    const change = /^\/api\/v1\/segments\/(\d+)\/(add|remove)_customers$/.exec(path);
    if (method === 'POST' && change) {
      this.requests.push(request);
      return meet(this.troubles, () => this.#change(Number(change[1]), change[2] === 'add', query, body));
    }
    switch (`${method} ${path}`) {
      case 'GET /api/v1/accounts/region':
        return json(200, {
          url: `track${this.region === 'eu' ? '-eu' : ''}.customer.io`,
          data_center: this.region,
          environment_id: 5,
        });
      case 'POST /api/v2/batch': {
        if (Buffer.byteLength(body) > BATCH_BYTES) return json(413, {});
        const parsed = batch.safeParse(JSON.parse(body));
        if (!parsed.success)
          return json(400, {
            errors: [{ reason: 'invalid', field: 'batch', message: parsed.error.message }],
          });
        const isUpdate = parsed.data.batch.some(({ action }) => action === 'identify');
        if (isUpdate) this.values.push(request);
        return meet(isUpdate ? this.valueTroubles : this.troubles, () => this.#batch(parsed.data.batch));
      }
      default:
        return json(404, { meta: { error: 'not found' } });
    }
  }

  #batch(items: Item[]): VendorResponse {
    if (items.some((each) => this.poison.has(this.#key(each))))
      return json(400, { errors: [{ reason: 'invalid', field: 'batch', message: 'malformed' }] });
    const errors: object[] = [];
    for (const [batch_index, each] of items.entries()) {
      if (this.refused.has(this.#key(each)))
        errors.push({ batch_index, reason: 'invalid', field: 'identifiers.id', message: 'must be sane' });
      else if (Buffer.byteLength(JSON.stringify(each)) > ITEM_BYTES)
        errors.push({ batch_index, reason: 'invalid', field: 'attributes', message: 'too large' });
      else if (this.slow) this.#late.push(each);
      else this.#carryOut(each);
    }
    return errors.length > 0 ? json(207, { errors }) : json(200, {});
  }

  #carryOut(each: Item): void {
    const key = this.#key(each);
    if (each.action === 'event') {
      const { name, id, attributes } = each;
      if (!this.#events.has(id))
        this.#events.set(id, { name, address: key, at: Date.parse(String(attributes.entered_at)) });
      return;
    }
    const { _update, ...attributes } = each.attributes;
    if (_update === true && !this.people.has(key)) return;
    this.people.set(key, { ...this.people.get(key), ...attributes });
  }

  #change(id: number, adding: boolean, query: URLSearchParams, body: string): VendorResponse {
    const segment = this.segments.get(id);
    if (segment === undefined) return json(404, { meta: { error: 'segment not found' } });
    if (segment.type !== 'manual') return json(400, { meta: { errors: ['segment is not manual'] } });
    const parsed = ids.safeParse(JSON.parse(body));
    if (!parsed.success || parsed.data.ids.some((each) => this.poison.has(each)))
      return json(400, { meta: { error: 'ids are invalid' } });
    if (query.get('id_type') !== (this.#identity === 'email' ? 'email' : 'id')) return json(200, {});
    for (const each of parsed.data.ids) {
      const key = this.#identity === 'email' ? each.toLowerCase() : each;
      if (!adding) segment.members.delete(key);
      else if (this.people.has(key)) segment.members.add(key);
    }
    return json(200, {});
  }

  #app({ method, body = '' }: VendorRequest, path: string, query: URLSearchParams): VendorResponse {
    const one = /^\/v1\/segments\/(\d+)(\/membership|\/customer_count)?$/.exec(path);
    const segment = one ? this.segments.get(Number(one[1])) : undefined;
    if (method === 'GET' && one) {
      if (segment === undefined) return json(404, { errors: [{ detail: 'not found', status: '404' }] });
      if (one[2] === '/customer_count') return json(200, { count: segment.members.size });
      if (one[2] === '/membership') return this.#members(segment, query);
      return json(200, { segment: shown(segment) });
    }
    if (path !== '/v1/segments') return json(404, { errors: [{ detail: 'not found', status: '404' }] });
    if (method === 'GET') return json(200, { segments: [...this.segments.values()].map(shown) });
    const parsed = newSegment.safeParse(JSON.parse(body));
    if (!parsed.success) return json(400, { errors: [{ detail: 'segment', status: '400' }] });
    const { name, description } = parsed.data.segment;
    const id = this.#nextId;
    this.#nextId += 1;
    const made: Segment = { id, name, description, type: 'manual', members: new Set() };
    this.segments.set(id, made);
    return json(200, { segment: shown(made) });
  }

  #members({ members }: Segment, query: URLSearchParams): VendorResponse {
    const from = Number(query.get('start') ?? 0);
    const limit = Math.min(Number(query.get('limit') ?? 1_000), this.page);
    if (limit > 30_000) return json(400, { errors: [{ detail: 'limit', status: '400' }] });
    const some = [...members].slice(from, from + limit);
    const next = from + limit < members.size ? String(from + limit) : '';
    if (this.#identity === 'email')
      return json(200, {
        ids: some.map(() => ''),
        identifiers: some.map((email) => ({ email, id: '' })),
        next,
      });
    return json(200, { ids: some, identifiers: some.map((id) => ({ id, cio_id: `c${id}` })), next });
  }

  #key({ identifiers: given }: Item): string {
    return 'id' in given ? given.id : given.email.toLowerCase();
  }
}

function shown({ members: _, ...segment }: Segment): object {
  return {
    deduplicate_id: `${segment.id}:1700000000`,
    state: 'finished',
    created_at: 1_700_000_000,
    ...segment,
  };
}
