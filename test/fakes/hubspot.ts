import { z } from 'zod';
import type {
  VendorRequest,
  VendorResponse,
} from '../../packages/engine/src/activate/destinations/vendor-request.ts';
import { type FakeVendor, json, meet, type Trouble } from './vendor.ts';

const strings = z.record(z.string(), z.string());
const HUB = 4711;
const PORTAL_SCOPES = [
  'crm.lists.read',
  'crm.lists.write',
  'crm.objects.contacts.read',
  'crm.objects.contacts.write',
];

const read = z.strictObject({
  idProperty: z.string(),
  properties: z.array(z.string()),
  propertiesWithHistory: z.array(z.string()),
  inputs: z.array(z.strictObject({ id: z.string() })).max(100),
});
const upsert = z.strictObject({
  inputs: z
    .array(
      z.strictObject({
        id: z.string(),
        idProperty: z.string(),
        objectWriteTraceId: z.string(),
        properties: strings,
      }),
    )
    .max(100),
});
const update = z.strictObject({
  inputs: z
    .array(z.strictObject({ id: z.string(), objectWriteTraceId: z.string(), properties: strings }))
    .max(100),
});
const change = z.strictObject({
  recordIdsToAdd: z.array(z.string().regex(/^\d+$/)),
  recordIdsToRemove: z.array(z.string().regex(/^\d+$/)),
});
const makeList = z.strictObject({
  name: z.string().min(1),
  objectTypeId: z.literal('0-1'),
  processingType: z.literal('MANUAL'),
});
const sendEvents = z.strictObject({
  inputs: z
    .array(
      z.strictObject({
        eventName: z.string(),
        objectId: z.string(),
        occurredAt: z.iso.datetime(),
        uuid: z.uuid(),
        properties: strings,
      }),
    )
    .max(500),
});
const defineEvent = z.strictObject({
  label: z.string().min(1),
  name: z.string().regex(/^[a-z][a-z0-9_-]*$/),
  description: z.string(),
  primaryObject: z.literal('CONTACT'),
  propertyDefinitions: z.array(
    z.strictObject({ name: z.string(), label: z.string(), type: z.enum(['string', 'number', 'datetime']) }),
  ),
});

interface List {
  readonly listId: string;
  readonly name: string;
  readonly objectTypeId: string;
  processingType: string;
  /** Record ids. */
  readonly members: Set<string>;
}

interface Contact {
  id: string;
  readonly properties: Record<string, string>;
  /** Emails besides the first. */
  readonly more: string[];
}

/** A HubSpot account in memory, after its documentation: record ids, 207 with trace ids, lists that name what they changed. */
export class FakeHubspot implements FakeVendor {
  readonly settings: Record<string, unknown>;
  readonly lists = new Map<string, List>();
  readonly contacts: Contact[] = [];
  readonly troubles: Trouble[] = [];
  readonly earlierTroubles: Trouble[] = [];
  readonly requests: VendorRequest[] = [];
  readonly refused = new Set<string>();
  readonly poison = new Set<string>();
  /** Contact properties that there are. */
  readonly properties = new Set(['email', 'hs_additional_emails', 'seats', 'plan', 'app_user_id', 'tags']);
  readonly unique = new Set(['app_user_id']);
  readonly scopes = new Set([...PORTAL_SCOPES, 'behavioral_events.event_definitions.read_write']);
  /** Names of events that are defined, with their labels. */
  readonly definitions = new Map<string, string>();
  /** Another one makes a list of the same name right before the next is made. */
  makesFirst = false;
  /** A list need not tell how many are in it. */
  tellsSize = true;
  expired = false;
  readonly #sent = new Map<string, { address: string; name: string; at: number }>();
  readonly #property: string;
  readonly #byId = new Map<string, Contact>();
  readonly #byValue = new Map<string, Contact>();
  #nextId = 1_000;
  readonly know: ((address: string) => void) | undefined;

