import { randomBytes } from 'node:crypto';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { FastifyBaseLogger } from 'fastify';
import type { Config } from './config.ts';
import { createIngestPipeline } from './ingest/pipeline/create-ingest-pipeline.ts';
import type { Clock } from './model/time.ts';
import type { Access, NewKey } from './server/access.ts';
import { recordsAccess } from './server/access-records.ts';
import { createServer, type Server } from './server/create-server.ts';
import { openChdb } from './store/clickhouse/chdb.ts';
import { migrateEventStore } from './store/clickhouse/migrate.ts';
import { openClickhouseServer } from './store/clickhouse/server.ts';
import type { EventStore } from './store/event-store.ts';
import { migrateRecordStore } from './store/postgres/migrate.ts';
import { openPglite } from './store/postgres/pglite.ts';
import { openPostgres } from './store/postgres/server.ts';

export interface AppOptions {
  readonly clock: Clock;
  readonly log: FastifyBaseLogger;
  readonly version: string;
}

export interface App {
  /** Not yet listening. */
  readonly server: Server;
  readonly store: EventStore;
  /** Opens every project's API to who has it, for as long as this app lives. */
  readonly operatorToken: string;
  /** The keys of the project `default`, if this start made it: the only time that they can be read. */
  readonly firstKeys: { readonly write: NewKey; readonly secret: NewKey } | undefined;
  /** Answers what is under way, stops what takes too long, and lets go of the stores. */
  readonly close: () => Promise<void>;
}

const DEFAULT_PROJECT = 'default';
/** How long requests under way may take to end by themselves once closing began. */
const CLOSING_GRACE_MS = 5_000;

/**
 * Cusp put together: the stores that the configuration names, brought to this version, ingest, and the server over both. Throws the
 * stores' errors when one cannot be opened, having closed the others.
 */
export async function openApp(config: Config, { clock, log, version }: AppOptions): Promise<App> {
  const opened: (() => Promise<void>)[] = [];
  const closeAll = async (): Promise<void> => {
    for (const close of opened.toReversed()) await close();
  };
  try {
    await mkdir(config.dataDir, { recursive: true, mode: 0o700 });
    const store = config.clickhouseUrl
      ? openClickhouseServer({ url: config.clickhouseUrl })
      : await openChdb({ path: join(config.dataDir, 'events') });
    opened.push(() => store.close());
    const records = config.databaseUrl
      ? openPostgres({ url: config.databaseUrl })
      : await openPglite({ path: join(config.dataDir, 'records') });
    opened.push(() => records.close());
    await migrateEventStore(store);
    await migrateRecordStore(records);
    const ingest = await createIngestPipeline({ store, clock });
    opened.push(() => ingest.close());

    const access = recordsAccess(records, clock);
    const firstKeys = await makeDefaultProject(access);
    const operatorToken = `cusp_operator_${randomBytes(24).toString('base64url')}`;
    const server = createServer(
      { version, store, records, sink: ingest.sink, access, clock, log },
      operatorToken,
    );
    await server.ready();
    return {
      server,
      store,
      operatorToken,
      firstKeys,
      close: async () => {
        const answered = server.close();
        await Promise.race([answered, sleep(CLOSING_GRACE_MS, undefined, { ref: false })]);
        await closeAll();
        server.server.closeAllConnections();
        await answered;
      },
    };
  } catch (error) {
    await closeAll();
    throw error;
  }
}

async function makeDefaultProject(access: Access): Promise<App['firstKeys']> {
  if ((await access.projects()).length > 0) return undefined;
  const project = await access.createProject(DEFAULT_PROJECT, { timeZone: 'UTC', accountGroup: 'account' });
  return {
    write: await access.createKey(project, 'write'),
    secret: await access.createKey(project, 'secret'),
  };
}
