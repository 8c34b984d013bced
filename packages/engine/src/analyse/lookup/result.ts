import type { Session } from '../../define/sessions/sessions.ts';
import type { Properties, PropertyValue } from '../../model/property-value.ts';
import type { Instant } from '../../model/time.ts';
import type { Unit } from '../../store/clickhouse/timeline.ts';
import type { Place } from './timeline-cursor.ts';
import type { Touch } from './timeline-records.ts';

export interface Match {
  /** The user id, the account's name, or `device:` and the id of a device whose user is not known. */
  readonly id: string;
  readonly matched: 'id' | 'alias' | 'device' | 'prefix' | 'email' | 'property' | 'recent';
  readonly firstSeen: Instant;
  readonly lastSeen: Instant;
}

export interface SearchAnswer {
  readonly of: 'search';
  readonly matches: readonly Match[];
  /** There are more than were asked for. */
  readonly hasMore: boolean;
}

/** Something met along the way, such as a device or an account: when first and last, in how many events. */
export interface Met {
  readonly id: string;
  readonly firstSeen: Instant;
  readonly lastSeen: Instant;
  readonly events: number;
}

export interface PropertyChange {
  readonly property: string;
  readonly time: Instant;
  /** Undefined: removed. */
  readonly value?: PropertyValue | undefined;
}

export interface EventShown {
  readonly name: string;
  readonly time: Instant;
  /** Arrival order, in decimal. */
  readonly seq: string;
  readonly received: Instant;
  /** Identify and the like: a record, not something done. */
  readonly isRecord: boolean;
  readonly sessionId: number;
  readonly userId: string;
  readonly deviceId: string;
  readonly accounts: readonly string[];
  readonly source: string;
  readonly properties: Properties;
  readonly userProperties: Properties;
}

export interface OneAnswer {
  readonly of: 'one';
  readonly unit: Unit;
  readonly id: string;
  /** Its key in the store, in decimal. */
  readonly key: string;
  readonly firstSeen: Instant;
  readonly lastSeen: Instant;
  readonly events: number;
  /** Ids whose history became this one's, and when that was said. */
  readonly aliases: readonly { readonly id: string; readonly since: Instant }[];
  readonly devices: readonly Met[];
  /** Of a user: its accounts; of an account: its users. Latest first, at most 100. */
  readonly accounts: readonly Met[];
  readonly users: readonly Met[];
  /** As they stand now. */
  readonly properties: Properties;
  /** Where a value became another one, latest first, at most 200. */
  readonly changes: readonly PropertyChange[];
  readonly cohorts: readonly { readonly name: string; readonly isMember: boolean }[];
  /** Of a user, latest first; none of an account, whose visits are its users'. */
  readonly sessions: readonly Session[];
  readonly stream: {
    readonly events: readonly EventShown[];
    /** Where the next page begins; null: this was the last. */
    readonly next: { readonly time: Instant; readonly seq: string } | null;
  };
}

/** One thing in a timeline. `time` of a session is its beginning, of an entry or exit the instant it became true. */
export type TimelineEntry = Place &
  (
    | { readonly kind: 'event'; readonly event: EventShown }
    | { readonly kind: 'session'; readonly session: Session }
    | {
        readonly kind: 'property';
        /** Set by one event or record. Undefined: removed, or not there before. */
        readonly changes: readonly {
          readonly property: string;
          readonly value?: PropertyValue | undefined;
          readonly was?: PropertyValue | undefined;
        }[];
      }
    | {
        readonly kind: 'cohort';
        /** Its name; its id when nobody knows it any more. */
        readonly cohort: string;
        readonly version: number;
        readonly direction: 'entered' | 'exited';
        /** When it became known. */
        readonly recorded: Instant;
        readonly isLate: boolean;
      }
    | { readonly kind: 'touch'; readonly touch: Touch }
  );

export interface TimelineAnswer {
  readonly of: 'timeline';
  readonly unit: Unit;
  readonly id: string;
  readonly key: string;
  /** Newest first. */
  readonly entries: readonly TimelineEntry[];
  /** The cursor of the next page; null: this was the last. */
  readonly next: string | null;
}

export type LookupAnswer = SearchAnswer | OneAnswer | TimelineAnswer;