  constructor(identity: 'email' | 'user_id' = 'email', settings: Record<string, unknown> = {}) {
    this.#property = identity === 'email' ? 'email' : 'app_user_id';
    this.settings = {
      accessToken: 'pat-na1-0123456789',
      identity,
      ...(identity === 'user_id' ? { uniqueProperty: 'app_user_id' } : {}),
      hubId: HUB,
      requestsPerTenSeconds: 1_000,
      ...settings,
    };
    this.know =
      settings.createContacts === false
        ? (address) => {
            if (this.#at(this.#property, address) === undefined) this.make({ [this.#property]: address });
          }
        : undefined;
  }

  readonly answer = (request: VendorRequest): VendorResponse => {
    const url = new URL(request.url);
    if (url.host !== 'api.hubapi.com') return refuse(404, 'OBJECT_NOT_FOUND', 'no such host');
    if (request.headers.authorization !== `Bearer ${this.settings.accessToken}` || this.expired) {
      return refuse(401, 'EXPIRED_AUTHENTICATION', 'The OAuth token used to make this call expired');
    }
    if (request.body !== undefined && request.headers['content-type'] !== 'application/json') {
      return refuse(415, 'VALIDATION_ERROR', 'content type');
    }
    const path = decodeURIComponent(url.pathname);
    const scope = scopeOf(request.method, path);
    if (scope !== undefined && !this.scopes.has(scope)) {
      return json(403, {
        status: 'error',
        message: 'This app has not been granted all required scopes to make this call.',
        category: 'MISSING_SCOPES',
        errors: [{ message: 'one or more scopes', context: { requiredGranularScopes: [scope] } }],
      });
    }
    if (path.startsWith('/crm/v3/lists')) return this.#lists(request, path, url.searchParams);
    const body = request.body === undefined ? undefined : JSON.parse(request.body);
    const property = /^\/crm\/v3\/properties\/contacts\/(\w+)$/.exec(path)?.[1];
    if (request.method === 'GET' && property !== undefined) {
      if (!this.properties.has(property)) return refuse(404, 'OBJECT_NOT_FOUND', 'no such property');
      return json(200, { name: property, hasUniqueValue: this.unique.has(property) });
    }
    const definition = /^\/events\/v3\/event-definitions\/([\w-]+)$/.exec(path)?.[1];
    if (request.method === 'GET' && definition !== undefined) {
      if (!this.definitions.has(definition)) return refuse(404, 'OBJECT_NOT_FOUND', 'no such event');
      return json(200, { fullyQualifiedName: definition });
    }
    switch (`${request.method} ${path}`) {
      case 'GET /crm/v3/objects/contacts':
        return json(200, { results: [] });
      case 'POST /oauth/v2/private-apps/get/access-token-info':
        return json(200, { userId: 1, hubId: HUB, appId: 2, scopes: [...this.scopes] });
      case 'POST /events/v3/event-definitions':
        return this.#define(body);
      case 'POST /events/v3/send/batch':
        return meet(this.troubles, () => this.#track(body));
      case 'POST /crm/v3/objects/contacts/batch/read':
      case 'POST /crm/v3/objects/contacts/batch/upsert':
      case 'POST /crm/v3/objects/contacts/batch/update':
        this.requests.push(request);
        return meet(this.earlierTroubles, () => {
          if (path.endsWith('read')) return this.#read(body);
          return path.endsWith('upsert') ? this.#upsert(body) : this.#update(body);
        });
      default:
        return refuse(404, 'OBJECT_NOT_FOUND', 'no such endpoint');
    }
  };

  get events() {
    return [...this.#sent.values()];
  }

  audience(): string[] {
    const members = [...this.lists.values()].at(-1)?.members ?? new Set<string>();
    return this.contacts
      .filter(({ id }) => members.has(id))
      .map(({ properties }) => properties[this.#property] ?? '')
      .toSorted();
  }

  /** Makes a contact by hand, and says its id. */
  make(properties: Record<string, string>, more: string[] = []): string {
    const id = String(this.#nextId);
    this.#nextId += 1;
    const contact = { id, properties: { ...properties }, more };
    this.contacts.push(contact);
    this.#byId.set(id, contact);
    for (const [name, value] of Object.entries(properties)) {
      this.#byValue.set(`${name} ${name === 'email' ? value.toLowerCase() : value}`, contact);
    }
    for (const email of more) this.#byValue.set(`email ${email}`, contact);
    return id;
  }

  putByHand(address: string): void {
    const id = this.#at(this.#property, address)?.id ?? this.make({ [this.#property]: address });
    [...this.lists.values()].at(-1)?.members.add(id);
  }

  takeByHand(address: string): void {
    [...this.lists.values()].at(-1)?.members.delete(this.#at(this.#property, address)?.id ?? '');
  }

  changeIds(): void {
    for (const contact of this.contacts) {
      const old = contact.id;
      contact.id = String(this.#nextId);
      this.#nextId += 1;
      this.#byId.delete(old);
      this.#byId.set(contact.id, contact);
      for (const { members } of this.lists.values()) if (members.delete(old)) members.add(contact.id);
    }
  }

  deleteAudience(): boolean {
    return this.lists.delete([...this.lists.keys()].at(-1) ?? '');
  }

  makeList(name: string, processingType = 'MANUAL', objectTypeId = '0-1'): List {
    const listId = String(this.#nextId);
    this.#nextId += 1;
    const list = { listId, name, objectTypeId, processingType, members: new Set<string>() };
    this.lists.set(listId, list);
    return list;
  }

  #lists({ method, body, ...request }: VendorRequest, path: string, query: URLSearchParams): VendorResponse {
    const shown = ({ members, ...list }: List) =>
      json(200, { list: { ...list, ...(this.tellsSize ? { size: members.size } : {}) } });
    const named = (name: string) =>
      [...this.lists.values()].find((each) => each.name.toLowerCase() === name.toLowerCase());
    const byName = /^\/crm\/v3\/lists\/object-type-id\/0-1\/name\/(.+)$/.exec(path)?.[1];
    if (method === 'GET' && byName !== undefined) {
      const list = named(byName);
      return list ? shown(list) : refuse(404, 'OBJECT_NOT_FOUND', 'no such list');
    }
    if (method === 'POST' && path === '/crm/v3/lists') {
      const { name } = makeList.parse(JSON.parse(body ?? ''));
      if (this.makesFirst) this.makeList(name.toUpperCase());
      this.makesFirst = false;
      if (named(name)) return refuse(400, 'VALIDATION_ERROR', 'taken', 'ILS.DUPLICATE_LIST_NAMES');
      return shown(this.makeList(name));
    }
    const [, id = '', rest = ''] = /^\/crm\/v3\/lists\/(\d+)(\/.*)?$/.exec(path) ?? [];
    const list = this.lists.get(id);
    if (list === undefined && method === 'GET') return refuse(404, 'OBJECT_NOT_FOUND', 'no such list');
    if (list && method === 'GET' && rest === '') return shown(list);
    if (list && method === 'GET' && rest === '/memberships') return page([...list.members], query);
    if (method === 'PUT' && rest === '/memberships/add-and-remove') {
      this.requests.push({ method, body, ...request });
      return meet(this.troubles, () => this.#change(list, change.parse(JSON.parse(body ?? ''))));
    }
    return refuse(404, 'OBJECT_NOT_FOUND', 'no such endpoint');
  }

  #change(list: List | undefined, { recordIdsToAdd, recordIdsToRemove }: z.infer<typeof change>) {
    if (list === undefined) return refuse(404, 'OBJECT_NOT_FOUND', 'List does not exist');
    if (list.processingType === 'DYNAMIC') {
      return refuse(400, 'VALIDATION_ERROR', 'members of a list with processingType DYNAMIC cannot change');
    }
    const there = (id: string) => this.#byId.has(id);
    const added = recordIdsToAdd.filter((id) => there(id) && !list.members.has(id));
    const removed = recordIdsToRemove.filter((id) => there(id) && list.members.has(id));
    for (const id of added) list.members.add(id);
    for (const id of removed) list.members.delete(id);
    return json(200, {
      recordsIdsAdded: added,
      recordIdsRemoved: removed,
      recordIdsMissing: [...recordIdsToAdd, ...recordIdsToRemove].filter((id) => !there(id)),
    });
  }

  #read(body: unknown): VendorResponse {
    const { idProperty, properties, inputs } = read.parse(body);
    if (inputs.some(({ id }) => this.poison.has(id))) return refuse(400, 'VALIDATION_ERROR', 'poison');
    const results = new Map<string, Contact>();
    const missing: string[] = [];
    for (const { id } of inputs) {
      const contact = this.#at(idProperty, id);
      if (contact) results.set(contact.id, contact);
      else missing.push(id);
    }
    return json(missing.length === 0 ? 200 : 207, {
      status: 'COMPLETE',
      results: [...results.values()].toReversed().map((contact) => ({
        id: contact.id,
        properties: Object.fromEntries(properties.map((name) => [name, this.#shown(contact, name)])),
      })),
      ...(missing.length === 0
        ? {}
        : {
            numErrors: 1,
            errors: [
              {
                status: 'error',
                category: 'OBJECT_NOT_FOUND',
                message: 'not found',
                context: { ids: missing },
              },
            ],
          }),
    });
  }

  #upsert(body: unknown): VendorResponse {
    const { inputs } = upsert.parse(body);
    const keys = inputs.map(({ id }) => id.toLowerCase());
    if (new Set(keys).size < keys.length) return refuse(400, 'VALIDATION_ERROR', 'Duplicate IDs found');
    return this.#written(inputs, (input) => {
      const property = inputs[0]?.idProperty ?? '';
      const found = this.#at(property, input.id);
      if (found) return found;
      const key = property === 'email' ? input.id.toLowerCase() : input.id;
      const id = this.make({ [property]: key });
      return this.#byId.get(id);
    });
  }

  #update(body: unknown): VendorResponse {
    const { inputs } = update.parse(body);
    return this.#written(inputs, ({ id }) => this.#byId.get(id));
  }

  /** Results and errors come in another order than the inputs. */
  #written(
    inputs: readonly { id: string; objectWriteTraceId: string; properties: Record<string, string> }[],
    contactOf: (input: { id: string }) => Contact | undefined,
  ): VendorResponse {
    const unknown = inputs
      .flatMap(({ properties }) => Object.keys(properties))
      .find((name) => !this.properties.has(name));
    if (unknown !== undefined) {
      return json(400, {
        status: 'error',
        category: 'VALIDATION_ERROR',
        message: `Property values were not valid: [{"error":"PROPERTY_DOESNT_EXIST","name":"${unknown}"}]`,
      });
    }
    const known = (id: string) => this.#byId.get(id)?.properties[this.#property];
    if (inputs.some(({ id }) => this.poison.has(id) || this.poison.has(known(id) ?? ''))) {
      return refuse(400, 'VALIDATION_ERROR', 'poison');
    }
    const results: object[] = [];
    const errors: object[] = [];
    for (const input of inputs) {
      const { objectWriteTraceId } = input;
      const error = (category: string, message: string) =>
        errors.push({
          status: 'error',
          category,
          message,
          context: { objectWriteTraceId: [objectWriteTraceId] },
        });
      if (this.refused.has(input.id.toLowerCase()) || this.refused.has(known(input.id) ?? '')) {
        error('VALIDATION_ERROR', 'Email address is invalid');
        continue;
      }
      const contact = contactOf(input);
      if (contact === undefined) error('OBJECT_NOT_FOUND', 'resource not found');
      else {
        Object.assign(contact.properties, input.properties);
        results.push({ id: contact.id, new: false, properties: contact.properties, objectWriteTraceId });
      }
    }
    const shape = { status: 'COMPLETE', results: results.toReversed() };
    if (errors.length === 0) return json(200, shape);
    return json(207, { ...shape, numErrors: errors.length, errors: errors.toReversed() });
  }

  #define(body: unknown): VendorResponse {
    const { name, label } = defineEvent.parse(body);
    const full = `pe${HUB}_${name}`;
    if (this.definitions.has(full)) return refuse(409, 'CONFLICT', 'there is one');
    this.definitions.set(full, label);
    return json(201, { fullyQualifiedName: full });
  }

  #track(body: unknown): VendorResponse {
    const { inputs } = sendEvents.parse(body);
    for (const { eventName, uuid } of inputs) {
      if (!this.definitions.has(eventName)) return refuse(404, 'OBJECT_NOT_FOUND', `no event ${eventName}`);
      if (this.#sent.has(uuid)) return refuse(400, 'VALIDATION_ERROR', `uuid ${uuid} exists already`);
    }
    for (const { eventName, objectId, occurredAt, uuid } of inputs) {
      const contact = this.#byId.get(objectId);
      if (contact === undefined) continue;
      this.#sent.set(uuid, {
        address: contact.properties[this.#property] ?? '',
        name: this.definitions.get(eventName) ?? '',
        at: Date.parse(occurredAt),
      });
    }
    return { status: 204, headers: {}, body: '' };
  }

  #at(property: string, value: string): Contact | undefined {
    const key = property === 'email' ? value.toLowerCase() : value;
    return this.#byValue.get(`${property} ${key}`);
  }

  #shown({ properties, more }: Contact, name: string): string | null {
    return (name === 'hs_additional_emails' ? more.join(';') : properties[name]) || null;
  }
}

function page(members: readonly string[], query: URLSearchParams): VendorResponse {
  const limit = Number(query.get('limit'));
  if (!(limit >= 1 && limit <= 250)) return refuse(400, 'VALIDATION_ERROR', 'limit');
  const from = Number(query.get('after') ?? 0);
  const next = from + limit < members.length ? { next: { after: String(from + limit) } } : undefined;
  const results = members.slice(from, from + limit).map((recordId) => ({ recordId }));
  return json(200, { results, ...(next ? { paging: next } : {}) });
}

function scopeOf(method: string, path: string): string | undefined {
  if (path.startsWith('/crm/v3/lists')) return `crm.lists.${method === 'GET' ? 'read' : 'write'}`;
  if (path.startsWith('/events/v3/event-definitions'))
    return 'behavioral_events.event_definitions.read_write';
  if (!path.startsWith('/crm/v3/objects/contacts')) return undefined;
  const reads = method === 'GET' || path.endsWith('/read');
  return `crm.objects.contacts.${reads ? 'read' : 'write'}`;
}

function refuse(status: number, category: string, message: string, subCategory?: string): VendorResponse {
  return json(status, { status: 'error', message, correlationId: 'c-1', category, subCategory });
}
