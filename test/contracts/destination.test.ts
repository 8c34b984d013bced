import { braze } from '../../packages/engine/src/activate/destinations/braze/braze.ts';
import { customerio } from '../../packages/engine/src/activate/destinations/customerio/customerio.ts';
import { folder } from '../../packages/engine/src/activate/destinations/folder/folder.ts';
import { iterable } from '../../packages/engine/src/activate/destinations/iterable/iterable.ts';
import { s3 } from '../../packages/engine/src/activate/destinations/s3/s3.ts';
import { slack } from '../../packages/engine/src/activate/destinations/slack/slack.ts';
import { webhook } from '../../packages/engine/src/activate/destinations/webhook/webhook.ts';
import { migrateRecordStore } from '../../packages/engine/src/store/postgres/migrate.ts';
import { openPostgres } from '../../packages/engine/src/store/postgres/server.ts';
import { FakeBraze } from '../fakes/braze.ts';
import { FakeCustomerio } from '../fakes/customerio.ts';
import { FakeFolder } from '../fakes/folder.ts';
import { FakeIterable } from '../fakes/iterable.ts';
import { FakeS3 } from '../fakes/s3.ts';
import { FakeSlack } from '../fakes/slack.ts';
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

destinationContract('Slack', {
  destination: slack,
  fake: () => new FakeSlack(),
  refusesSingly: false,
  requestsFor: () => 1,
  countsOnly: true,
});

destinationContract('files in a folder', {
  destination: folder,
  fake: () => new FakeFolder({ what: 'changes' }),
  refusesSingly: false,
  requestsFor: () => 1,
});

destinationContract('files in S3', {
  destination: s3,
  fake: (pace) => new FakeS3({ what: 'changes', format: 'parquet' }, () => pace().clock()),
  refusesSingly: false,
  requestsFor: () => 1,
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

const by75 = (people: number) => Math.ceil(people / 75);

destinationContract('Braze by external id', {
  destination: braze,
  fake: () => new FakeBraze('user_id'),
  refusesSingly: true,
  requestsFor: by75,
});

destinationContract('Braze by email, in an array', {
  destination: braze,
  fake: () => new FakeBraze('email', 'array'),
  refusesSingly: true,
  requestsFor: by75,
});

destinationContract("Braze by a partner's cohort", {
  destination: braze,
  fake: () => new FakeBraze('user_id', 'cohort'),
  refusesSingly: false,
});

destinationContract('Customer.io by id', {
  destination: customerio,
  fake: () => new FakeCustomerio('user_id'),
  refusesSingly: true,
});

destinationContract('Customer.io by email', {
  destination: customerio,
  fake: () => new FakeCustomerio('email'),
  refusesSingly: true,
});
