import type { FastifyBaseLogger } from 'fastify';
import type { EventSink } from '../ingest/event-sink.ts';
import type { Clock } from '../model/time.ts';
import type { EventStore } from '../store/event-store.ts';
import type { RecordStore } from '../store/record-store.ts';
import type { Access } from './access.ts';

/** What the server needs and does not make: app.ts hands in the real things, a test its own. */
export interface ServerDependencies {
  readonly version: string;
  readonly store: EventStore;
  readonly records: RecordStore;
  readonly sink: EventSink;
  readonly access: Access;
  readonly clock: Clock;
  readonly log: FastifyBaseLogger;
}
