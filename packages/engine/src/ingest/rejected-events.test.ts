import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type TemporaryStore, temporaryEventStore } from '../../../../test/support/event-store.ts';
import { listRejected, PAYLOAD_LIMIT, payloadText, recordRejected } from './rejected-events.ts';

describe('rejected events', () => {
  let temporary: TemporaryStore;
  beforeAll(async () => {
    temporary = await temporaryEventStore();
  });
  afterAll(() => temporary.dispose());

  it('lists them newest first, page by page, each project its own', async () => {
    const { store } = temporary;
    const at = Date.UTC(2090, 0, 1); // far ahead: the engine deletes by its own clock
    const rejection = (position: number, payload: unknown) => ({
      position,
      field: 'time',
      code: 'not-an-instant',
      message: 'time must be a number',
      payload,
    });
    await recordRejected(store, 'shop', 'amplitude', at, [rejection(0, { a: 1 }), rejection(3, { b: 2 })]);
    await recordRejected(store, 'shop', 'import', at + 5, [rejection(7, 'not json at all')]);
    await recordRejected(store, 'other', 'import', at + 6, [rejection(9, null)]);
    await recordRejected(store, 'shop', 'import', at + 6, []);

    const newest = await listRejected(store, 'shop', { limit: 2 });
    expect(newest.map((row) => [row.received, row.source, row.position, row.payload])).toEqual([
      [at + 5, 'import', 7, '"not json at all"'],
      [at, 'amplitude', 0, '{"a":1}'],
    ]);
    const earlier = await listRejected(store, 'shop', { limit: 10, before: at + 5 });
    expect(earlier.map((row) => row.position)).toEqual([0, 3]);
  });

  it('keeps no secrets and says what it cut', () => {
    expect(
      payloadText({ api_key: 'k1', nested: [{ writeKey: 'k2', 'API-Key': 'k3', Authorization: 'k4' }] }),
    ).toBe(
      '{"api_key":"(not kept)","nested":[{"writeKey":"(not kept)","API-Key":"(not kept)","Authorization":"(not kept)"}]}',
    );
    const long = payloadText({ text: 'x'.repeat(PAYLOAD_LIMIT * 2) });
    expect(long.length).toBeLessThan(PAYLOAD_LIMIT + 60);
    expect(long).toContain('more characters were not kept');
  });
});
