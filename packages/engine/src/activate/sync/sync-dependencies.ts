import type { LiveCohorts } from '../../define/membership/live-cohorts.ts';
import type { EventStore } from '../../store/event-store.ts';
import type { RecordStore } from '../../store/record-store.ts';
import type { SecretBox } from '../../util/secret-box.ts';
import type { Pace } from './pace.ts';
import type { Send } from './send.ts';

/** Hears of each request to a destination once it is over: its kind, the status of the answer if there was one, and seconds. */
export type ObserveRequest = (kind: string, status: number | undefined, seconds: number) => void;

/** What syncs need beside what is stored of them. */
export interface SyncDependencies {
  readonly store: EventStore;
  readonly records: RecordStore;
  readonly secrets: SecretBox;
  readonly live: LiveCohorts;
  readonly send: Send;
  readonly pace: Pace;
  /** Milliseconds of a clock that is never set. */
  readonly monotonic: () => number;
  readonly onRequest?: ObserveRequest | undefined;
  /**
   * Called before the work of another process is taken up that did not end well, for what it has left undone beside syncs. Absent where that
   * was done when the stores were opened.
   */
  readonly afterCrash?: (() => Promise<void>) | undefined;
  /** Hears of what should not happen, with the destination's id. */
  readonly onTrouble: (destination: string, error: unknown) => void;
}
