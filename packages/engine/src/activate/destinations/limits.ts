/** How many requests of a kind may begin in a window. The window rolls. */
export interface Quota {
  readonly requests: number;
  readonly perMs: number;
}

/** What a destination takes, as data: the core holds to it, destinations never count. */
export interface Limits {
  readonly operationsPerRequest: number;
  /** Bytes of a body; of text, in UTF-8. */
  readonly bytesPerRequest: number;
  /** By the name that a planned request gives: endpoints that share an allowance share a name. */
  readonly quotas: Readonly<Record<string, Quota>>;
  /** Requests of a UTC day over all quotas; undefined when the destination has no such limit. */
  readonly requestsPerDay?: number | undefined;
  /** Requests in flight at once. */
  readonly concurrency: number;
  readonly timeoutMs: number;
}
