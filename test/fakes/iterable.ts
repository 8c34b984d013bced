import { z } from 'zod';
import type {
  VendorRequest,
  VendorResponse,
} from '../../packages/engine/src/activate/destinations/vendor-request.ts';
import { type FakeVendor, json, meet, type Trouble } from './vendor.ts';

const dataFields = z.record(z.string(), z.unknown());
const subscribe = z.strictObject({
  listId: z.int(),
  subscribers: z.array(
    z.strictObject({
      email: z.string().optional(),
      userId: z.string().optional(),
      dataFields: dataFields.optional(),
      preferUserId: z.boolean().optional(),
      mergeNestedObjects: z.boolean().optional(),
    }),
  ),
  updateExistingUsersOnly: z.boolean().optional(),
});
const unsubscribe = z.strictObject({
  listId: z.int(),
  subscribers: z.array(z.strictObject({ email: z.string().optional(), userId: z.string().optional() })),
  campaignId: z.int().optional(),
  // True would unsubscribe people from the channel: a sync must never leave it to the default.
  channelUnsubscribe: z.literal(false),
});

const trackBulk = z.strictObject({
  events: z
    .array(
      z.strictObject({
        eventName: z.string(),
        email: z.string().optional(),
        userId: z.string().optional(),
        id: z.string().max(512),
        createdAt: z.int().max(9_999_999_999),
        dataFields: dataFields.optional(),
      }),
    )
    .max(1_000),
});

const BODY_BYTES = 4_000_000;
const SUBSCRIBERS = 1_000;

interface List {
  readonly id: number;
  readonly name: string;
  readonly description: string | undefined;
  listType: 'Standard' | 'Dynamic';
  readonly members: Set<string>;
}

/** An Iterable project in memory, after its documentation: static lists, 200 with failures, lists of failures by value. */
export class FakeIterable implements FakeVendor {
  readonly settings: Record<string, unknown>;
  readonly lists = new Map<number, List>();
  /** Known people, with their fields; keys as Iterable folds them. */
  readonly people = new Map<string, Record<string, unknown>>();
  readonly troubles: Trouble[] = [];
  readonly requests: VendorRequest[] = [];
  readonly refused = new Set<string>();
  readonly forgotten = new Set<string>();
  readonly poison = new Set<string>();
  /** Says that this many more failed than it names. */
  unnamedFailures = 0;
  expired = false;
  /** The key may fill lists and not read them. */
  unreadable = false;
  /** An event with an id that came before takes its place. */
  readonly #events = new Map<string, { name: string; address: string; at: number }>();
  #nextId = 100;
  readonly #identity: 'email' | 'user_id';

  constructor(identity: 'email' | 'user_id' = 'email', settings: Record<string, unknown> = {}) {
    this.#identity = identity;
    this.settings = {
      apiKey: 'iterable-key-0123456789',
      region: 'us',
      identity,
      requestsPerSecond: 100,
      ...settings,
    };
  }

