import { z } from 'zod';
import type {
  VendorRequest,
  VendorResponse,
} from '../../packages/engine/src/activate/destinations/vendor-request.ts';
import { type FakeVendor, json, meet, type Trouble } from './vendor.ts';

const scalar = z.union([z.string(), z.number(), z.boolean()]);
const whose = { external_id: z.string().min(1).optional(), email: z.string().optional() };
const oneIdentifier = (each: { external_id?: string | undefined; email?: string | undefined }) =>
  each.external_id !== undefined || each.email !== undefined;

const attributes = z
  .object({ ...whose, _update_existing_only: z.boolean() })
  .catchall(
    z.union([
      scalar,
      z.array(z.string()),
      z.strictObject({ add: z.array(z.string()) }),
      z.strictObject({ remove: z.array(z.string()) }),
    ]),
  )
  .refine(oneIdentifier);
const event = z
  .strictObject({
    ...whose,
    name: z.string(),
    time: z.iso.datetime(),
    properties: z.record(z.string(), scalar),
    app_id: z.string().optional(),
    _update_existing_only: z.boolean(),
  })
  .refine(oneIdentifier);
const track = z.strictObject({
  attributes: z.array(attributes).optional(),
  events: z.array(event).optional(),
});
const partner = { partner_api_key: z.string(), client_secret: z.string(), cohort_id: z.string() };
const cohort = z.strictObject({ ...partner, name: z.string().min(1), created_at: z.iso.datetime() });
const cohortUsers = z.strictObject({
  ...partner,
  cohort_changes: z.array(
    z.strictObject({ user_ids: z.array(z.string()).min(1), should_remove: z.boolean().optional() }),
  ),
});

const BODY_BYTES = 4_000_000;
const IDS = 1_000;

/** A Braze workspace in memory, after its documentation: profiles with attributes, errors by index within a success, cohorts of a partner. */
export class FakeBraze implements FakeVendor {
  readonly settings: Record<string, unknown>;
  /** Attributes by what a profile is known by: external id, or email in lower case. */
  readonly profiles = new Map<string, Record<string, unknown>>();
  readonly cohorts = new Map<string, { readonly name: string; readonly members: Set<string> }>();
  readonly troubles: Trouble[] = [];
  readonly requests: VendorRequest[] = [];
  readonly values: VendorRequest[] | undefined;
  readonly refused = new Set<string>();
  readonly poison = new Set<string>();
  readonly events: { address: string; name: string; at: number }[] = [];
  /** An error in each answer that does not say where it is. */
  placeless: unknown;
  expired = false;
  readonly know: ((address: string) => void) | undefined;
  readonly #as: 'attribute' | 'array' | 'cohort';

  constructor(
    identity: 'email' | 'user_id' = 'user_id',
    as: 'attribute' | 'array' | 'cohort' = 'attribute',
    settings: Record<string, unknown> = {},
  ) {
    this.#as = as;
    this.settings = {
      host: 'rest.iad-03.braze.com',
      apiKey: 'braze-key-0123456789',
      identity,
      audience: as,
      ...(as === 'cohort'
        ? { partner: 'acme', partnerApiKey: 'partner-key-0123', clientSecret: 'client-"secret"-0123' }
        : {}),
      ...settings,
    };
    if (as !== 'cohort') return;
    this.values = [];
    // A sync with the import makes nobody known.
    this.know = (address) => {
      if (!this.profiles.has(address)) this.profiles.set(address, {});
    };
  }

  readonly answer = (request: VendorRequest): VendorResponse => {
    const url = new URL(request.url);
    const body = request.body ?? '';
    if (url.host !== this.settings.host) return json(401, { message: 'Invalid API Key' });
    if (request.headers['content-type'] !== 'application/json') return fatal('content type');
    if (Buffer.byteLength(body) > BODY_BYTES) return json(413, { message: 'Request too large' });
    const partners = `/partners/${this.settings.partner}/cohorts`;
    switch (`${request.method} ${url.pathname}`) {
      case 'POST /users/track':
        if (this.expired || request.headers.authorization !== `Bearer ${this.settings.apiKey}`)
          return json(401, { message: 'Invalid API Key' });
        return this.#track(request, body);
      case `POST ${partners}`:
        return this.#cohort(request, body);
      case `POST ${partners}/users`:
        return this.#cohortUsers(request, body);
      default:
        return json(404, { message: 'Not found' });
    }
  };

