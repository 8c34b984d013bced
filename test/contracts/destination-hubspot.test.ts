import { hubspot } from '../../packages/engine/src/activate/destinations/hubspot/hubspot.ts';
import { FakeHubspot } from '../fakes/hubspot.ts';
import { destinationContract } from './destination.contract.ts';

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
