import { z } from 'zod';
import type {
  VendorRequest,
  VendorResponse,
} from '../../packages/engine/src/activate/destinations/vendor-request.ts';
import { type FakeVendor, json, meet, type Trouble } from './vendor.ts';

const flat = z.record(z.string(), z.union([z.string(), z.number(), z.boolean()]));
const fields = {
  email: z.string().optional(),
  name: z.string().optional(),
  phone: z.string().optional(),
  custom_attributes: flat.optional(),
};
const createBody = z.strictObject({ role: z.literal('user'), external_id: z.string().optional(), ...fields });
const updateBody = z.strictObject(fields);
const pagination = z.strictObject({
  per_page: z.int().min(1).max(150),
  starting_after: z.string().optional(),
});
const searchBody = z.strictObject({
  query: z.union([
    z.strictObject({
      field: z.enum(['external_id', 'email']),
      operator: z.literal('IN'),
      value: z.array(z.string()).min(1).max(50),
    }),
    z.strictObject({ field: z.literal('tag_id'), operator: z.literal('='), value: z.string() }),
  ]),
  pagination,
});
const eventBody = z.strictObject({
  event_name: z.string().min(1),
  // Seconds: milliseconds would be in the far future.
  created_at: z.int().min(1).max(9_999_999_999),
  id: z.string(),
  metadata: flat.refine((given) => Object.keys(given).length <= 10),
});

interface Contact {
  id: string;
  readonly role: 'user' | 'lead';
  readonly external_id: string | undefined;
  readonly email: string | undefined;
  readonly since: number;
  readonly attributes: Record<string, unknown>;
  archived?: boolean;
}

/** An Intercom workspace in memory, after its documentation: contact ids, tags, a search that lags, conflicts, merges. */
export class FakeIntercom implements FakeVendor {
  readonly settings: Record<string, unknown>;
  readonly tags = new Map<
    string,
    { readonly id: string; readonly name: string; readonly contacts: Set<string> }
  >();
  readonly contacts = new Map<string, Contact>();
  /** Ids that were merged, and into which. */
  readonly merged = new Map<string, string>();
  readonly troubles: Trouble[] = [];
  readonly earlierTroubles: Trouble[] = [];
  readonly requests: VendorRequest[] = [];
  readonly refused = new Set<string>();
  readonly poison = new Set<string>();
  readonly attributes = new Set(['seats', 'plan', 'tags']);
  readonly know: ((address: string) => void) | undefined;
  region = 'US';
  expired = false;
  /** Until the search shows a contact. */
  lagMs = 5 * 60_000;
  readonly #clock: () => number;
  readonly #events = new Map<string, { address: string; name: string; at: number }>();
  readonly #identity: 'email' | 'user_id';
  readonly #byKey = new Map<string, string[]>();
  #nextId = 100;

