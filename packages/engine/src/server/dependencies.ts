import type { FastifyBaseLogger } from 'fastify';
import type { AlertService } from '../activate/alerts/alert-service.ts';
import type { ExportDependencies } from '../activate/export/run-export.ts';
import type { SyncService } from '../activate/sync/sync-service.ts';
import type { TimelineRecords } from '../analyse/lookup/timeline-records.ts';
import type { LiveCohorts } from '../define/membership/live-cohorts.ts';
import type { EventSink } from '../ingest/event-sink.ts';
import type { EventTail } from '../ingest/event-tail.ts';
import type { Clock } from '../model/time.ts';
import type { ColumnKeeper } from '../store/clickhouse/keep-sequence-columns.ts';
import type { EventStore } from '../store/event-store.ts';
import type { RecordStore } from '../store/record-store.ts';
import type { Access } from './access.ts';
import type { Metrics } from './metrics/metrics.ts';

/** What the server needs and does not make: app.ts hands in the real things, a test its own. */
export interface ServerDependencies {
  readonly version: string;
  readonly store: EventStore;
  readonly sink: EventSink;
  readonly access: Access;
  readonly records: RecordStore;
  readonly exports: ExportDependencies;
  readonly syncs: SyncService;
  readonly alerts: AlertService;
  readonly live: LiveCohorts;
  /** Undefined where nothing serves. */
  readonly tail?: EventTail | undefined;
  readonly timeline: TimelineRecords;
  /** What each query of a question may take of the engine's memory, in MiB. */
  readonly queryMemoryMb: number;
  /** Undefined where nothing serves. */
  readonly columns?: ColumnKeeper | undefined;
  /** Where files lie while they are imported; emptied when the server starts. */
  readonly uploadFolder: string;
  readonly metrics: Metrics;
  readonly clock: Clock;
  readonly log: FastifyBaseLogger;
}
