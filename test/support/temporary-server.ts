import { createServer, type Server } from '../../packages/engine/src/server/create-server.ts';
import type { EventStore } from '../../packages/engine/src/store/event-store.ts';
import { temporaryEventStore } from './event-store.ts';
import { temporaryRecordStore } from './record-store.ts';
import { serverDependencies } from './server-dependencies.ts';

const TOKEN = 'operator-token';

/** A server over empty stores with one project, whose clock stands still. It does not listen: ask it with `inject`. */
export interface TemporaryServer {
  readonly server: Server;
  readonly store: EventStore;
  readonly project: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly dispose: () => Promise<void>;
}

export async function temporaryServer(now: number): Promise<TemporaryServer> {
  const events = await temporaryEventStore();
  const records = await temporaryRecordStore();
  const dependencies = serverDependencies(events.store, records.store, events.path, now);
  const server = createServer(dependencies, TOKEN);
  const settings = { timeZone: 'UTC', accountGroup: 'account' };
  const { id: project } = await dependencies.access.createProject('default', settings);
  return {
    server,
    store: events.store,
    project,
    headers: { authorization: `Bearer ${TOKEN}`, 'content-type': 'application/json' },
    dispose: async () => {
      await server.close();
      await events.dispose();
      await records.dispose();
    },
  };
}
