/** Writes project after project and says the number of each once it is committed: `node pglite-writer.mjs ENGINE DIRECTORY`. */
import { join } from 'node:path';

const [engine = '', path = ''] = process.argv.slice(2);
const { openPglite } = await import(join(engine, 'store/postgres/pglite.js'));
const { migrateRecordStore } = await import(join(engine, 'store/postgres/migrate.js'));

const store = await openPglite({ path });
await migrateRecordStore(store);
for (let number = 1; ; number += 1) {
  const row = { id: `p${number}`, name: 'Shop', time_zone: 'UTC', account_group: 'account' };
  await store.db.insertInto('projects').values(row).execute();
  process.stdout.write(`${number}\n`);
}
