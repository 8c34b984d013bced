import type { Instant } from '../../model/time.ts';
import type { Call } from './vendor-request.ts';

/** A cohort's counterpart at the destination. */
export interface Audience {
  readonly id: string;
  readonly name: string;
}

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
