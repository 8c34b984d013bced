import type { IncomingEvent, StoredEvent } from '../../model/event.ts';
import type { Project } from '../../model/project.ts';
import type { Instant } from '../../model/time.ts';
import { EventColumns } from '../../store/clickhouse/native/event-columns.ts';
import type { Fate } from '../event-sink.ts';
import type { Rejection } from '../rejected-events.ts';
import { InsertIdentities } from './insert-identities.ts';

/** One call of `accept` on its way: answered when `remaining` is 0, that is when every event of it is durable. */
export interface Request {
  readonly project: Project;
  readonly events: readonly IncomingEvent[];
  readonly received: Instant;
  readonly bytes: number;
  readonly fates: Fate[];
  remaining: number;
  readonly resolve: (fates: readonly Fate[]) => void;
  readonly reject: (error: unknown) => void;
}

/** Some neighbouring events of a request, `from` up to and without `to`. */
export interface Slice {
  readonly request: Request;
  readonly from: number;
  readonly to: number;
}

/** What is refused of one event, wholly or in part. */
export interface Refusal {
  readonly project: string;
  readonly source: string;
  readonly received: Instant;
  readonly rejection: Rejection;
}

/** Events that go into the store together. Filled by the preparer, a chunk at a time, while the block before is inserted. */
export class Block {
  readonly slices: Slice[] = [];
  /** Only when somebody hears of stored events. */
  events: StoredEvent[] = [];
  firstSeq: number | undefined;
  lastSeq: number | undefined;
  columns = new EventColumns();
  readonly refusals: Refusal[] = [];
  /** Identities of the insert ids in it. */
  readonly inserts = new InsertIdentities();
  /** Nothing may follow it until it is durable: what comes next must be read back from the store. */
  sealed = false;
  /** Keys whose histories must be read anew once it is durable, by project. */
  readonly stale: { readonly project: string; readonly keys: readonly string[] }[] = [];

  get rows(): number {
    return this.columns.rows;
  }

  /** It takes no more events. */
  get closed(): boolean {
    return this.sealed || this.columns.full;
  }
}