  constructor(
    identity: 'email' | 'user_id',
    settings: Record<string, unknown> = {},
    clock: () => number = () => 0,
  ) {
    this.#identity = identity;
    this.#clock = clock;
    this.settings = { accessToken: 'intercom-token-0123', region: 'us', identity, ...settings };
    this.know =
      settings.createContacts === false
        ? (address) => {
            if (this.#idsOf(address).length === 0) this.make(this.#keyed(address), -this.lagMs);
          }
        : undefined;
  }

  readonly answer = (request: VendorRequest): VendorResponse => {
    const url = new URL(request.url);
    if (url.host !== 'api.intercom.io') return refuse(401, 'unauthorized', 'Access Token Invalid');
    if (request.headers.authorization !== `Bearer ${this.settings.accessToken}` || this.expired) {
      return refuse(401, 'unauthorized', 'Access Token Invalid');
    }
    if (!/^2\.(1[3-9]|[2-9]\d)$/.test(request.headers['intercom-version'] ?? '')) {
      return refuse(400, 'intercom_version_invalid', 'version');
    }
    if (request.body !== undefined && request.headers['content-type'] !== 'application/json') {
      return refuse(400, 'parameter_invalid', 'content type');
    }
    const path = decodeURIComponent(url.pathname);
    const body = request.body === undefined ? undefined : JSON.parse(request.body);
    const [, root, id = '', below = '', last] = path.split('/');
    const key = `${request.method} /${root}`;
    if (key === 'GET /me')
      return json(200, { type: 'admin', id: '1', app: { id_code: 'x', region: this.region } });
    if (key === 'GET /tags' && id === '') return json(200, { type: 'list', data: [] });
    if (key === 'GET /tags') return this.#tagAt(id);
    if (key === 'POST /tags')
      return this.#makeTag(z.strictObject({ name: z.string().min(1) }).parse(body).name);
    if (key === 'POST /events') return meet(this.troubles, () => this.#track(body));
    if (key === 'POST /contacts' && id === 'search' && body?.query?.field === 'tag_id')
      return this.#search(body);
    if (root !== 'contacts') return refuse(404, 'not_found', 'Resource Not Found');
    this.requests.push(request);
    if (below === 'tags') {
      return meet(this.troubles, () =>
        request.method === 'POST'
          ? this.#tag(id, z.strictObject({ id: z.string() }).parse(body).id, true)
          : this.#tag(id, last ?? '', false),
      );
    }
    return meet(this.earlierTroubles, () => {
      if (request.method === 'POST' && id === 'search') return this.#search(body);
      if (request.method === 'POST' && id === '') return this.#create(body);
      if (request.method === 'PUT') return this.#update(id, body);
      if (request.method === 'GET' && id === 'find_by_external_id') return this.#find(below);
      return refuse(404, 'not_found', 'Resource Not Found');
    });
  };

  get events() {
    return [...this.#events.values()];
  }

  audience(): string[] {
    const tagged = [...this.tags.values()].at(-1)?.contacts ?? new Set<string>();
    return [...tagged].flatMap((id) => this.#addressOf(id)).toSorted();
  }

  /** Makes a contact by hand, `age` ms ago when negative, and says its id. */
  make(given: Partial<Contact>, age = 0): string {
    const id = `c${this.#nextId}`;
    this.#nextId += 1;
    const { external_id, email, role = 'user', attributes = {} } = given;
    this.contacts.set(id, { id, role, external_id, email, since: this.#clock() + age, attributes });
    for (const key of [external_id, email && `email ${email}`]) {
      if (key !== undefined && key !== '') this.#byKey.set(key, [...(this.#byKey.get(key) ?? []), id]);
    }
    return id;
  }

  putByHand(address: string): void {
    const [id = this.make(this.#keyed(address))] = this.#idsOf(address);
    [...this.tags.values()].at(-1)?.contacts.add(id);
  }

  takeByHand(address: string): void {
    for (const id of this.#idsOf(address)) [...this.tags.values()].at(-1)?.contacts.delete(id);
  }

  changeIds(): void {
    for (const [old, contact] of [...this.contacts]) {
      const id = `c${this.#nextId}`;
      this.#nextId += 1;
      contact.id = id;
      this.contacts.delete(old);
      this.contacts.set(id, contact);
      this.merged.set(old, id);
      for (const ids of this.#byKey.values()) if (ids.includes(old)) ids.splice(ids.indexOf(old), 1, id);
      for (const { contacts } of this.tags.values()) if (contacts.delete(old)) contacts.add(id);
    }
  }

  deleteAudience(): boolean {
    return this.tags.delete([...this.tags.keys()].at(-1) ?? '');
  }

  #makeTag(name: string): VendorResponse {
    const there = [...this.tags.values()].find((each) => each.name.toLowerCase() === name.toLowerCase());
    const id = there?.id ?? String(this.#nextId);
    this.#nextId += 1;
    if (there === undefined) this.tags.set(id, { id, name, contacts: new Set() });
    return this.#tagAt(id);
  }

  #tagAt(id: string): VendorResponse {
    const tag = this.tags.get(id);
    if (tag === undefined) return refuse(404, 'not_found', 'Resource Not Found');
    return json(200, { type: 'tag', id, name: tag.name });
  }

  #tag(contact: string, id: string, adding: boolean): VendorResponse {
    if (!this.contacts.has(contact)) return refuse(404, 'not_found', 'Contact Not Found');
    const tag = this.tags.get(id);
    if (tag === undefined) return refuse(404, 'not_found', 'Resource Not Found');
    if (adding) tag.contacts.add(contact);
    else if (!tag.contacts.delete(contact)) return refuse(404, 'not_found', 'Resource Not Found');
    return json(200, { type: 'tag', id, name: tag.name });
  }

  #search(body: unknown): VendorResponse {
    const { query, pagination: page } = searchBody.parse(body);
    const tagged = query.field === 'tag_id' ? [...(this.tags.get(query.value)?.contacts ?? [])] : [];
    if (query.field !== 'tag_id' && query.value.some((value) => this.poison.has(value))) {
      return refuse(400, 'parameter_invalid', 'poison');
    }
    const keys = query.field === 'tag_id' ? [] : query.value;
    const ids = [
      ...tagged,
      ...keys.flatMap(
        (value) => this.#byKey.get(query.field === 'email' ? `email ${value.toLowerCase()}` : value) ?? [],
      ),
    ];
    const shown = ids
      .flatMap((id) => this.contacts.get(id) ?? [])
      .filter(({ since, archived }) => since + this.lagMs <= this.#clock() && archived !== true);
    const from = Number(page.starting_after ?? 0);
    const data = shown.slice(from, from + page.per_page);
    const next =
      from + data.length < shown.length ? { starting_after: String(from + data.length) } : undefined;
    return json(200, {
      type: 'list',
      // Emails come back as somebody once spelled them.
      data: data.map(({ id, role, external_id = null, email }) => ({
        type: 'contact',
        id,
        role,
        external_id,
        email: email?.toUpperCase() ?? null,
      })),
      total_count: shown.length,
      pages: { type: 'pages', ...(next ? { next } : {}) },
    });
  }

  #create(body: unknown): VendorResponse {
    const { external_id, email, role, ...given } = createBody.parse(body);
    const address = (this.#identity === 'email' ? email : external_id) ?? '';
    if (this.refused.has(address)) return refuse(400, 'parameter_invalid', 'email is invalid');
    if (this.poison.has(address)) return refuse(400, 'parameter_invalid', 'poison');
    const there = [external_id, email && `email ${email}`].flatMap(
      (key) => this.#byKey.get(key ?? '') ?? [],
    )[0];
    if (there !== undefined) {
      const archived = this.contacts.get(there)?.archived === true;
      const what = archived ? 'An archived contact' : 'A contact';
      return refuse(409, 'conflict', `${what} matching those details already exists with id=${there}`);
    }
    const unknown = this.#unknown(given.custom_attributes);
    if (unknown) return unknown;
    const id = this.make({ external_id, email, role, attributes: { ...given.custom_attributes } });
    return json(200, { type: 'contact', id, external_id, email });
  }

  #update(id: string, body: unknown): VendorResponse {
    const { custom_attributes, email } = updateBody.parse(body);
    const contact = this.contacts.get(id);
    if (contact === undefined) return refuse(404, 'not_found', 'User Not Found');
    if (email !== undefined && this.#byKey.has(`email ${email}`)) {
      return refuse(409, 'conflict', 'A contact matching those details already exists');
    }
    const unknown = this.#unknown(custom_attributes);
    if (unknown) return unknown;
    Object.assign(contact.attributes, custom_attributes);
    return json(200, { type: 'contact', id });
  }

  #find(external: string): VendorResponse {
    const [id] = this.#byKey.get(external) ?? [];
    const contact = this.contacts.get(id ?? '');
    if (contact === undefined || contact.archived) return refuse(404, 'not_found', 'User Not Found');
    return json(200, { type: 'contact', id: contact.id, external_id: external, role: contact.role });
  }

  #track(body: unknown): VendorResponse {
    const { event_name, created_at, id, metadata } = eventBody.parse(body);
    if (!this.contacts.has(id)) return refuse(404, 'not_found', 'User Not Found');
    const [address = ''] = this.#addressOf(id);
    this.#events.set(`${id} ${event_name} ${created_at}`, {
      address,
      name: event_name,
      at: Date.parse(String(metadata.entered_at)),
    });
    return { status: 202, headers: {}, body: '' };
  }

  #unknown(given: Record<string, unknown> = {}): VendorResponse | undefined {
    const name = Object.keys(given).find((each) => !this.attributes.has(each));
    if (name === undefined) return undefined;
    return refuse(400, 'parameter_invalid', `Custom attribute '${name}' does not exist`);
  }

  #keyed(address: string): Partial<Contact> {
    return this.#identity === 'email' ? { email: address } : { external_id: address };
  }

  #idsOf(address: string): readonly string[] {
    return this.#byKey.get(this.#identity === 'email' ? `email ${address}` : address) ?? [];
  }

  #addressOf(id: string): string[] {
    const { email, external_id } = this.contacts.get(id) ?? {};
    const address = this.#identity === 'email' ? email : external_id;
    return address === undefined ? [] : [address];
  }
}

function refuse(status: number, code: string, message: string): VendorResponse {
  return json(status, { type: 'error.list', request_id: 'r-1', errors: [{ code, message }] });
}
