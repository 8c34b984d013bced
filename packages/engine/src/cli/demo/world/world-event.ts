import type { Properties } from '../../../model/property-value.ts';
import type { Instant } from '../../../model/time.ts';

/** One event of the made-up product, as its own code would send it. */
export interface WorldEvent {
  readonly name: string;
  readonly time: Instant;
  /** Undefined before the person has logged in on the device. */
  readonly userId: string | undefined;
  readonly deviceId: string;
  readonly account: string | undefined;
  readonly sessionId: Instant;
  readonly insertId: string;
  readonly properties: Properties;
  /** User properties that are sent along: at sign-up, and whenever the plan has changed. */
  readonly userProperties: Properties | undefined;
}
