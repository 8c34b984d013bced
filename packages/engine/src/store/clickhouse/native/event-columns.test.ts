import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type TemporaryStore, temporaryEventStore } from '../../../../../../test/support/event-store.ts';
import { storedEvent } from '../../../../../../test/support/stored-event.ts';
import type { StoredEvent } from '../../../model/event.ts';
import type { Properties } from '../../../model/property-value.ts';
import { sql } from '../../sql/fragment.ts';
import { param } from '../../sql/parameter.ts';
import { eventRows } from '../event-row.ts';
import { EventColumns } from './event-columns.ts';

describe('events as columns', () => {
  let temporary: TemporaryStore;
  beforeAll(async () => {
    temporary = await temporaryEventStore();
  });
  afterAll(() => temporary.dispose());

  let projects = 0;
  const blockOf = (events: readonly StoredEvent[]) => {
    const columns = new EventColumns();
    for (const event of events) columns.add(event);
    return columns.block();
  };

  /** Stores the events from JSON text and as a block, and answers what either has come to. */
  async function both(events: readonly StoredEvent[]): Promise<[unknown, unknown]> {
    projects += 1;
    const [text, block] = [`text-${projects}`, `block-${projects}`];
    const { store } = temporary;
    await store.insert('events', eventRows(events.map((event) => ({ ...event, project: text }))));
    await store.insertBlock('events', blockOf(events.map((event) => ({ ...event, project: block }))));
    return [await stored(text), await stored(block)];
  }

  async function stored(project: string): Promise<unknown> {
    const rows = await temporary.store.query<{ properties: object; types: object }>(
      sql`SELECT * EXCEPT project, JSONAllPathsWithTypes(properties) AS types, JSONAllPathsWithTypes(user_properties) AS user_types
          FROM events WHERE project = ${param.string(project)} ORDER BY seq`,
    );
    const users = await temporary.store.query(
      sql`SELECT user, min(first_seen), max(last_seen), max(user_id), max(device_id)
          FROM users WHERE project = ${param.string(project)} GROUP BY user ORDER BY user`,
    );
    const updates = await temporary.store.query(
      sql`SELECT * EXCEPT project FROM property_updates FINAL WHERE project = ${param.string(project)} ORDER BY ALL`,
    );
    return { rows, users, updates };
  }

  const text = fc.oneof(
    fc.string({ maxLength: 6 }),
    fc.string({ unit: 'binary', maxLength: 80 }),
    fc.constantFrom(
      '',
      'é',
      '🦉',
      '\ud800',
      'a\udc00b',
      'x'.repeat(64),
      'x'.repeat(65),
      'ü'.repeat(70),
      '2026-01-01',
      '12',
      'null',
    ),
  );
  const number = fc.oneof(
    fc.integer(),
    fc.double({ noNaN: true, noDefaultInfinity: true }),
    fc.maxSafeInteger(),
    fc.constantFrom(
      0,
      -0,
      -1,
      2 ** 53,
      -(2 ** 53),
      2 ** 63,
      2 ** 64,
      1e300,
      5e-324,
      4_294_967_296,
      -4_294_967_297,
    ),
  );
  const value = fc.oneof(
    text,
    number,
    fc.boolean(),
    fc.array(text, { minLength: 1, maxLength: 3 }),
    // From text, whether a list of whole numbers becomes one of floats depends on the rows before it.
    fc.array(fc.maxSafeInteger(), { minLength: 1, maxLength: 3 }),
    fc.array(fc.boolean(), { minLength: 1, maxLength: 3 }),
  );
  const name = fc.constantFrom(
    'a',
    'b',
    'c d',
    'é',
    'plan',
    '$os',
    'x`y',
    'q"',
    'back\\slash',
    '__proto__',
    'a1.b',
    'long'.repeat(50),
  );
  const bag = fc.dictionary(name, value, { maxKeys: 5 }) as fc.Arbitrary<Properties>;
  const key = fc.bigInt(0n, 2n ** 64n - 1n).map(String);
  const label = fc.string({ minLength: 1, maxLength: 8 });
  const event = fc.record({
    name: fc.oneof(fc.constantFrom('view', 'open'), label),
    time: fc.integer({ min: Date.UTC(2025, 11, 1), max: Date.UTC(2026, 1, 1) }),
    received: fc.integer({ min: 0, max: 4e12 }),
    user: key,
    userId: text,
    deviceId: text,
    insertId: text,
    insertKey: key,
    sessionId: fc.oneof(fc.constant(-1), fc.maxSafeInteger()),
    groups: fc.dictionary(label, fc.array(text, { minLength: 1, maxLength: 2 }), { maxKeys: 2 }),
    accounts: fc.array(key, { maxLength: 0 }),
    properties: bag,
    userProperties: bag,
    userUpdates: fc.dictionary(name, fc.option(value), { maxKeys: 2 }),
    accountUpdates: fc.constant({}),
    linkedKey: key,
    linkKind: fc.constantFrom('' as const, 'device' as const, 'alias' as const, 'last-user' as const),
    source: fc.constantFrom('api', 'import'),
  });

  it('are stored as the same events are from JSON text', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(event, { minLength: 1, maxLength: 200, size: 'max' }), async (fields) => {
        const events = fields.map((fields, seq): StoredEvent => ({ ...fields, project: '', seq: seq + 1 }));
        const [fromText, fromBlock] = await both(events);
        expect(fromBlock).toEqual(fromText);
      }),
      { numRuns: 6, endOnFailure: true },
    );
  });

  it('keep lists of numbers: whole ones, and floats when one of them is', async () => {
    const lists = [[1, -2], [0.5, 3, -0], [2 ** 53, 1], [1e300], [-(2 ** 53) + 1]];
    for (const list of lists) {
      const event = storedEvent({ project: '', name: 'view', time: 5, by: 'ann', properties: { list } });
      const [fromText, fromBlock] = await both([event]);
      expect(fromBlock).toEqual(fromText);
    }
  });

  it('keep the keys of accounts', async () => {
    const event = {
      ...storedEvent({ project: '', name: 'view', time: 5, by: 'ann' }),
      groups: { account: ['Acme', 'Beta'] },
      accounts: ['18446744073709551615', '10'],
      accountUpdates: { plan: 'team', seats: null, tags: ['a', 'b'] },
    };
    const [fromText, fromBlock] = await both([event]);
    expect(fromBlock).toEqual(fromText);
  });

  it('may have more names, and more properties, than the engine keeps apart', async () => {
    const events = Array.from({ length: 700 }, (_, seq) => ({
      ...storedEvent({ project: '', name: `name ${seq}`, time: seq, by: `user-${seq}` }),
      seq: seq + 1,
      properties: { common: seq, [`p${seq}`]: seq % 2 === 0 ? seq : `text ${seq}`, [`q.${seq}`]: [seq] },
    }));
    const [fromText, fromBlock] = await both(events);
    expect(fromBlock).toEqual(fromText);
  });

  it('are full when rows times properties have become many', () => {
    const columns = new EventColumns();
    let rows = 0;
    while (!columns.full) {
      const event = storedEvent({ project: '', name: 'view', time: rows, by: 'ann' });
      columns.add({ ...event, properties: { [`a${rows}`]: 1, [`b${rows}`]: 'x', [`c${rows}`]: true } });
      rows += 1;
    }
    expect(rows).toBe(1_673);
  });

  it('are nothing without an event', async () => {
    await temporary.store.insertBlock('events', blockOf([]));
  });
});