  audience(): string[] {
    if (this.#as === 'cohort') return [...([...this.cohorts.values()].at(-1)?.members ?? [])].toSorted();
    return [...this.profiles]
      .flatMap(([address, { cohort_walls, cohorts }]) =>
        cohort_walls === true || (Array.isArray(cohorts) && cohorts.includes('walls')) ? [address] : [],
      )
      .toSorted();
  }

  putByHand(address: string): void {
    if (this.#as === 'cohort') [...this.cohorts.values()].at(-1)?.members.add(address);
    else this.#set(address, this.#as === 'array' ? { cohorts: ['walls'] } : { cohort_walls: true });
  }

  takeByHand(address: string): void {
    if (this.#as === 'cohort') [...this.cohorts.values()].at(-1)?.members.delete(address);
    else this.#set(address, this.#as === 'array' ? { cohorts: [] } : { cohort_walls: false });
  }

  /** There is none: an attribute is on each profile by itself. */
  deleteAudience(): boolean {
    return false;
  }

  #track(request: VendorRequest, body: string): VendorResponse {
    const parsed = track.safeParse(JSON.parse(body));
    if (!parsed.success) return fatal(parsed.error.message);
    const { attributes: people = [], events = [] } = parsed.data;
    if (people.length + events.length > 75) return fatal('more than 75 objects');
    const isProbe = people.some(({ external_id }) => external_id === 'cusp-connection-test');
    if (isProbe) return json(201, { message: 'success', attributes_processed: 0 });
    if (people.length > 0) (this.values ?? this.requests).push(request);
    return meet(this.troubles, () => this.#taken(people, events));
  }

  #taken(people: z.infer<typeof attributes>[], events: z.infer<typeof event>[]): VendorResponse {
    if (people.some((each) => this.poison.has(this.#key(each)))) return fatal("'attributes' are invalid");
    const errors: unknown[] = this.placeless === undefined ? [] : [this.placeless];
    let processed = 0;
    for (const [index, each] of people.entries()) {
      const key = this.#key(each);
      if (this.refused.has(key)) {
        errors.push({ type: "'external_id' must be shorter", input_array: 'attributes', index });
        continue;
      }
      if (each._update_existing_only && !this.profiles.has(key)) continue;
      const { external_id: _, _update_existing_only: __, ...values } = each;
      this.#set(key, values);
      processed += 1;
    }
    let told = 0;
    for (const each of events) {
      if (each._update_existing_only && !this.profiles.has(this.#key(each))) continue;
      this.events.push({ address: this.#key(each), name: each.name, at: Date.parse(each.time) });
      told += 1;
    }
    return json(
      201,
      {
        message: 'success',
        ...(people.length > 0 ? { attributes_processed: processed } : {}),
        ...(events.length > 0 ? { events_processed: told } : {}),
        ...(errors.length > 0 ? { errors } : {}),
      },
      { 'x-ratelimit-limit': '3000', 'x-ratelimit-remaining': '2999', 'x-ratelimit-reset': '1777600000' },
    );
  }

  #key({ external_id, email }: { external_id?: string | undefined; email?: string | undefined }): string {
    return external_id ?? (email ?? '').toLowerCase();
  }

  /** `add` and `remove` change an array; all else takes the place of what was there. */
  #set(key: string, values: Record<string, unknown>): void {
    const profile = { ...this.profiles.get(key) };
    for (const [name, value] of Object.entries(values)) {
      const { add, remove } = (value ?? {}) as { add?: string[]; remove?: string[] };
      const before = (profile[name] as string[] | undefined) ?? [];
      if (add) profile[name] = [...new Set([...before, ...add])];
      else if (remove) profile[name] = before.filter((each) => !remove.includes(each));
      else profile[name] = value;
    }
    this.profiles.set(key, profile);
  }

  #letsIn(request: VendorRequest, secrets: { partner_api_key: string; client_secret: string }): boolean {
    return (
      !this.expired &&
      request.headers.authorization === undefined &&
      secrets.partner_api_key === this.settings.partnerApiKey &&
      secrets.client_secret === this.settings.clientSecret
    );
  }

  #cohort(request: VendorRequest, body: string): VendorResponse {
    const parsed = cohort.safeParse(JSON.parse(body));
    if (!parsed.success) return fatal(parsed.error.message);
    if (!this.#letsIn(request, parsed.data)) return json(401, { message: 'Invalid partner api key' });
    const { cohort_id, name } = parsed.data;
    this.cohorts.set(cohort_id, { name, members: this.cohorts.get(cohort_id)?.members ?? new Set() });
    return json(200, { message: 'success' });
  }

  #cohortUsers(request: VendorRequest, body: string): VendorResponse {
    const parsed = cohortUsers.safeParse(JSON.parse(body));
    if (!parsed.success) return fatal(parsed.error.message);
    if (!this.#letsIn(request, parsed.data)) return json(401, { message: 'Invalid client secret' });
    const { cohort_id, cohort_changes } = parsed.data;
    if (cohort_id === 'cusp-connection-test') return fatal('no such cohort');
    this.requests.push(request);
    return meet(this.troubles, () => {
      const all = cohort_changes.flatMap(({ user_ids }) => user_ids);
      if (all.length > IDS) return fatal('more than 1000 users');
      if (all.some((id) => this.poison.has(id))) return fatal("'user_ids' are invalid");
      const members = this.cohorts.get(cohort_id)?.members;
      if (members === undefined) return fatal('no such cohort');
      for (const { user_ids, should_remove } of cohort_changes) {
        for (const id of user_ids) {
          if (should_remove) members.delete(id);
          else if (this.profiles.has(id)) members.add(id);
        }
      }
      return json(200, { message: 'success' });
    });
  }
}

function fatal(message: string): VendorResponse {
  return json(400, { message, errors: [message] });
}
