import { intercom } from '../../packages/engine/src/activate/destinations/intercom/intercom.ts';
import { FakeIntercom } from '../fakes/intercom.ts';
import { destinationContract } from './destination.contract.ts';

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
