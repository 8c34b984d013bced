import type { Properties, PropertyValue } from './property-value.ts';
import type { Instant } from './time.ts';

/** One thing that happened, as the reference readings see it: identity already resolved. */
export interface HistoryEvent {
  readonly name: string;
  readonly time: Instant;
  readonly seq: number;
  readonly sessionId: number;
  readonly properties: Properties;
  readonly userProperties: Properties;
  /** Names of the accounts that the event carries. */
  readonly accounts: readonly string[];
  /** The user who did it: in an account's history, events are of several users. */
  readonly user: string;
}

/** A property's value from an instant on; undefined: removed. */
export interface HistoryUpdate {
  readonly property: string;
  readonly time: Instant;
  readonly seq: number;
  readonly value: PropertyValue | undefined;
}

/**
 * Everything known of one user or account, ordered by (time, seq): what a reference reading is a pure function of.
 * `knownSince` is the time of its first row of any kind, records such as identify included; `events` holds no records.
 */
export interface History {
  readonly id: string;
  readonly knownSince: Instant;
  readonly events: readonly HistoryEvent[];
  readonly updates: readonly HistoryUpdate[];
}
