import type {
  VendorRequest,
  VendorResponse,
} from '../../packages/engine/src/activate/destinations/vendor-request.ts';

/** What goes wrong with one request, once. `applied`: the vendor does it and its answer is lost. */
export type Trouble =
  | { readonly lost: 'before' | 'applied' }
  | { readonly status: number; readonly headers?: Readonly<Record<string, string>>; readonly body?: string };

/** A vendor as a contract drives it: strict about what it is sent, and as unreliable as it is told to be. */
export interface FakeVendor {
  /** Settings with which it lets in. */
  readonly settings: Record<string, unknown>;
  readonly answer: (request: VendorRequest) => VendorResponse | Promise<VendorResponse>;
  /** Addresses that are in the audience now, sorted; of the newest audience that was made. */
  readonly audience: () => string[];
  /** The next membership requests meet these, in turn. */
  readonly troubles: Trouble[];
  /** The same of requests that come before those: to find people, to make them known, to send values. Absent where there are none. */
  readonly earlierTroubles?: Trouble[] | undefined;
  /** Lets nobody in until it is set to false. */
  expired: boolean;
  /** What that counts as; absent: as credentials. */
  readonly shutOut?: 'misconfigured' | undefined;
  /** Requests of a batch, without events, that were sent and got as far as the vendor. */
  readonly requests: VendorRequest[];
  /** Requests that carried values, where those are other ones than the membership requests. */
  readonly values?: VendorRequest[] | undefined;
  /** Refuses these addresses each time, in the way that the vendor has for single people. */
  readonly refused: Set<string>;
  /** A request with one of these is refused as a whole. */
  readonly poison: Set<string>;
  /** Events that have been taken, each once by what the vendor tells them apart by; absent where the destination has no events. */
  readonly events?:
    | readonly { readonly address: string; readonly name: string; readonly at: number }[]
    | undefined;
  /** Everybody gets another id, as by merging: the old ones are nobody's. Absent where the destination keeps no ids. */
  readonly changeIds?: (() => void) | undefined;
  /** Makes a person known by other ways than a sync; absent where a sync makes people known. */
  readonly know?: ((address: string) => void) | undefined;
  /** Puts somebody into the audience by hand, or takes them out. */
  readonly putByHand: (address: string) => void;
  readonly takeByHand: (address: string) => void;
  /** Takes the audience away, as a person can by hand; false where there is none to take. */
  readonly deleteAudience: () => boolean;
}

export function json(status: number, body: unknown, headers: Record<string, string> = {}): VendorResponse {
  return { status, headers: { 'content-type': 'application/json', ...headers }, body: JSON.stringify(body) };
}

/** Meets the next trouble, if any: the answer to give in place of the real one. */
export function meet(troubles: Trouble[], really: () => VendorResponse): VendorResponse {
  const trouble = troubles.shift();
  if (trouble === undefined) return really();
  if ('lost' in trouble) {
    if (trouble.lost === 'applied') really();
    throw Object.assign(new Error('the answer was lost'), { name: 'TimeoutError' });
  }
  return { status: trouble.status, headers: trouble.headers ?? {}, body: trouble.body ?? '' };
}

/** The same of a vendor that takes its time. */
export async function meetLater(
  troubles: Trouble[],
  really: () => Promise<VendorResponse>,
): Promise<VendorResponse> {
  const [trouble] = troubles;
  if (trouble === undefined || ('lost' in trouble && trouble.lost === 'applied')) {
    const answer = await really();
    return meet(troubles, () => answer);
  }
  return meet(troubles, () => json(500, 'never asked'));
}
