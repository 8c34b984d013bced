import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type Delivered,
  differences,
  netDifference,
  operationOf,
  type Step,
  type Wanted,
} from './net-difference.ts';

const NOW = 1_000;

const wanted = (subject: string, address: string | undefined, fingerprint = 'f'): Wanted => ({
  subject,
  name: subject,
  address: address === undefined ? { ok: false, reason: 'no-email', message: '' } : { ok: true, address },
  attributes: {},
  fingerprint,
});
const row = (subject: string, address: string, more: Partial<Delivered> = {}): Delivered => ({
  subject,
  address,
  name: subject,
  wants: 'in',
  has: 'yes',
  state: 'settled',
  reason: undefined,
  message: undefined,
  fingerprint: 'f',
  attempts: 0,
  nextAt: 0,
  eventAt: 0,
  missed: 0,
  ...more,
});
const words = (steps: readonly Step[]) =>
  steps.map((step) =>
    `${step.kind} ${step.kind === 'add' ? step.address : step.kind === 'note' ? '' : step.row.address}`.trim(),
  );

describe('what is to be done about one subject', () => {
  it.each<[string, Wanted | undefined, Delivered[], string[]]>([
    ['new', wanted('1', 'a'), [], ['add a']],
    ['there', wanted('1', 'a'), [row('1', 'a')], []],
    ['other values', wanted('1', 'a', 'g'), [row('1', 'a')], ['add a']],
    ['left', undefined, [row('1', 'a')], ['remove a']],
    [
      'left, in doubt',
      undefined,
      [row('1', 'a', { has: 'unknown', state: 'retry', nextAt: 9_999 })],
      ['remove a'],
    ],
    ['left, never there', undefined, [row('1', 'a', { has: 'no', state: 'rejected' })], ['forget a']],
    ['another address', wanted('1', 'b'), [row('1', 'a')], ['remove a', 'add b']],
    ['no address', wanted('1', undefined), [], ['note']],
    [
      'still no address',
      wanted('1', undefined),
      [row('1', '', { has: 'no', state: 'unresolved', reason: 'no-email' })],
      [],
    ],
    [
      'an address at last',
      wanted('1', 'a'),
      [row('1', '', { has: 'no', state: 'unresolved' })],
      ['forget', 'add a'],
    ],
    ['lost its address', wanted('1', undefined), [row('1', 'a')], ['remove a', 'note']],
    ['waits', wanted('1', 'a'), [row('1', 'a', { has: 'unknown', state: 'retry', nextAt: NOW + 1 })], []],
    ['due', wanted('1', 'a'), [row('1', 'a', { has: 'unknown', state: 'retry', nextAt: NOW })], ['add a']],
    ['rejected', wanted('1', 'a'), [row('1', 'a', { has: 'no', state: 'rejected' })], []],
    [
      'rejected, other values',
      wanted('1', 'a', 'g'),
      [row('1', 'a', { has: 'no', state: 'rejected' })],
      ['add a'],
    ],
    [
      'came back while leaving',
      wanted('1', 'a'),
      [row('1', 'a', { wants: 'out', has: 'unknown', state: 'retry', nextAt: 9_999 })],
      ['add a'],
    ],
    ['removal refused', undefined, [row('1', 'a', { wants: 'out', has: 'unknown', state: 'rejected' })], []],
    [
      'removal waits',
      undefined,
      [row('1', 'a', { wants: 'out', has: 'unknown', state: 'retry', nextAt: NOW + 1 })],
      [],
    ],
    ['rejected values, then left', undefined, [row('1', 'a', { state: 'rejected' })], ['remove a']],
  ])('%s', (_, want, rows, expected) => {
    expect(words(netDifference(want, rows, NOW))).toEqual(expected);
  });
});

it('tells a destination whether somebody was in before', () => {
  const had = (want: Wanted | undefined, ...rows: Delivered[]) =>
    netDifference(want, rows, NOW).flatMap((step) =>
      step.kind === 'add' || step.kind === 'remove' ? [operationOf(step, '0').had] : [],
    );
  expect(had(wanted('1', 'a'))).toEqual(['no']);
  expect(had(wanted('1', 'a', 'g'), row('1', 'a'))).toEqual(['yes']);
  expect(had(wanted('1', 'a'), row('1', 'a', { has: 'unknown', state: 'retry' }))).toEqual(['unknown']);
  expect(had(undefined, row('1', 'a'))).toEqual(['yes']);
});

async function* pages<T>(all: readonly T[], size: number): AsyncGenerator<readonly T[]> {
  for (let at = 0; at < all.length; at += size) yield all.slice(at, at + size);
}

it('over all subjects it is the same as one by one, however the pages fall', async () => {
  const subject = fc.bigInt(0n, 40n).map(String);
  const people = fc.uniqueArray(fc.tuple(subject, fc.option(fc.constantFrom('a', 'b', 'c'))), {
    selector: ([id]) => id,
  });
  const rows = fc.uniqueArray(fc.tuple(subject, fc.constantFrom('', 'a', 'b')), {
    selector: (each) => each.join(),
  });
  await fc.assert(
    fc.asyncProperty(people, rows, fc.integer({ min: 1, max: 7 }), async (want, have, size) => {
      const byText = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0);
      const left = want
        .map(([id, address]) => wanted(id, address ?? undefined))
        .toSorted((a, b) => byText(a.subject, b.subject));
      const right = have
        .map(([id, address]) => row(id, address, address === '' ? { has: 'no', state: 'unresolved' } : {}))
        .toSorted((a, b) => byText(a.subject, b.subject) || byText(a.address, b.address));
      const streamed: Step[] = [];
      let count = 0;
      const steps = differences(
        pages(left, size),
        pages(right, size + 1),
        () => NOW,
        (n) => {
          count += n;
        },
      );
      for await (const step of steps) streamed.push(step);
      const subjects = [...new Set([...left, ...right].map((each) => each.subject))].toSorted(byText);
      const single = subjects.flatMap((id) =>
        netDifference(
          left.find((each) => each.subject === id),
          right.filter((each) => each.subject === id),
          NOW,
        ),
      );
      expect(streamed).toEqual(single);
      expect(count).toBe(left.length);
    }),
    { seed: 23, numRuns: 400 },
  );
});
