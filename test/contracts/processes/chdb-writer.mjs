/** Stores block after block of 100 events and says the number of each once it is durable: `node chdb-writer.mjs ENGINE DIRECTORY`. */
import { join } from 'node:path';

const [engine = '', path = ''] = process.argv.slice(2);
const { openChdb } = await import(join(engine, 'store/clickhouse/chdb.js'));
const { migrateEventStore } = await import(join(engine, 'store/clickhouse/migrate.js'));

const store = await openChdb({ path });
await migrateEventStore(store);
for (let number = 1; ; number += 1) {
  const rows = Array.from({ length: 100 }, (_, i) => ({
    project: 'p',
    name: `block-${number}`,
    user: i + 1,
    time: i,
    properties: { number },
  }));
  await store.insert('events', Buffer.from(rows.map((row) => JSON.stringify(row)).join('\n')));
  process.stdout.write(`${number}\n`);
}
