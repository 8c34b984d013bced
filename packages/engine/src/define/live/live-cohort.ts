import type { PropertyValue } from '../../model/property-value.ts';
import type { Instant } from '../../model/time.ts';
import type { MemberSet } from './member-set.ts';
import { type LiveNode, type Slot, slotsOf } from './plan.ts';

/** One version of a cohort as the live reading keeps it. */
export class LiveCohort {
  readonly id: string;
  /** The version of its definition. It goes up without a new membership when another definition means the same. */
  version: number;
  readonly unit: 'user' | 'account';
  readonly root: LiveNode;
  /** Its clauses in the order in which they stand in the definition. */
  readonly slots: readonly Slot[];
  readonly members: MemberSet;
  /** Units below this index have been asked, and are kept up to date. Infinity: all, also those that come. */
  asked = 0;
  /** Somebody reads it: what changes is told. */
  isRead = false;
  /** What changed while the difference to the version before is still being told. */
  backlog: LiveTransition[] | undefined;
  /** The last time it was found to be concerned by something. */
  concernedIn = 0;
  /** When it last gained or lost a member, by the instant at which that became true. */
  lastTransition: Instant | undefined;

  /** `members`: empty, and its own. */
  constructor(id: string, version: number, unit: 'user' | 'account', root: LiveNode, members: MemberSet) {
    this.id = id;
    this.version = version;
    this.unit = unit;
    this.root = root;
    this.members = members;
    this.slots = [...slotsOf(root)];
  }
}

/** A member came or went. */
export interface LiveTransition {
  readonly cohort: Pick<LiveCohort, 'id' | 'version' | 'unit'>;
  /** Decimal uint64. */
  readonly unit: string;
  readonly entered: boolean;
  /** When it became true; for a late one the instant up to which its unit was known, and the true one lies at or before it. */
  readonly at: Instant;
  /** Something came after its time, so only the unit's whole history tells the instant. */
  readonly isLate: boolean;
  readonly cause: TransitionCause;
  /** What each clause had seen, in the order in which they stand in the definition. */
  readonly values: readonly (PropertyValue | null)[];
}

/**
 * Why a membership changed: a row came; time passed; the typical member of a cohort changed; identities were joined or parted;
 * the definition changed; or it was found so at the start.
 */
export type TransitionCause = 'event' | 'time' | 'typical' | 'identity' | 'definition' | 'start';
