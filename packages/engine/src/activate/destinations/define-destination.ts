import type { z } from 'zod';
import type { Instant } from '../../model/time.ts';
import type { Fault } from './fault.ts';
import type { Address, Identity, Operation } from './operation.ts';
import type { Outcome, Outcomes } from './outcome.ts';

/** One HTTP request as it will be sent. `body` is exact: what is signed is what goes out. */
export interface VendorRequest {
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string | undefined;
}

export interface VendorResponse {
  readonly status: number;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** How many requests of a kind may begin in a window. The window rolls. */
export interface Quota {
  readonly requests: number;
  readonly perMs: number;
}

/** What a destination takes, as data: the core holds to it, destinations never count. */
export interface Limits {
  readonly operationsPerRequest: number;
  /** UTF-8 bytes of a body. */
  readonly bytesPerRequest: number;
  /** By the name that a planned request gives: endpoints that share an allowance share a name. */
  readonly quotas: Readonly<Record<string, Quota>>;
  /** Requests of a UTC day over all quotas; undefined when the destination has no such limit. */
  readonly requestsPerDay?: number | undefined;
  /** Requests in flight at once. */
  readonly concurrency: number;
  readonly timeoutMs: number;
}

/** A cohort's counterpart at the destination. */
export interface Audience {
  readonly id: string;
  readonly name: string;
}

export interface PlannedRequest {
  readonly request: VendorRequest;
  /** A name in `Limits.quotas`. */
  readonly quota: string;
  /** Those that the answer will speak of. */
  readonly operations: readonly Operation[];
}

/**
 * What an answer says: of each operation, or of the request as a whole. `known` are ids of the destination's own that it told, by
 * operation id; they are kept. `gone` are operations whose `vendorId` is no longer anybody's: it is forgotten, and the operation goes
 * through the steps once more without one.
 */
export type Interpretation =
  | {
      readonly outcomes: Outcomes;
      readonly known?: ReadonlyMap<string, string> | undefined;
      readonly gone?: ReadonlySet<string> | undefined;
    }
  | { readonly fault: Fault };

/** The step in which a destination with `events` tells of entries, after all others. */
export const EVENT_STEP = 'event';

export interface PlanContext<Settings> {
  readonly settings: Settings;
  readonly audience: Audience;
  readonly cohort: {
    readonly id: string;
    readonly name: string;
    readonly version: number;
    readonly unit: 'user' | 'account';
  };
  /** One of `Destination.steps`, or `EVENT_STEP`. */
  readonly step: string;
  /** What the event of an entry is called over there; set where the step is `EVENT_STEP`. */
  readonly event?: string | undefined;
  /** Stable over tries of the same request: for destinations that tell repeats by an id. */
  readonly batch: string;
  readonly now: Instant;
}

/**
 * Sends one request outside of a batch, within the quota and with the usual retries. Throws a DestinationFault. `timeoutMs` in place of
 * the limits' own, for answers that take long; only for requests that change nothing.
 */
export type Call = (request: VendorRequest, quota: string, timeoutMs?: number) => Promise<VendorResponse>;

export interface CallContext<Settings> {
  readonly settings: Settings;
  readonly call: Call;
}

export interface EnsureRequest<Settings> extends CallContext<Settings> {
  /** What the audience is called over there. */
  readonly name: string;
  /** Written into the audience where it can be, so that it is known again when the answer to its making was lost. */
  readonly marker: string;
  /** The id that was stored when it was last ensured. */
  readonly known: string | undefined;
  /** What the event of an entry is to be called over there, for destinations where events are defined first; undefined without events. */
  readonly event?: string | undefined;
}

export interface AudienceContext<Settings> extends CallContext<Settings> {
  readonly audience: Audience;
}

/** How an audience is read. */
export interface ReadBack<Settings> {
  /** What it comes as: addresses, as `addressOf` makes them, or the destination's own ids. */
  readonly by: 'address' | 'vendor-id';
  /** All that are in it, in any order, in pages. */
  readonly members: (context: AudienceContext<Settings>) => AsyncIterable<readonly string[]>;
  /** How many are in it, where that is much cheaper than reading them all: the daily check reads them only when the number is off. */
  readonly size?: ((context: AudienceContext<Settings>) => Promise<number>) | undefined;
  /** How long the destination may take until what it has taken shows here. */
  readonly lagMs: number;
}

/**
 * A kind of messaging tool. Everything that a vendor is peculiar about is here; chunks, rates, retries, redaction and the ledger
 * are the core's. `plan` and `interpret` are pure.
 */
export interface Destination<Settings = unknown> {
  readonly kind: string;
  readonly title: string;
  readonly settings: z.ZodType<Settings>;
  /** Fields of `settings` that are kept sealed and never shown. */
  readonly secrets: readonly string[];
  /** Secrets that are made here when they are left out, and shown that once. */
  readonly makes?: Readonly<Record<string, () => string>> | undefined;
  readonly units: readonly ('user' | 'account')[];
  readonly limits: (settings: Settings) => Limits;
  /** Where quotas are shared: two destinations of one account at the vendor have the same. Free of secrets. */
  readonly account: (settings: Settings) => string;
  /** Under which identity the destination knows somebody; two spellings of one identity have one address. */
  readonly addressOf: (identity: Identity, settings: Settings) => Address;
  /**
   * Why an `add` cannot go out as it is, such as for a value of a form that the destination does not take; undefined when it can. Nothing of
   * such an operation is sent.
   */
  readonly objection?: ((operation: Operation, settings: Settings) => Outcome | undefined) | undefined;
  /** May adds and removes be in one request? */
  readonly mixes: boolean;
  /**
   * Finds or makes the audience. Called under the destination's lease, so never twice at a time; not before each request, so `interpret` says
   * `audience-gone` when it is.
   */
  readonly ensureAudience: (request: EnsureRequest<Settings>) => Promise<Audience>;
  /**
   * What must be done one after the other, such as making somebody known before putting them into an audience. An operation goes on
   * to the next step when it did not fail; the last step says what became of it. A step may leave operations out, except the last.
   */
  readonly steps: readonly string[];
  /**
   * Does it know people by ids of its own, which are kept when an answer tells them (`known`) and come along as `vendorId`? Ids are kept
   * by destination and address.
   */
  readonly keepsIds?: boolean | undefined;
  /**
   * Can it be told of entries by events? Then `plan` and `interpret` know `EVENT_STEP`, which is given the operations with an `entry`, and
   * an event that is sent twice counts once where the destination can tell.
   */
  readonly events?: boolean | undefined;
  /**
   * The requests that carry out a step of these operations: at most `operationsPerRequest` of them, and of one kind unless `mixes`.
   * Several requests of one step are under way at once, so no operation may stand in two of them.
   */
  readonly plan: (
    operations: readonly Operation[],
    context: PlanContext<Settings>,
  ) => readonly PlannedRequest[];
  readonly interpret: (
    planned: PlannedRequest,
    response: VendorResponse,
    now: Instant,
    step: string,
    settings: Settings,
  ) => Interpretation;
  /**
   * What is wrong with a request outside of a batch; undefined when nothing is. Left out where the status and common headers tell it all.
   * 400, 404, 409 and 422 are left to whoever asked.
   */
  readonly classify?: ((response: VendorResponse, now: Instant) => Fault | undefined) | undefined;
  /** Headers that depend on the moment of sending, such as a signature over the time. */
  readonly sign?:
    | ((request: VendorRequest, settings: Settings, now: Instant) => Record<string, string>)
    | undefined;
  /** Tests credentials and region by asking for something harmless. Throws a DestinationFault when they do not do. */
  readonly verify: (context: CallContext<Settings>) => Promise<void>;
  /** Who is in the audience over there; absent where a vendor does not tell. */
  readonly readBack?: ReadBack<Settings> | undefined;
}

/** Ties the settings' schema to what reads them, and lets the core treat all destinations alike. */
export function defineDestination<Settings>(destination: Destination<Settings>): Destination {
  return destination as unknown as Destination;
}
