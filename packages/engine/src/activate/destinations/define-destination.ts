import type { z } from 'zod';
import type { Instant } from '../../model/time.ts';
import type { Fault } from './fault.ts';
import type { Address, Identity, Operation } from './operation.ts';
import type { Outcome, Outcomes } from './outcome.ts';

/**
 * One request as it will be sent: over HTTP, or to a folder of this machine where `url` is of the scheme `folder:`. The body is exact: what
 * is signed is what goes out.
 */
export interface VendorRequest {
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string | undefined;
  /** A body that is not text, in place of `body`. */
  readonly bytes?: Uint8Array | undefined;
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
  /** Bytes of a body; of text, in UTF-8. */
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
  /** As text, after that of every earlier batch of the sync, also when another process has taken over or clocks differ. */
  readonly order: string;
  /** Under which names values may go along with a member, in the order in which they were given. */
  readonly fields: readonly string[];
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
  readonly now: Instant;
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
  /** Do these settings let it be read? Left out: they always do. Nothing else may be called where they do not. */
  readonly able?: ((settings: Settings) => boolean) | undefined;
  /** How long the destination may take until what it has taken shows here. */
  readonly lagMs: number;
}

/** Everybody who is in the cohort and can be addressed, a row each, in chunks. */
export interface SnapshotContext<Settings>
  extends AudienceContext<Settings>,
    Pick<PlanContext<Settings>, 'cohort' | 'order' | 'fields' | 'now'> {
  readonly members: AsyncIterable<readonly Pick<Operation, 'address' | 'attributes' | 'came'>[]>;
}

/** What came and went since the last one that was taken. */
export interface Digest {
  readonly entered: number;
  readonly left: number;
  /** Who are in now: as many as at the last digest, and these changes. */
  readonly now: number;
  /** Members that the destination has no address for; not among those who are in. */
  readonly unaddressed: number;
  /** Why people entered, where it is recorded, the most frequent first: clauses, without what was seen of anybody. */
  readonly reasons: readonly { readonly reason: string; readonly count: number }[];
  /** Some of them: personal data. */
  readonly names: { readonly entered: readonly string[]; readonly left: readonly string[] };
  /** The one before may have arrived, though no answer came: this one tells its changes again. */
  readonly again: boolean;
}

/** How a destination is told of all changes of a pass in one request. */
export interface DigestDestination<Settings> {
  readonly plan: (
    digest: Digest,
    context: Pick<PlanContext<Settings>, 'settings' | 'audience' | 'cohort' | 'now'>,
  ) => Omit<PlannedRequest, 'operations'>;
  readonly interpret: (response: VendorResponse, now: Instant) => Fault | undefined;
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
  /**
   * The account whose day `requestsPerDay` is, where several keys share one and the settings tell it; undefined where they do not. Absent: a
   * day is shared as quotas are. Free of secrets.
   */
  readonly dayAccount?: ((settings: Settings) => string | undefined) | undefined;
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
  /** How long to wait, in ms, after a step that sent something until the next begins: for destinations that do later what they have taken. */
  readonly pauseMs?: ((settings: Settings) => number) | undefined;
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
  /** Is it told since when and why each member is in, whatever the sync maps? */
  readonly asksEntries?: boolean | undefined;
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
    | ((
        request: VendorRequest,
        settings: Settings,
        now: Instant,
      ) => Record<string, string> | Promise<Record<string, string>>)
    | undefined;
  /**
   * The least time from one pass of a sync to the next, for destinations that are told of many changes together: 0 or absent sends at once.
   * What a person asks for, and what a fault held up, does not wait.
   */
  readonly everyMs?: ((settings: Settings) => number) | undefined;
  /**
   * Are single changes told at all? Where not, each counts as taken without a request, and what the destination has is everybody, told after
   * the comparison (`snapshot`). Absent: they are.
   */
  readonly tellsChanges?: ((settings: Settings) => boolean) | undefined;
  /**
   * Told of everybody after each comparison, once its changes are taken; undefined where the settings ask for none. Throws a DestinationFault;
   * the whole is then told again by a later comparison.
   */
  readonly snapshot?:
    | ((settings: Settings) => ((context: SnapshotContext<Settings>) => Promise<void>) | undefined)
    | undefined;
  /** Is told how many come and go, in one request a pass, and not who: then `steps`, `plan` and `interpret` are not used. */
  readonly digest?: DigestDestination<Settings> | undefined;
  /** Tests credentials and region by asking for something harmless. Throws a DestinationFault when they do not do. */
  readonly verify: (context: CallContext<Settings>) => Promise<void>;
  /** Who is in the audience over there; absent where a vendor does not tell. */
  readonly readBack?: ReadBack<Settings> | undefined;
}

/** Ties the settings' schema to what reads them, and lets the core treat all destinations alike. */
export function defineDestination<Settings>(destination: Destination<Settings>): Destination {
  return destination as unknown as Destination;
}
