import type { Clock } from '../../packages/engine/src/model/time.ts';
import {
  createServer,
  type Server,
  type ServerOptions,
} from '../../packages/engine/src/server/create-server.ts';
import type { ServerDependencies } from '../../packages/engine/src/server/dependencies.ts';
import type { EventStore } from '../../packages/engine/src/store/event-store.ts';
import { temporaryEventStore } from './event-store.ts';
import { temporaryRecordStore } from './record-store.ts';
import { serverDependencies } from './server-dependencies.ts';

const TOKEN = 'operator-token';

/** A server over empty stores with one project, whose clock stands still unless it is given one. It does not listen: ask it with `inject`. */
export interface TemporaryServer {
  readonly server: Server;
  readonly store: EventStore;
  readonly dependencies: ServerDependencies;
  readonly project: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly dispose: () => Promise<void>;
}

export async function temporaryServer(
  now: number,
  options: ServerOptions & { readonly clock?: Clock } = {},
): Promise<TemporaryServer> {
  const events = await temporaryEventStore();
  const records = await temporaryRecordStore();
  const still = serverDependencies(events.store, records.store, events.path, now);
  const dependencies = { ...still, clock: options.clock ?? still.clock };
  const server = createServer(dependencies, TOKEN, options);
  const settings = { timeZone: 'UTC', accountGroup: 'account' };
  const { id: project } = await dependencies.access.createProject('default', settings);
  return {
    server,
    store: events.store,
    dependencies,
    project,
    headers: { authorization: `Bearer ${TOKEN}`, 'content-type': 'application/json' },
    dispose: async () => {
      await server.close();
      await events.dispose();
      await records.dispose();
    },
  };
}
