import { folder } from '../../packages/engine/src/activate/destinations/folder/folder.ts';
import { s3 } from '../../packages/engine/src/activate/destinations/s3/s3.ts';
import { slack } from '../../packages/engine/src/activate/destinations/slack/slack.ts';
import { FakeFolder } from '../fakes/folder.ts';
import { FakeS3 } from '../fakes/s3.ts';
import { FakeSlack } from '../fakes/slack.ts';
import { destinationContract } from './destination.contract.ts';

const asString = (field: string, value: number) => `"${field}":"${value}"`;

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
  sentValue: asString,
  refusesSingly: false,
  requestsFor: () => 1,
});

destinationContract('files in S3', {
  destination: s3,
  fake: (pace) => new FakeS3({ what: 'changes', format: 'parquet' }, () => pace().clock()),
  sentValue: asString,
  refusesSingly: false,
  requestsFor: () => 1,
});
