import { pino } from 'pino';
import { NO_RECORDS } from '../../packages/engine/src/analyse/lookup/timeline-records.ts';
import { liveOff } from '../../packages/engine/src/define/membership/live-off.ts';
import { recordsAccess } from '../../packages/engine/src/server/access-records.ts';
import type { ServerDependencies } from '../../packages/engine/src/server/dependencies.ts';
import type { EventStore } from '../../packages/engine/src/store/event-store.ts';
import type { RecordStore } from '../../packages/engine/src/store/record-store.ts';
import { secretBox } from '../../packages/engine/src/util/secret-box.ts';

/** What a server over two stores needs whose clock stands still: it stores nothing that is sent, and keeps no cohort live. */
export function serverDependencies(
  store: EventStore,
  records: RecordStore,
  folder: string,
  now: number,
): ServerDependencies {
  const clock = (): number => now;
  return {
    version: '0.0.0',
    store,
    sink: { accept: async (_, events) => events.map(() => 'stored' as const) },
    access: recordsAccess(records, clock),
    records,
    exports: {
      store,
      records,
      secrets: secretBox(Buffer.alloc(32)),
      policy: { allowPrivate: false },
      clock,
      folder,
    },
    timeline: NO_RECORDS,
    queryMemoryMb: 4_096,
    live: liveOff(records),
    clock,
    log: pino({ level: 'silent' }),
  };
}
