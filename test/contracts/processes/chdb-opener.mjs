/** Opens an event store and prints the error that it gets: `node chdb-opener.mjs ENGINE DIRECTORY`. */
import { join } from 'node:path';

const [engine = '', path = ''] = process.argv.slice(2);
const { openChdb } = await import(join(engine, 'store/clickhouse/chdb.js'));

try {
  const store = await openChdb({ path });
  await store.close();
  process.stdout.write(JSON.stringify({ name: 'none', message: 'it opened' }));
} catch (error) {
  process.stdout.write(JSON.stringify({ name: error.name, message: error.message }));
}
