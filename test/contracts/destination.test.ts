import { hubspot } from '../../packages/engine/src/activate/destinations/hubspot/hubspot.ts';
import { intercom } from '../../packages/engine/src/activate/destinations/intercom/intercom.ts';
import { iterable } from '../../packages/engine/src/activate/destinations/iterable/iterable.ts';
import { webhook } from '../../packages/engine/src/activate/destinations/webhook/webhook.ts';
import { migrateRecordStore } from '../../packages/engine/src/store/postgres/migrate.ts';
import { openPostgres } from '../../packages/engine/src/store/postgres/server.ts';
import { FakeHubspot } from '../fakes/hubspot.ts';
import { FakeIntercom } from '../fakes/intercom.ts';
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

// 100 contacts a request, then 500 members.
const hubspotRequests = (people: number) => Math.ceil(people / 100) + Math.ceil(people / 500);
const asString = (field: string, value: number) => `"${field}":"${value}"`;

destinationContract('HubSpot by email', {
  destination: hubspot,
  fake: () => new FakeHubspot('email'),
  refusesSingly: true,
  requestsFor: hubspotRequests,
  requestsForChange: 2,
  sentValue: asString,
});

destinationContract('HubSpot by user id, contacts that it has', {
  destination: hubspot,
  fake: () => new FakeHubspot('user_id', { createContacts: false }),
  refusesSingly: false,
  requestsFor: hubspotRequests,
  requestsForChange: 2,
  sentValue: asString,
});

destinationContract('Intercom by user id', {
  destination: intercom,
  fake: (pace) => new FakeIntercom('user_id', {}, () => pace().clock()),
  refusesSingly: true,
  // Searched for, made, tagged.
  requestsFor: (people) => Math.ceil(people / 50) + 2 * people,
  requestsForChange: 2,
  singly: true,
});

destinationContract('Intercom by email, contacts that it has', {
  destination: intercom,
  fake: (pace) => new FakeIntercom('email', { createContacts: false }, () => pace().clock()),
  refusesSingly: false,
  requestsFor: (people) => Math.ceil(people / 50) + people,
  requestsForChange: 2,
  singly: true,
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
