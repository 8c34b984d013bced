import { braze } from '../../packages/engine/src/activate/destinations/braze/braze.ts';
import { customerio } from '../../packages/engine/src/activate/destinations/customerio/customerio.ts';
import { FakeBraze } from '../fakes/braze.ts';
import { FakeCustomerio } from '../fakes/customerio.ts';
import { destinationContract } from './destination.contract.ts';

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
