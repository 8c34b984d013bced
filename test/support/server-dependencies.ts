import { join } from 'node:path';
import { pino } from 'pino';
import { createAlertService } from '../../packages/engine/src/activate/alerts/alert-service.ts';
import { createSyncService } from '../../packages/engine/src/activate/sync/sync-service.ts';
import { NO_RECORDS } from '../../packages/engine/src/analyse/lookup/timeline-records.ts';
import { liveOff } from '../../packages/engine/src/define/membership/live-off.ts';
import { recordsAccess } from '../../packages/engine/src/server/access-records.ts';
import type { ServerDependencies } from '../../packages/engine/src/server/dependencies.ts';
import { createMetrics } from '../../packages/engine/src/server/metrics/metrics.ts';
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
  const live = liveOff(records);
  const secrets = secretBox(Buffer.alloc(32));
  return {
    version: '0.0.0',
    store,
    sink: { accept: async (_, events) => events.map(() => 'stored' as const) },
    access: recordsAccess(records, clock),
    records,
    exports: {
      store,
      records,
      secrets,
      policy: { allowPrivate: false },
      clock,
      folder,
    },
    syncs: createSyncService({
      store,
      records,
      live,
      secrets,
      send: () => Promise.reject(new Error('nothing is sent from here')),
      pace: { clock, sleep: async () => undefined, random: () => 0.5 },
      monotonic: clock,
      onTrouble: () => undefined,
    }),
    alerts: createAlertService({
      records,
      live,
      secrets,
      policy: { allowPrivate: false },
      send: () => Promise.reject(new Error('nothing is sent from here')),
      pace: { clock, sleep: async () => undefined, random: () => 0.5 },
      monotonic: clock,
      onTrouble: () => undefined,
    }),
    tail: undefined,
    timeline: NO_RECORDS,
    queryMemoryMb: 4_096,
    live,
    uploadFolder: join(folder, 'uploads'),
    metrics: createMetrics('0.0.0'),
    clock,
    log: pino({ level: 'silent' }),
  };
}
