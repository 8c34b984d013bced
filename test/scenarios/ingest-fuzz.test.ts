import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { sql } from '../../packages/engine/src/store/sql/fragment.ts';
import { type TemporaryApp, temporaryApp } from '../support/app.ts';
import { post } from '../support/post.ts';

const SEED = 20_260_110;

/** Text with control characters, lone surrogates, dots, quotes and names of prototypes, more often than chance would have. */
const text = fc.oneof(
  { weight: 6, arbitrary: fc.string({ unit: 'grapheme', minLength: 1, maxLength: 12 }) },
  { weight: 1, arbitrary: fc.string({ unit: 'binary', maxLength: 12 }) },
  {
    weight: 1,
    arbitrary: fc
      .array(fc.integer({ min: 0x20, max: 0xffff }), { minLength: 1, maxLength: 6 })
      .map((units) => String.fromCharCode(...units)),
  },
  {
    weight: 3,
    arbitrary: fc.constantFrom(
      '__proto__',
      'constructor',
      'a.b',
      'a',
      '.',
      '`',
      "'",
      '\\',
      '\ud83d',
      '2024-01-01',
      'SKIP x',
    ),
  },
);
const number = fc.oneof(
  { weight: 9, arbitrary: fc.oneof(fc.double({ noNaN: true, noDefaultInfinity: true }), fc.integer()) },
  {
    weight: 1,
    arbitrary: fc.constantFrom(1e19, -1e19, 2 ** 63, -(2 ** 63), 2 ** 64, 1e20, 1e21, 1e308, -0, 2 ** 53),
  },
);
const { value } = fc.letrec((tie) => ({
  value: fc.oneof(
    { maxDepth: 4 },
    text,
    number,
    fc.boolean(),
    fc.constant(null),
    fc.array(tie('value'), { maxLength: 4 }),
    fc.dictionary(text, tie('value'), { maxKeys: 4 }),
  ),
}));
const bag = fc.dictionary(text, value, { maxKeys: 5 });
const maybe = <T>(wanted: fc.Arbitrary<T>) =>
  fc.oneof({ weight: 30, arbitrary: wanted }, { weight: 1, arbitrary: value });

const amplitudeEvent = fc.record(
  {
    user_id: maybe(fc.constantFrom('user-1', 'user-2')),
    device_id: maybe(fc.option(fc.constantFrom('device-1', 'device-2'), { nil: null })),
    event_type: maybe(fc.oneof(text, fc.constantFrom('$identify', '$groupidentify', 'plain', 'other'))),
    time: fc.option(maybe(fc.integer({ min: 1_699_000_000_000, max: 1_700_000_000_000 })), { nil: null }),
    event_properties: maybe(bag),
    user_properties: maybe(
      fc.oneof(bag, fc.dictionary(fc.constantFrom('$set', '$add', '$append', '$unset'), maybe(bag))),
    ),
    groups: maybe(fc.dictionary(fc.constantFrom('account', '__proto__', 'team'), maybe(fc.string()))),
    group_properties: fc.constantFrom({}, null, { $set: { seats: 3 } }),
    platform: maybe(text),
    price: maybe(fc.integer()),
    session_id: maybe(fc.nat()),
    location: value,
  },
  { requiredKeys: ['user_id', 'event_type'] },
);
const segmentMessage = fc.record(
  {
    type: maybe(fc.constantFrom('track', 'identify', 'group', 'page', 'screen', 'alias')),
    userId: maybe(text),
    anonymousId: maybe(text),
    previousId: maybe(text),
    groupId: maybe(text),
    event: maybe(text),
    timestamp: maybe(fc.constant('2024-05-05T05:05:05Z')),
    properties: maybe(bag),
    traits: maybe(bag),
    context: maybe(bag),
  },
  { requiredKeys: ['type', 'userId', 'event'] },
);

describe(`whatever comes in (seed ${SEED})`, { timeout: 180_000 }, () => {
  let temporary: TemporaryApp;
  let url: string;

  beforeAll(async () => {
    temporary = await temporaryApp();
    url = await temporary.listen();
  });
  afterAll(() => temporary.dispose());

  async function stored(source: string): Promise<number> {
    const rows = await temporary.app.dependencies.store.query<{ source: string; n: number }>(
      sql`SELECT toString(source) AS source, toUInt32(count()) AS n FROM events GROUP BY source`,
    );
    return rows.find((row) => row.source === source)?.n ?? 0;
  }

  it('Amplitude’s endpoint stores what it says it stored and refuses the rest, and nothing breaks it', async () => {
    let taken = 0;
    let refused = 0;
    await fc.assert(
      fc.asyncProperty(fc.array(amplitudeEvent, { minLength: 1, maxLength: 20 }), async (events) => {
        const answer = await post(`${url}/2/httpapi`, {
          api_key: temporary.writeKey,
          events,
          options: { min_id_length: 1 },
        });
        expect([200, 400]).toContain(answer.status);
        expect(answer.json.events_ingested + (answer.json.refused?.length ?? 0)).toBe(events.length);
        taken += answer.json.events_ingested;
        refused += answer.json.refused?.length ?? 0;
      }),
      { seed: SEED, numRuns: 60 },
    );
    expect(await stored('amplitude')).toBe(taken);
    expect(Math.min(taken, refused)).toBeGreaterThan(50);
  });

  it('Segment’s does too', async () => {
    let taken = 0;
    let refused = 0;
    await fc.assert(
      fc.asyncProperty(fc.array(segmentMessage, { minLength: 1, maxLength: 20 }), async (batch) => {
        const answer = await post(`${url}/v1/batch`, { writeKey: temporary.writeKey, batch });
        expect([200, 400]).toContain(answer.status);
        const lost = answer.status === 400 ? batch.length : (answer.json.refusedCount ?? 0);
        taken += batch.length - lost;
        refused += lost;
      }),
      { seed: SEED, numRuns: 60 },
    );
    expect(await stored('segment')).toBe(taken);
    expect(Math.min(taken, refused)).toBeGreaterThan(50);
  });

  it('bytes that are no request are answered, not fatal', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.uint8Array({ maxLength: 200 }),
        fc.constantFrom('/2/httpapi', '/batch', '/identify', '/usermap', '/v1/batch', '/v1/t'),
        fc.constantFrom('', 'gzip', 'br', 'deflate'),
        async (bytes, path, encoding) => {
          const headers = encoding === '' ? {} : { 'content-encoding': encoding };
          const answer = await post(url + path, bytes, headers);
          expect(answer.status).toBeGreaterThanOrEqual(400);
          expect(answer.status).toBeLessThan(500);
        },
      ),
      { seed: SEED, numRuns: 100 },
    );
  });
});
