import { iterable } from '../../packages/engine/src/activate/destinations/iterable/iterable.ts';
import { webhook } from '../../packages/engine/src/activate/destinations/webhook/webhook.ts';
import { migrateRecordStore } from '../../packages/engine/src/store/postgres/migrate.ts';
import { openPostgres } from '../../packages/engine/src/store/postgres/server.ts';
import { FakeIterable } from '../fakes/iterable.ts';
import { FakeWebhook } from '../fakes/webhook.ts';
import { startPostgres } from '../support/postgres-server.ts';
import { destinationContract } from './destination.contract.ts';

destinationContract('Iterable by email', {
  destination: iterable,
  fake: () => new FakeIterable('email'),
  refusesSingly: true,
});

destinationContract('Iterable by user id', {
  destination: iterable,
  fake: () => new FakeIterable('user_id'),
  refusesSingly: false,
});

destinationContract('webhook', {
  destination: webhook,
  fake: (pace) => {
    const fake = new FakeWebhook();
    fake.clock = () => pace().clock();
    return fake;
  },
  refusesSingly: false,
});

destinationContract('Iterable by email, the ledger on a Postgres server', {
  destination: iterable,
  fake: () => new FakeIterable('email'),
  refusesSingly: true,
  records: async () => {
    const server = await startPostgres();
    const store = openPostgres(await server.createDatabase());
    await migrateRecordStore(store);
    return {
      store,
      dispose: async () => {
        await store.close();
        await server.stop();
      },
    };
  },
});
