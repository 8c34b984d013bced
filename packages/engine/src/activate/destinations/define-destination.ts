import type { z } from 'zod';
import type { Instant } from '../../model/time.ts';
import type { Audience, CallContext, EnsureRequest, ReadBack } from './audience.ts';
import type { DigestDestination } from './digest-destination.ts';
import type { Fault } from './fault.ts';
import type { Limits } from './limits.ts';
import type { Address, Identity, Operation } from './operation.ts';
import type { Outcome } from './outcome.ts';
import type { Interpretation, PlanContext, PlannedRequest } from './planned-request.ts';
import type { SnapshotContext } from './snapshot-context.ts';
import type { VendorRequest, VendorResponse } from './vendor-request.ts';

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
