import type { Instant } from '../../model/time.ts';
import type { Audience } from './audience.ts';
import type { Fault } from './fault.ts';
import type { Operation } from './operation.ts';
import type { Outcomes } from './outcome.ts';
import type { VendorRequest } from './vendor-request.ts';

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
