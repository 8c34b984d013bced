import { describe, expect, it } from 'vitest';
import { classifyResponse } from './classify-response.ts';
import { completed } from './outcome.ts';
import { retryAfterMs } from './retry-after.ts';

const NOW = Date.UTC(2026, 4, 1, 12);

describe('how long to wait', () => {
  it.each([
    [{ 'retry-after': '7' }, 7_000],
    [{ 'retry-after': '0.5' }, 500],
    [{ 'retry-after': new Date(NOW + 90_000).toUTCString() }, 90_000],
    [{ 'retry-after': new Date(NOW - 90_000).toUTCString() }, 0],
    [{ 'retry-after': 'soon', 'x-ratelimit-reset': '3' }, 3_000],
    [{ 'x-ratelimit-reset': String((NOW + 4_000) / 1000) }, 4_000],
    [{ 'x-ratelimit-reset': String(NOW + 4_500) }, 4_500],
    [{ 'x-ratelimit-retry-after': '2', 'x-ratelimit-reset': '60' }, 2_000],
    [{ 'ratelimit-reset': '9' }, 9_000],
    [{ 'x-ratelimit-remaining': '0' }, undefined],
    [{ 'retry-after': '' }, undefined],
    [{ 'retry-after': '-5' }, undefined],
    [{}, undefined],
  ])('%j', (headers, expected) => {
    expect(retryAfterMs(headers, NOW)).toBe(expected);
  });
});

describe('what an answer means for the whole request', () => {
  const fault = (status: number, headers = {}, body = '') => classifyResponse({ status, headers, body }, NOW);

  it.each([
    [301, 'misconfigured'],
    [400, 'refused'],
    [401, 'credentials'],
    [403, 'credentials'],
    [404, 'audience-gone'],
    [410, 'audience-gone'],
    [408, 'limited'],
    [413, 'refused'],
    [422, 'refused'],
    [429, 'limited'],
    [500, 'unavailable'],
    [501, 'misconfigured'],
    [503, 'unavailable'],
    [524, 'unavailable'],
  ])('%i is %s', (status, kind) => expect(fault(status)?.kind).toBe(kind));

  it('leaves 2xx to the destination, and carries what was said', () => {
    expect(fault(207)).toBeUndefined();
    expect(fault(429, { 'retry-after': '3' }, '{"msg":\n "slow"}')).toEqual({
      kind: 'limited',
      afterMs: 3_000,
      message: 'the destination answered 429: {"msg": "slow"}',
    });
    expect(fault(302, { location: 'https://track-eu.customer.io/x' })?.message).toContain(
      'to track-eu.customer.io',
    );
  });
});

it('what an answer does not mention is to be tried again', () => {
  const all = completed(
    ['a', 'b'],
    new Map([
      ['a', { kind: 'applied' }],
      ['z', { kind: 'applied' }],
    ]),
  );
  expect([...all].map(([id, { kind }]) => [id, kind])).toEqual([
    ['a', 'applied'],
    ['b', 'retry'],
  ]);
});
