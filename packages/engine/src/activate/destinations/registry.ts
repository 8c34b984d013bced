import { problemError } from '../../util/problem-error.ts';
import { braze } from './braze/braze.ts';
import { customerio } from './customerio/customerio.ts';
import type { Destination } from './define-destination.ts';
import { folder } from './folder/folder.ts';
import { hubspot } from './hubspot/hubspot.ts';
import { intercom } from './intercom/intercom.ts';
import { iterable } from './iterable/iterable.ts';
import { s3 } from './s3/s3.ts';
import { slack } from './slack/slack.ts';
import { webhook } from './webhook/webhook.ts';

/** Every kind of destination. A new one is a folder and a line here. */
export const DESTINATIONS: readonly Destination[] = [
  braze,
  customerio,
  hubspot,
  intercom,
  iterable,
  webhook,
  slack,
  folder,
  s3,
];

/** Throws a ProblemError (422) for a kind that there is not. */
export function destinationOf(kind: string): Destination {
  const found = DESTINATIONS.find((each) => each.kind === kind);
  if (found) return found;
  const kinds = DESTINATIONS.map((each) => each.kind).join(', ');
  throw problemError(
    422,
    'unknown-kind',
    `there is no kind of destination ${JSON.stringify(kind)}: choose one of ${kinds}`,
    'kind',
  );
}
