/** One product whose events are kept apart from every other's. */
export interface Project {
  /** Stable id, used in every row. */
  readonly id: string;
  readonly name: string;
  /** IANA zone of calendar windows and days, e.g. `Europe/Berlin`. */
  readonly timeZone: string;
  /** The group type that senders use for an account: stored as `account`. */
  readonly accountGroup: string;
}