  readonly answer = (request: VendorRequest): VendorResponse => {
    const url = new URL(request.url);
    if (url.host !== 'api.iterable.com')
      return json(401, { msg: 'Invalid API key', code: 'BadApiKey', params: null });
    if (request.headers['api-key'] !== this.settings.apiKey || this.expired) {
      return json(401, { msg: 'Invalid API key', code: 'BadApiKey', params: null });
    }
    const body = request.body ?? '';
    if (Buffer.byteLength(body) > BODY_BYTES) return json(413, { msg: 'too large', code: 'BatchTooLarge' });
    if (body !== '' && request.headers['content-type'] !== 'application/json')
      return bad('BadJsonBody', 'content type');
    if (this.unreadable && /\/size$|\/getUsers$/.test(url.pathname))
      return json(403, { msg: 'not allowed', code: 'Forbidden', params: null });
    const sized = /^\/api\/lists\/(\d+)\/size$/.exec(url.pathname);
    if (sized && request.method === 'GET') {
      const size = this.lists.get(Number(sized[1]))?.members.size;
      if (size === undefined) return bad('BadParams', 'error.lists.invalidListId');
      return { status: 200, headers: { 'content-type': 'text/plain' }, body: String(size) };
    }
    switch (`${request.method} ${url.pathname}`) {
      case 'GET /api/lists':
        return json(200, {
          lists: [...this.lists.values()].map(({ members: _, ...list }) => ({
            ...list,
            createdAt: 1_700_000_000_000,
          })),
        });
      case 'POST /api/lists':
        return this.#createList(JSON.parse(body));
      case 'GET /api/lists/getUsers': {
        const members = [...(this.lists.get(Number(url.searchParams.get('listId')))?.members ?? [])];
        return {
          status: 200,
          headers: { 'content-type': 'text/plain' },
          body: members.toReversed().join('\n'),
        };
      }
      case 'POST /api/events/trackBulk':
        return meet(this.troubles, () => this.#track(body));
      case 'POST /api/lists/subscribe':
      case 'POST /api/lists/unsubscribe':
        this.requests.push(request);
        return meet(this.troubles, () => this.#membership(url.pathname.endsWith('/subscribe'), body));
      default:
        return json(404, { msg: 'no such endpoint', code: 'NotFound' });
    }
  };

  get events() {
    return [...this.#events.values()];
  }

  audience(): string[] {
    return [...([...this.lists.values()].at(-1)?.members ?? [])].toSorted();
  }

  putByHand(address: string): void {
    [...this.lists.values()].at(-1)?.members.add(address);
  }

  takeByHand(address: string): void {
    [...this.lists.values()].at(-1)?.members.delete(address);
  }

  deleteAudience(): boolean {
    const id = [...this.lists.keys()].at(-1);
    return id !== undefined && this.lists.delete(id);
  }

  #createList(body: unknown): VendorResponse {
    const parsed = z
      .strictObject({ name: z.string().min(1).max(255), description: z.string().optional() })
      .safeParse(body);
    if (!parsed.success) return bad('BadParams', 'list');
    const id = this.#nextId;
    this.#nextId += 1;
    const { name, description } = parsed.data;
    this.lists.set(id, { id, name, description, listType: 'Standard', members: new Set() });
    return json(200, { listId: id });
  }

  #membership(adding: boolean, body: string): VendorResponse {
    const parsed = (adding ? subscribe : unsubscribe).safeParse(JSON.parse(body));
    if (!parsed.success) return bad('BadJsonBody', parsed.error.message);
    const { listId, subscribers } = parsed.data;
    if (subscribers.length > SUBSCRIBERS) return bad('BatchTooLarge', 'too many subscribers');
    const list = this.lists.get(listId);
    if (list?.listType !== 'Standard')
      return bad('BadParams', `[/api/lists/subscribe] error.lists.invalidListId`);
    const keys = subscribers.map((each) => (this.#identity === 'email' ? each.email : each.userId));
    if (keys.some((key) => key === undefined || this.poison.has(key)))
      return bad('BadJsonBody', 'JSON type error');
    const existingOnly =
      'updateExistingUsersOnly' in parsed.data && parsed.data.updateExistingUsersOnly === true;
    const failed: Record<string, string[]> = { invalid: [], notFound: [], forgotten: [] };
    for (const [index, raw] of keys.entries()) {
      const key = this.#folded(raw ?? '');
      if (this.forgotten.has(key)) failed.forgotten?.push(raw ?? '');
      // Failures come back as somebody once spelled them, not as they were sent.
      else if (this.refused.has(key)) failed.invalid?.push((raw ?? '').toUpperCase());
      else if (!adding && !list.members.delete(key)) failed.notFound?.push(raw ?? '');
      else if (adding && existingOnly && this.#identity === 'user_id' && !this.people.has(key))
        failed.notFound?.push(raw ?? '');
      else if (adding) {
        const fields = (subscribers[index] as { dataFields?: Record<string, unknown> }).dataFields;
        this.people.set(key, { ...this.people.get(key), ...fields });
        list.members.add(key);
      }
    }
    const suffix = this.#identity === 'email' ? 'Emails' : 'UserIds';
    const failCount =
      Object.values(failed).reduce((sum, values) => sum + values.length, 0) + this.unnamedFailures;
    return json(200, {
      successCount: subscribers.length - failCount,
      failCount,
      createdFields: [],
      filteredOutFields: [],
      failedUpdates: Object.fromEntries(
        Object.entries(failed).map(([name, values]) => [`${name}${suffix}`, values]),
      ),
      [`invalid${suffix}`]: failed.invalid,
    });
  }

  #track(body: string): VendorResponse {
    const parsed = trackBulk.safeParse(JSON.parse(body));
    if (!parsed.success) return bad('BadJsonBody', parsed.error.message);
    const failed: string[] = [];
    for (const { id, eventName: name, email, userId, dataFields: fields } of parsed.data.events) {
      const address = this.#folded(email ?? userId ?? '');
      if (!this.people.has(address)) failed.push(address);
      else this.#events.set(id, { name, address, at: Date.parse(String(fields?.enteredAt)) });
    }
    const suffix = this.#identity === 'email' ? 'Emails' : 'UserIds';
    return json(200, {
      successCount: parsed.data.events.length - failed.length,
      failCount: failed.length,
      failedUpdates: { [`notFound${suffix}`]: failed },
    });
  }

  #folded(key: string): string {
    return this.#identity === 'email' ? key.toLowerCase() : key;
  }
}

function bad(code: string, msg: string): VendorResponse {
  return json(400, { msg, code, params: null });
}
