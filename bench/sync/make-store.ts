/** Makes a record store at the path that is given. It takes a process of its own, because the first opening takes 800 MiB for a moment. */
import { migrateRecordStore } from '../../packages/engine/src/store/postgres/migrate.ts';
import { openPglite } from '../../packages/engine/src/store/postgres/pglite.ts';
import { must } from '../../packages/engine/src/util/assert.ts';

const records = await openPglite({ path: must(process.argv[2], 'path') });
await migrateRecordStore(records);
await records.close();
