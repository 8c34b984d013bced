import { hkdfSync, randomBytes } from 'node:crypto';
import { chmod, mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { type Logger, pino } from 'pino';
import { createAlertService } from './activate/alerts/alert-service.ts';
import type { ExportDependencies } from './activate/export/run-export.ts';
import { withFolder } from './activate/sync/folder-sender.ts';
import { realPace } from './activate/sync/pace.ts';
import { guardedSender } from './activate/sync/send.ts';
import { createSyncService } from './activate/sync/sync-service.ts';
import { timelineRecords } from './activate/timeline-records.ts';
import type { Config } from './config.ts';
import type { LiveCohorts } from './define/membership/live-cohorts.ts';
import { liveOff } from './define/membership/live-off.ts';
import { createLiveService, type LiveService } from './define/membership/live-service.ts';
import { trueInstants } from './define/membership/true-instants.ts';
import { EventTail } from './ingest/event-tail.ts';
import type { StoredListener } from './ingest/pipeline/block-writer.ts';
import { createIngestPipeline } from './ingest/pipeline/create-ingest-pipeline.ts';
import { ACCOUNT } from './model/event.ts';
import type { Clock } from './model/time.ts';
import { recordsAccess } from './server/access-records.ts';
import { createServer, type Server } from './server/create-server.ts';
import type { ServerDependencies } from './server/dependencies.ts';
import { countingSink } from './server/metrics/counting-sink.ts';
import { createMetrics } from './server/metrics/metrics.ts';
import { type ColumnStep, keepSequenceColumns } from './store/clickhouse/keep-sequence-columns.ts';
import { migrateEventStore } from './store/clickhouse/migrate.ts';
import { openEmbedded } from './store/clickhouse/open-embedded.ts';
import { recoverDerivedTables } from './store/clickhouse/recover-derived-tables.ts';
import { openClickhouseServer } from './store/clickhouse/server.ts';
import { withDerivedTables } from './store/clickhouse/with-derived-tables.ts';
import type { EventStore } from './store/event-store.ts';
import { migrateRecordStore } from './store/postgres/migrate.ts';
import { openPglite } from './store/postgres/pglite.ts';
import { openPostgres } from './store/postgres/server.ts';
import type { RecordStore } from './store/record-store.ts';
import { secretBox } from './util/secret-box.ts';
import { VERSION } from './version.ts';

/** Cusp, opened: stores, ingest and the HTTP server over them, not yet listening. */
export interface App {
  readonly server: Server;
  readonly dependencies: ServerDependencies;
  /** Opens every project; made anew at each start and never stored but in server.json. */
  readonly operatorToken: string;
  /** Answers what is under way, stores what was accepted, stops what takes too long, closes the stores. */
  readonly close: () => Promise<void>;
}

export interface AppOptions {
  /**
   * True in the process that serves: it keeps the cohorts live. Others do not, and ask the store alone. A live reading of one's own
   * takes its place.
   */
  readonly live?: boolean | LiveCohorts | undefined;
}

/** How long requests under way may take to end by themselves once closing began. */
const CLOSING_GRACE_MS = 5_000;

/** The composition root: the one place that knows which store, clock and log stand behind the contracts. */
export async function openApp(
  config: Config,
  clock: Clock = Date.now,
  log: Logger = logger(config),
  options: AppOptions = {},
): Promise<App> {
  await mkdir(config.dataDir, { recursive: true, mode: 0o700 });
  const store = await openEvents(config);
  const records = await openRecords(config).catch(async (error) => {
    await store.close();
    throw error;
  });
  try {
    await migrateEventStore(store);
    await migrateRecordStore(records);
    const access = recordsAccess(records, clock);
    const metrics = createMetrics(VERSION);
    const service =
      options.live === true
        ? await keepLive({
            store,
            records,
            clock,
            access,
            metrics,
            log,
            snapshots: join(config.dataDir, 'live'),
          })
        : undefined;
    const tail = options.live === undefined || options.live === false ? undefined : new EventTail();
    const onStored: StoredListener | undefined =
      tail &&
      ((events) => {
        service?.onStored(events);
        tail.note(events);
      });
    const ingest = await createIngestPipeline({ store, clock, onStored });
    const key = await encryptionKey(config);
    const exports: ExportDependencies = {
      store,
      records,
      secrets: secretBox(key),
      policy: { allowPrivate: config.allowPrivateReceivers },
      clock,
      folder: join(config.dataDir, 'exports'),
    };
    if ((await access.projects()).length === 0) {
      await access.createProject('default', { timeZone: config.timeZone, accountGroup: ACCOUNT });
    }
    const live = service ?? (typeof options.live === 'object' ? options.live : liveOff(records));
    const sender = guardedSender(exports.policy);
    const syncs = createSyncService({
      store,
      records,
      live,
      secrets: exports.secrets,
      send: withFolder(sender.send, config.filesRoot, clock),
      pace: realPace(clock),
      monotonic: () => performance.now(),
      onRequest: metrics.observeDestinationRequest,
      // The embedded store has done so when it was opened; on a server, nobody else has yet.
      afterCrash: config.clickhouseUrl === undefined ? undefined : () => recoverDerivedTables(store),
      onTrouble: (destination, error) => log.error({ destination, err: error }, 'a sync stumbled'),
    });
    const alerts = createAlertService({
      records,
      live,
      secrets: exports.secrets,
      policy: exports.policy,
      send: sender.send,
      pace: realPace(clock),
      monotonic: () => performance.now(),
      onTrouble: (error) => log.error({ err: error }, 'the alerts stumbled'),
    });
    const columns =
      options.live === true
        ? keepSequenceColumns({ store, most: config.filterColumns, onStep: columnStep(log) })
        : undefined;
    const dependencies: ServerDependencies = {
      version: VERSION,
      store,
      records,
      sink: countingSink(ingest.sink, metrics),
      access,
      exports,
      syncs,
      alerts,
      tail,
      timeline: timelineRecords(records),
      queryMemoryMb: config.queryMemoryMb,
      columns,
      live,
      uploadFolder: join(config.dataDir, 'uploads'),
      metrics,
      clock,
      log,
    };
    await service?.start();
    if (options.live === true) {
      syncs.start();
      alerts.start();
      columns?.start();
    }
    const operatorToken = randomBytes(32).toString('base64url');
    const server = createServer(dependencies, operatorToken, {
      publicUrl: config.publicUrl,
      cookieSecret: derivedSecret(key, 'cookies'),
    });
    return {
      server,
      dependencies,
      operatorToken,
      close: async () => {
        const answered = server.close();
        await Promise.race([answered, sleep(CLOSING_GRACE_MS, undefined, { ref: false })]);
        await Promise.all([syncs.close(), alerts.close(), columns?.close()]);
        await ingest.close();
        await service?.close();
        // Ends the queries that are still running, and with them their requests.
        await store.close();
        server.server.closeAllConnections();
        await answered;
        sender.close();
        await records.close();
      },
    };
  } catch (error) {
    await store.close();
    await records.close();
    throw error;
  }
}

/** The live reading of every project's cohorts. What it stumbles over shows in their state, and in the log. */
function keepLive({
  access,
  metrics,
  log,
  snapshots,
  ...stores
}: Pick<ServerDependencies, 'store' | 'records' | 'clock' | 'access' | 'metrics'> & {
  readonly log: Logger;
  readonly snapshots: string;
}): Promise<LiveService> {
  return createLiveService({
    ...stores,
    snapshots,
    projects: async () => (await access.projects()).map(({ id }) => id),
    onRecorded: metrics.countTransitions,
    trueInstants: (project) => trueInstants({ ...stores, project }),
    onTrouble: (project, error) => {
      if (error === undefined) log.info({ project }, 'the live cohorts go on');
      else log.error({ project, err: error }, 'the live cohorts are held up');
    },
  });
}

/** Says in the log what becomes of the columns of filtered properties. */
function columnStep(log: Logger): (step: ColumnStep) => void {
  return ({ columns, state, error }) => {
    if (state === 'failed')
      log.error({ columns, err: error }, 'the columns of filtered properties could not be filled');
    else log.info({ columns }, COLUMN_WORDS[state]);
  };
}

const COLUMN_WORDS = {
  filling: 'filtered properties get columns of their own',
  whole: 'filtered properties have columns of their own',
  'too-many-values': 'a filtered property has too many values for a column of its own',
} as const;

async function openEvents(config: Config): Promise<EventStore> {
  if (config.clickhouseUrl !== undefined)
    return withDerivedTables(await openClickhouseServer({ url: config.clickhouseUrl }));
  return openEmbedded({ path: join(config.dataDir, 'events') });
}

async function openRecords(config: Config): Promise<RecordStore> {
  if (config.databaseUrl !== undefined) return openPostgres({ url: config.databaseUrl });
  return openPglite({ path: join(config.dataDir, 'records') });
}

/** The key given, or the one in the data directory, made at the first start and readable by its owner alone. */
async function encryptionKey(config: Config): Promise<Buffer> {
  if (config.encryptionKey !== undefined) return Buffer.from(config.encryptionKey, 'hex');
  const path = join(config.dataDir, 'encryption.key');
  const made = randomBytes(32).toString('hex');
  const text = await readFile(path, 'utf8').catch(async (error: NodeJS.ErrnoException) => {
    if (error.code !== 'ENOENT') throw error;
    await writeFile(path, `${made}\n`, { mode: 0o600, flag: 'wx' });
    return made;
  });
  await chmod(path, 0o600);
  return Buffer.from(text.trim(), 'hex');
}

/** A secret for one purpose, which tells nothing of the key that it comes from. 64 hexadecimal digits. */
function derivedSecret(key: Buffer, purpose: string): string {
  return Buffer.from(hkdfSync('sha256', key, '', `cusp ${purpose}`, 32)).toString('hex');
}

function logger(config: Config): Logger {
  return pino({
    level: config.logLevel,
    redact: ['req.headers.authorization', '*.secret', '*.key', '*.password'],
  });
}
