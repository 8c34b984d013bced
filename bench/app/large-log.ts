import { join } from 'node:path';
import { deriver } from '../../packages/engine/src/store/clickhouse/derived-tables.ts';
import { DAYS, eventsSql } from '../queries/data.ts';
import { withStore } from '../support/temporary-store.ts';
import { allLive, type DemoServer, serve } from './serve-demo.ts';

const DAY_MS = 86_400_000;
/** Its windows are full: the events end now. The count is none that an edit types. */
const COHORT = {
  name: 'walled',
  text: 'users who did wall_hit where limit = "seats" at least 5 times in the last 14 days',
};

/** A server over so many events with one live cohort, whose name comes too. `folder` goes away afterwards. */
export async function serveLargeLog(
  folder: string,
  events: number,
): Promise<{ readonly server: DemoServer; readonly cohort: string }> {
  const data = join(folder, 'large');
  await (await serve(data)).close();
  await withStore(join(data, 'events'), async (store) => {
    await store.command(eventsSql(events, { project: 'default', start: Date.now() - DAYS * DAY_MS }));
    await deriver(store)({ from: 0, to: events });
  });
  const server = await serve(data);
  await server.call('POST', '/api/v1/cohorts', COHORT);
  await allLive(server.call);
  return { server, cohort: COHORT.name };
}
