import type { LiveCohorts } from '../../define/membership/live-cohorts.ts';
import type { EventStore } from '../../store/event-store.ts';
import type { RecordStore } from '../../store/record-store.ts';
import type { SecretBox } from '../../util/secret-box.ts';
import type { Pace } from './pace.ts';
import type { Send } from './send.ts';

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
  /** Hears of what should not happen, with the destination's id. */
  readonly onTrouble: (destination: string, error: unknown) => void;
}
