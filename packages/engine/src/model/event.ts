import type { PropertyUpdate } from './property-update.ts';
import type { Properties } from './property-value.ts';
import type { Instant } from './time.ts';

/** Names of rows that are records, not things that a user did: no "any event" counts them. */
export const IDENTIFY = '$identify';
export const GROUP_IDENTIFY = '$groupidentify';
export const ALIAS = '$alias';
export const UNALIAS = '$unalias';
export const RECORD_NAMES: readonly string[] = [IDENTIFY, GROUP_IDENTIFY, ALIAS, UNALIAS];

/** The group type that is an account, under whatever name a sender knows it. */
export const ACCOUNT = 'account';

/** Out of any session. */
export const NO_SESSION = -1;

/**
 * What every wire format and file becomes before anything is looked up: one event or record as its sender described it.
 * It has a user id, a device id or both; a group record may have neither.
 */
export interface IncomingEvent {
  readonly name: string;
  readonly time: Instant;
  readonly userId: string | undefined;
  readonly deviceId: string | undefined;
  /** With the user or device it makes the event unique for 7 days. Undefined: the event is always new. */
  readonly insertId: string | undefined;
  /** The session's start in ms, or NO_SESSION. */
  readonly sessionId: number;
  /** Groups named on this event alone, by group type. */
  readonly groups: Readonly<Record<string, readonly string[]>>;
  /** Groups that the user belongs to from now on (Segment `group`, Amplitude identify with groups). */
  readonly joins: Readonly<Record<string, readonly string[]>>;
  readonly properties: Properties;
  readonly userUpdates: readonly PropertyUpdate[];
  /** For GROUP_IDENTIFY: the properties of the account named in `groups`. */
  readonly accountUpdates: readonly PropertyUpdate[];
  /** For ALIAS and UNALIAS: the user id whose history becomes (stops being) part of `userId`'s. */
  readonly aliasOf: string | undefined;
  /** Where it came in: `amplitude`, `segment`, `import`, `api`. */
  readonly source: string;
}

/** An event as it is stored: identity resolved as far as it was known, user properties as they stood. Immutable. */
export interface StoredEvent {
  readonly project: string;
  readonly name: string;
  readonly time: Instant;
  /** Arrival order, unique and growing within a store. (time, seq) orders a history. */
  readonly seq: number;
  /** When Cusp received it. */
  readonly received: Instant;
  /** The key of the user, or of the device while the user is not known; see user-key.ts. Decimal uint64. */
  readonly user: string;
  readonly userId: string;
  readonly deviceId: string;
  readonly insertId: string;
  /** Hash of (project, user or device, insert id) for finding repeats; '0' without an insert id. Decimal uint64. */
  readonly insertKey: string;
  readonly sessionId: number;
  readonly groups: Readonly<Record<string, readonly string[]>>;
  /** Keys of `groups.account`, in the same order. Decimal uint64. */
  readonly accounts: readonly string[];
  readonly properties: Properties;
  /** The user's properties as known when the event arrived, as of the event's time, this event's own updates included. */
  readonly userProperties: Properties;
  /** User properties that this row sets (value) or removes (null) from its time on. */
  readonly userUpdates: Readonly<Record<string, Properties[string] | null>>;
  /** The same for the first of `accounts`. */
  readonly accountUpdates: Readonly<Record<string, Properties[string] | null>>;
  /**
   * A key that this row ties to `user` ('0': none). `device`: the device's own history is the user's. `alias`: the aliased
   * user's history is; when it equals `user`, an earlier alias is undone. `last-user`: the device has another user now, so
   * its later anonymous events are that user's; its own history stays where it is.
   */
  readonly linkedKey: string;
  readonly linkKind: '' | 'device' | 'alias' | 'last-user';
  readonly source: string;
}
