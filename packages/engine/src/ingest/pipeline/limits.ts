import { DAY_MS, HOUR_MS } from '../../model/time.ts';

/** How much may wait, and how much goes into one block. */
export interface IngestLimits {
  /** Events accepted and not yet durable. Default 200,000. */
  readonly maxWaitingRows: number;
  /** The same in bytes, as `sizeOf` estimates them. Default 64 MiB; the process holds about four times as much. */
  readonly maxWaitingBytes: number;
  /** Default 32,768; never more than MAX_BLOCK_ROWS. */
  readonly maxBlockRows: number;
  /** Default 16 MiB. */
  readonly maxBlockBytes: number;
  /** Events looked up and prepared at a time, while the block before is inserted. Default 8,192. */
  readonly maxChunkRows: number;
  /** Users, devices and accounts kept in memory, each. Up to twice as many are held. Default 100,000. */
  readonly maxCachedSubjects: number;
  /** Property updates kept in memory over all of them. Up to twice as many are held. Default 400,000. */
  readonly maxCachedUpdates: number;
  /** Keys in each of the three filters that spare look-ups, 6 to 12 bytes a key. Past it every look-up is a query. Default 8,000,000. */
  readonly maxFilterKeys: number;
}

export const DEFAULT_LIMITS: IngestLimits = {
  maxWaitingRows: 200_000,
  maxWaitingBytes: 64 * 1024 ** 2,
  maxBlockRows: 32_768,
  maxBlockBytes: 16 * 1024 ** 2,
  maxChunkRows: 8_192,
  maxCachedSubjects: 100_000,
  maxCachedUpdates: 400_000,
  maxFilterKeys: 8_000_000,
};

/** A block is one part per month that it touches; after a crash, only rows this near to the newest need care. */
export const MAX_BLOCK_ROWS = 65_536;

/** An insert id is unique within its device (or user) for this long after it arrived. */
export const INSERT_ID_WINDOW_MS = 7 * DAY_MS;

/** Distinct properties that a user or an account may have, as in Amplitude's limit for one identify. */
export const MAX_PROPERTIES = 1_024;

/** Characters of a list that grows by append and its kin. */
export const MAX_LIST_CHARACTERS = 10_000;

/**
 * A property that is set again to the value that it has is written down anew only when this much event time has passed:
 * senders repeat all properties with every event, and an update that arrives late must not outlive a repetition for long.
 */
export const REASSERT_AFTER_MS = HOUR_MS;
