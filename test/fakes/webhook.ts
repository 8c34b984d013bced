import { Webhook } from 'standardwebhooks';
import { z } from 'zod';
import type {
  VendorRequest,
  VendorResponse,
} from '../../packages/engine/src/activate/destinations/vendor-request.ts';
import { type FakeVendor, json, meet, type Trouble } from './vendor.ts';

const message = z.strictObject({
  type: z.literal('cohort.membership'),
  timestamp: z.iso.datetime(),
  data: z.strictObject({
    cohort: z.strictObject({
      id: z.string(),
      name: z.string(),
      version: z.int(),
      unit: z.enum(['user', 'account']),
    }),
    audience: z.string(),
    entered: z.array(z.strictObject({ id: z.string(), attributes: z.record(z.string(), z.unknown()) })),
    exited: z.array(z.strictObject({ id: z.string() })),
  }),
});

/** A receiver that verifies with the public library, and remembers message ids as the specification advises. */
export class FakeWebhook implements FakeVendor {
  readonly settings: Record<string, unknown> = {
    url: 'https://hooks.example.com/cusp',
    secret: `whsec_${Buffer.alloc(32, 5).toString('base64')}`,
    membersPerMessage: 1_000,
    requestsPerSecond: 100,
  };
  readonly troubles: Trouble[] = [];
  readonly requests: VendorRequest[] = [];
  readonly refused = new Set<string>();
  readonly poison = new Set<string>();
  expired = false;
  /** Messages that came again under the same id. */
  repeats = 0;
  readonly #members = new Set<string>();
  readonly #seen = new Map<string, string>();
  /** Of the moment that the sender thinks it is: the public library compares with the real one. */
  clock: () => number = Date.now;

  readonly answer = (request: VendorRequest): VendorResponse => {
    if (request.method !== 'POST' || request.url !== this.settings.url) return json(404, {});
    if (this.expired) return json(401, { error: 'no' });
    const id = request.headers['webhook-id'] ?? '';
    if (id.includes('.')) return json(400, { error: 'an id must not contain a dot' });
    if (!this.#isSigned(request)) return json(401, { error: 'bad signature' });
    const body = JSON.parse(request.body ?? '') as { type: string };
    if (body.type === 'cusp.ping') return json(200, {});
    this.requests.push(request);
    return meet(this.troubles, () => this.#take(id, request.body ?? ''));
  };

  audience(): string[] {
    return [...this.#members].toSorted();
  }

  putByHand(address: string): void {
    this.#members.add(address);
  }

  takeByHand(address: string): void {
    this.#members.delete(address);
  }

  deleteAudience(): boolean {
    return false;
  }

  #isSigned({ headers, body }: VendorRequest): boolean {
    const timestamp = Number(headers['webhook-timestamp']);
    if (Math.abs(this.clock() / 1000 - timestamp) > 300) return false;
    // Signed anew for the real time, so that the public verifier's tolerance does not stand in the way of a clock of one's own.
    const own = new Webhook(String(this.settings.secret));
    const expected = own.sign(headers['webhook-id'] ?? '', new Date(timestamp * 1000), body ?? '');
    return expected === headers['webhook-signature'];
  }

  #take(id: string, body: string): VendorResponse {
    const parsed = message.safeParse(JSON.parse(body));
    if (!parsed.success) return json(400, { error: parsed.error.message });
    const { entered, exited } = parsed.data.data;
    if ([...entered, ...exited].some((each) => this.poison.has(each.id)))
      return json(400, { error: 'bad item' });
    const before = this.#seen.get(id);
    if (before !== undefined) {
      this.repeats += 1;
      return before === body ? json(200, {}) : json(409, { error: 'another body under the same id' });
    }
    this.#seen.set(id, body);
    for (const each of exited) this.#members.delete(each.id);
    for (const each of entered) this.#members.add(each.id);
    return json(200, {});
  }
}
