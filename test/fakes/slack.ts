import { z } from 'zod';
import type {
  VendorRequest,
  VendorResponse,
} from '../../packages/engine/src/activate/destinations/vendor-request.ts';
import { type FakeVendor, meet, type Trouble } from './vendor.ts';

const message = z.strictObject({
  text: z.string().max(40_000),
  unfurl_links: z.literal(false).optional(),
  unfurl_media: z.literal(false).optional(),
});

/** A digest as a person reads it. */
export interface Post {
  readonly text: string;
  readonly entered: number;
  readonly left: number;
  readonly now: number;
  readonly again: boolean;
}

/** A channel behind an incoming webhook. It knows only what it was told, and checks that what it was told adds up. */
export class FakeSlack implements FakeVendor {
  readonly settings: Record<string, unknown>;
  readonly troubles: Trouble[] = [];
  readonly requests: VendorRequest[] = [];
  readonly refused = new Set<string>();
  readonly poison = new Set<string>();
  /** What the channel shows. */
  readonly posts: Post[] = [];
  expired = false;
  /** What Slack says of the webhook instead of taking a message. */
  word: { readonly status: number; readonly body: string } | undefined;

  constructor(settings: Record<string, unknown> = {}) {
    this.settings = { url: 'https://hooks.slack.com/services/T0001/B0002/abcdefghijklmnop', ...settings };
  }

  readonly answer = (request: VendorRequest): VendorResponse => {
    if (request.url !== this.settings.url) return said(404, 'no_service');
    if (request.method !== 'POST') return said(405, 'method_not_allowed');
    if (request.headers['content-type'] !== 'application/json') return said(400, 'invalid_payload');
    const parsed = message.safeParse(JSON.parse(request.body ?? ''));
    const empty = parsed.data?.text === '';
    if (!empty) this.requests.push(request);
    if (this.expired) return said(403, 'invalid_token');
    if (this.word !== undefined) return said(this.word.status, this.word.body);
    if (!parsed.success) return said(400, 'invalid_payload');
    if (empty) return said(400, 'no_text');
    return meet(this.troubles, () => {
      this.posts.push(postOf(parsed.data.text));
      return said(200, 'ok');
    });
  };

  /** As many as the channel was told are in. */
  audience(): string[] {
    let before = 0;
    const told = new Set([0]);
    let last: Post | undefined;
    for (const post of this.posts) {
      const from = post.now - post.entered + post.left;
      const repeated = post.text === last?.text;
      const addsUp = from === before || (post.again && told.has(from)) || repeated;
      if (!addsUp) throw new Error(`does not add up to what was told before, ${before}: ${post.text}`);
      before = post.now;
      told.add(before);
      last = post;
    }
    return Array.from({ length: before }, () => '?');
  }

  putByHand(): void {}

  takeByHand(): void {}

  deleteAudience(): boolean {
    return false;
  }
}

function said(status: number, body: string): VendorResponse {
  return { status, headers: { 'content-type': 'text/html' }, body };
}

function postOf(text: string): Post {
  const read = /^\*.+\*: \+([\d,]+) \/ −([\d,]+), now ([\d,]+) (?:member|account)s?/.exec(text);
  if (read === null) throw new Error(`not a digest: ${text}`);
  const [entered = 0, left = 0, now = 0] = read.slice(1).map((digits) => Number(digits.replaceAll(',', '')));
  return { text, entered, left, now, again: text.includes('tells its changes again') };
}
