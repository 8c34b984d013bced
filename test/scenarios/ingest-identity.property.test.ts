import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createIngestPipeline } from '../../packages/engine/src/ingest/pipeline/create-ingest-pipeline.ts';
import { ALIAS, IDENTIFY, type IncomingEvent, UNALIAS } from '../../packages/engine/src/model/event.ts';
import type { PropertyUpdate } from '../../packages/engine/src/model/property-update.ts';
import { DAY_MS, MINUTE_MS } from '../../packages/engine/src/model/time.ts';
import { type TemporaryStore, temporaryEventStore } from '../support/event-store.ts';
import { incomingEvent } from '../support/incoming-event.ts';
import { linkedRows } from '../support/linked-rows.ts';
import { PlainIngest } from './plain-ingest.ts';

const START = Date.UTC(2090, 0, 1);
const SEED = 20_260_801;
const RUNS = 30;

/** So little room that every block forgets and reads back. */
const TIGHT = {
  maxChunkRows: 3,
  maxBlockRows: 5,
  maxCachedSubjects: 1,
  maxCachedUpdates: 2,
  maxFilterKeys: 8_000_000,
};

const user = fc.constantFrom('ann', 'bob', 'cy', 'dee');
const device = fc.constantFrom('phone', 'tablet', 'laptop');
const property = fc.constantFrom('plan', 'seats');
const update: fc.Arbitrary<PropertyUpdate> = fc.oneof(
  fc.record({
    op: fc.constantFrom('set', 'set-once', 'append'),
    property,
    value: fc.constantFrom('free', 'pro'),
  }),
  fc.record({ op: fc.constant('add'), property: fc.constant('count'), value: fc.constantFrom(1, 2) }),
  fc.record({ op: fc.constant('unset'), property }),
);
/** Mostly forward in time, sometimes hours late. */
const times = fc.integer({ min: 0, max: 40 }).map((n) => START + n * 7 * MINUTE_MS);
const insertId = fc.option(fc.constantFrom('i1', 'i2', 'i3', 'i4', 'i5'), { nil: undefined, freq: 2 });
const groups = fc.option(fc.record({ account: fc.constantFrom(['acme'], ['initech', 'acme']) }), {
  nil: {},
  freq: 4,
});
const joins = fc.option(
  fc.oneof(
    fc.record({ account: fc.constantFrom(['acme'], ['hooli']) }),
    fc.record({ team: fc.constantFrom(['red'], ['blue', 'red']) }),
  ),
  { nil: {}, freq: 4 },
);
const who = fc.oneof(
  fc.record({ userId: user, deviceId: device }),
  fc.record({ userId: fc.constant(undefined), deviceId: device }),
  fc.record({ userId: user, deviceId: fc.constant(undefined) }),
);
const view = fc
  .record({ who, time: times, insertId, groups })
  .map(({ who: ids, ...rest }) => incomingEvent({ name: 'view', ...ids, ...rest }));
const identify = fc
  .record({
    who,
    time: times,
    insertId,
    joins,
    userUpdates: fc.array(update, { minLength: 1, maxLength: 3 }),
  })
  .map(({ who: ids, ...rest }) => incomingEvent({ name: IDENTIFY, ...ids, ...rest }));
const alias = fc
  .record({ name: fc.constantFrom(ALIAS, ALIAS, UNALIAS), time: times, userId: user, aliasOf: user })
  .map((fields) => incomingEvent(fields));
const event: fc.Arbitrary<IncomingEvent> = fc.oneof(
  { arbitrary: view, weight: 5 },
  { arbitrary: identify, weight: 4 },
  { arbitrary: alias, weight: 1 },
);
/** Requests that are sent at once, how long after those before, and whether the process starts anew first. */
const step = fc.record({
  requests: fc.array(fc.array(event, { minLength: 1, maxLength: 8 }), { minLength: 1, maxLength: 4 }),
  later: fc.constantFrom(1, 1, 1, DAY_MS, 4 * DAY_MS),
  restart: fc.constantFrom(false, false, false, true),
});

describe('ingest against the plain reading', () => {
  let temporary: TemporaryStore;
  beforeAll(async () => {
    temporary = await temporaryEventStore();
  });
  afterAll(() => temporary.dispose());

  it(`stores the same rows over ${RUNS} random streams`, async () => {
    let run = 0;
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 5 }), fc.boolean(), async (steps, tight) => {
        run += 1;
        const project = { id: `run-${run}`, name: '', timeZone: 'UTC', accountGroup: 'account' };
        const open = () =>
          createIngestPipeline({
            store: temporary.store,
            clock: () => received,
            limits: tight ? TIGHT : undefined,
          });
        let received = START;
        let pipeline = await open();
        const plain = new PlainIngest();
        for (const { requests, later, restart } of steps) {
          received += later;
          if (restart) {
            await pipeline.close();
            pipeline = await open();
          }
          const expected = requests.map((events) => events.map((one) => plain.accept(one, received)));
          const at = received;
          const fates = await Promise.all(
            requests.map((events) => pipeline.sink.accept(project, events, at)),
          );
          expect(fates).toEqual(expected);
        }
        await pipeline.close();
        const rows = await linkedRows(temporary.store, project.id);
        const told = rows.map((row) => ({
          name: row.name,
          time: row.at,
          user: row.user,
          user_id: row.user_id,
          linked_key: row.linked_key,
          link_kind: row.link_kind,
          groups: row.groups,
          accounts: row.accounts,
          user_updates: row.user_updates,
          user_properties: flat(row.user_properties),
        }));
        const wanted = plain.rows.map(({ event: { name, time }, received: _, ...row }) => ({
          name,
          time,
          ...row,
        }));
        expect(told).toEqual(wanted);
      }),
      { seed: SEED, numRuns: RUNS, endOnFailure: true },
    );
  }, 240_000);
});

/** The store gives dotted names back as nested objects. */
function flat(value: unknown, path = ''): Record<string, unknown> {
  if (value === null || typeof value !== 'object' || Array.isArray(value)) return { [path]: value };
  return Object.assign(
    {},
    ...Object.entries(value).map(([name, inner]) => flat(inner, path === '' ? name : `${path}.${name}`)),
  );
}
