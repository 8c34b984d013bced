import type { Instant } from '../../model/time.ts';
import type { Fault } from './fault.ts';
import type { PlanContext, PlannedRequest } from './planned-request.ts';
import type { VendorResponse } from './vendor-request.ts';

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
