import { expect, it } from 'vitest';
import { braze } from '../../packages/engine/src/activate/destinations/braze/braze.ts';
import { customerio } from '../../packages/engine/src/activate/destinations/customerio/customerio.ts';
import type { Destination } from '../../packages/engine/src/activate/destinations/define-destination.ts';
import { iterable } from '../../packages/engine/src/activate/destinations/iterable/iterable.ts';
import { quotaOf } from '../../packages/engine/src/activate/destinations/request-rate.ts';
import { deliver } from '../../packages/engine/src/activate/sync/deliver.ts';
import { FakeBraze } from '../fakes/braze.ts';
import { FakeCustomerio } from '../fakes/customerio.ts';
import { FakeIterable } from '../fakes/iterable.ts';
import type { FakeVendor } from '../fakes/vendor.ts';
import { adding, batchOf, vendorLine } from '../support/vendor-line.ts';

interface Case {
  readonly destination: Destination;
  readonly fake: FakeVendor;
  readonly audience: string;
  /** What the vendor's limit lets through of the requests that one batch takes, a second. */
  readonly requestsPerSecond: number;
  readonly requestsPerBatch: number;
  /** Few, to keep the test short: the limits are of requests. */
  readonly peoplePerBatch: number;
}

const CASES: readonly Case[] = [
  {
    destination: braze,
    fake: new FakeBraze(),
    audience: 'attribute:cohort_walls',
    requestsPerSecond: 1_000,
    requestsPerBatch: 1,
    peoplePerBatch: 3,
  },
  {
    destination: customerio,
    fake: withSegment(),
    audience: '7',
    requestsPerSecond: 1_000,
    requestsPerBatch: 2,
    peoplePerBatch: 3,
  },
  {
    destination: iterable,
    fake: withList(),
    audience: '7',
    // What the fake's settings say.
    requestsPerSecond: 100,
    requestsPerBatch: 1,
    peoplePerBatch: 3,
  },
];

function withList(): FakeVendor {
  const fake = new FakeIterable('user_id');
  fake.lists.set(7, { id: 7, name: 'walls', description: '', listType: 'Standard', members: new Set() });
  return fake;
}

function withSegment(): FakeVendor {
  const fake = new FakeCustomerio();
  fake.segments.set(7, { id: 7, name: 'walls', description: '', type: 'manual', members: new Set() });
  return fake;
}

/** Twice the longest window of a limit. */
const SECONDS = 6;

it.each(
  CASES.flatMap((each) => [0, 200].map((answerMs) => ({ ...each, answerMs, kind: each.destination.kind }))),
)(
  '$kind is filled as fast as nine tenths of what it allows, when it answers in $answerMs ms',
  async ({ destination, fake, audience, requestsPerSecond, requestsPerBatch, peoplePerBatch, answerMs }) => {
    const { line, pace, sent } = vendorLine(destination, fake, {}, answerMs);
    const batches = (SECONDS * requestsPerSecond) / requestsPerBatch;
    const begun = pace.clock();
    let next = 0;
    async function work(): Promise<void> {
      while (next < batches) {
        const at = next;
        next += 1;
        const people = Array.from({ length: peoplePerBatch }, (_, i) => adding(`u${at}-${i}`));
        expect((await deliver(line, batchOf(audience, people))).fault).toBeUndefined();
      }
    }
    await Promise.all(Array.from({ length: line.limits.limits.concurrency }, work));
    expect(sent).toHaveLength(batches * requestsPerBatch);
    expect((pace.clock() - begun) / 1_000).toBeLessThanOrEqual(SECONDS / 0.9);
  },
);

it.each([
  [1_000, 3_000, { requests: 3_000, perMs: 3_000 }],
  [1.6, 1_000, { requests: 1, perMs: 625 }],
  [0.1, 1_000, { requests: 1, perMs: 10_000 }],
])('a rate of %f a second is never overstepped in windows of %i ms', (rate, windowMs, quota) => {
  expect(quotaOf(rate, windowMs)).toEqual(quota);
});
