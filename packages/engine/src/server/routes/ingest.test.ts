import { pino } from 'pino';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type TemporaryApp, temporaryApp } from '../../../../../test/support/app.ts';
import { memorySink } from '../../../../../test/support/memory-sink.ts';
import { OverloadedError } from '../../ingest/event-sink.ts';
import { createServer, type Server } from '../create-server.ts';

describe('ingest when too much is waiting', () => {
  let temporary: TemporaryApp;
  let server: Server;
  let failure: Error = new OverloadedError(2_300);

  beforeAll(async () => {
    temporary = await temporaryApp();
    const sink = memorySink(async () => {
      throw failure;
    });
    const log = pino({ level: 'silent' });
    server = createServer({ ...temporary.app.dependencies, sink, log }, 'operator');
  });
  afterAll(async () => {
    await server.close();
    await temporary.dispose();
  });

  const events = [
    { user_id: 'ann-1', event_type: 'x' },
    { user_id: 'ann-1', event_type: 'x', time: 1 },
  ];
  const amplitude = () =>
    server.inject({ method: 'POST', url: '/batch', payload: { api_key: temporary.writeKey, events } });
  const segment = () =>
    server.inject({
      method: 'POST',
      url: '/v1/track',
      payload: { writeKey: temporary.writeKey, userId: 'ann', event: 'x' },
    });

  it('answers 429 in each format, with when to come back, and writes no refusals down', async () => {
    failure = new OverloadedError(2_300);
    const told = await amplitude();
    expect([told.statusCode, told.headers['retry-after']]).toEqual([429, '3']);
    expect(told.json()).toMatchObject({
      code: 429,
      eps_threshold: 0,
      throttled_devices: {},
      throttled_events: [],
    });
    const other = await segment();
    expect([other.statusCode, other.headers['retry-after'], other.json().success]).toEqual([429, '3', false]);
    const rejected = await server.inject({
      url: '/api/v1/rejected',
      headers: { authorization: `Bearer ${temporary.secretKey}` },
    });
    expect(rejected.json()).toMatchObject({ rejected: [], total: 0 });
  });

  it('answers 500 and nothing of the inside when the store breaks', async () => {
    failure = new Error('disk /var/secret is full');
    for (const answer of [await amplitude(), await segment()]) {
      expect(answer.statusCode).toBe(500);
      expect(answer.body).not.toContain('/var/secret');
    }
    expect((await amplitude()).json().code).toBe(500);
  });
});
