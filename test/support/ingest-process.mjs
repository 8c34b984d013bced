/**
 * An ingest pipeline in a process of its own, to be killed: `node ingest-process.mjs <data directory> <folder of the
 * built engine>`, forked with a channel. Says `ready`, takes `{ id, events }`, answers `{ id, fates }` once they are durable.
 */
import { pathToFileURL } from 'node:url';

const [path, engine] = process.argv.slice(2);
const load = (file) => import(pathToFileURL(`${engine}/${file}`).href);
const { createIngestPipeline } = await load('ingest/pipeline/create-ingest-pipeline.js');
const { migrateEventStore } = await load('store/clickhouse/migrate.js');
const { openEmbedded } = await load('store/clickhouse/open-embedded.js');

const store = await openEmbedded({ path });
await migrateEventStore(store);
const pipeline = await createIngestPipeline({ store, clock: Date.now });
const project = { id: 'crash', name: 'crash', timeZone: 'UTC', accountGroup: 'account' };

process.on('message', async ({ id, events }) => {
  const fates = await pipeline.sink.accept(project, events, Date.now());
  process.send({ id, fates });
});
process.on('disconnect', async () => {
  await pipeline.close();
  await store.close();
  process.exit(0);
});
process.send('ready');
