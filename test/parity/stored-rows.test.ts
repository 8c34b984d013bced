import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Feed } from '../../packages/engine/src/define/live/feeds.ts';
import { Feeds, OF_USER, valuesOf } from '../../packages/engine/src/define/live/feeds.ts';
import type { Slot } from '../../packages/engine/src/define/live/plan.ts';
import { ALL, type Reach } from '../../packages/engine/src/define/live/reach.ts';
import { readStoredRows } from '../../packages/engine/src/define/live/read-stored-rows.ts';
import {
  CHANGE_ROW,
  groupFeeds,
  KNOWN_ROW,
  type StoredRowsRequest,
  storedRowsSql,
} from '../../packages/engine/src/define/live/stored-rows-sql.ts';
import type { EventInput } from '../../packages/engine/src/define/live/tracker.ts';
import { histories, ownerOf } from '../../packages/engine/src/define/reference/histories.ts';
import type { PropertyFilter } from '../../packages/engine/src/define/selector/property-filter.ts';
import { NO_SESSION, type StoredEvent } from '../../packages/engine/src/model/event.ts';
import { loadIdentityOverlay, NO_OVERLAY } from '../../packages/engine/src/store/clickhouse/timeline.ts';
import { type TemporaryStore, temporaryEventStore } from '../support/event-store.ts';
import { history } from './generate-history.ts';
import { storeWorlds } from './readings.ts';
import { PROPERTY_NAMES } from './vocabulary.ts';
import { eventsOf, type World } from './world.ts';

const WORLDS = 12;
/** Of them, those also read in no order. */
const UNORDERED = 3;
const FOREVER = Date.UTC(2100, 0, 1);
const PROPERTIES = [...new Set(PROPERTY_NAMES)];

const filters: Readonly<Record<'value' | 'both', readonly PropertyFilter[]>> = {
  value: [{ scope: 'event', property: 'plan', op: 'is', values: ['free', 3] }],
  both: [
    { scope: 'user', property: 'plan', op: 'is-set' },
    { scope: 'event', property: 'org.size', op: 'greater', value: 2 },
  ],
};
const plan = { scope: 'event', property: 'plan' } as const;
const size = { scope: 'user', property: 'org.size' } as const;

/** Selections of names, filters, value and session, to be told apart. A record feeds nothing, though it is named. */
const INPUTS: readonly EventInput[] = [
  { selector: { names: [], filters: [] }, reach: ALL },
  { selector: { names: [], filters: [...filters.value] }, reach: ALL },
  { selector: { names: [], filters: [...filters.both] }, reach: ALL },
  { selector: { names: ['view'], filters: [] }, reach: ALL, value: plan, sessions: 'ids' },
  { selector: { names: ['view'], filters: [...filters.value] }, reach: ALL, value: plan, sessions: 'ids' },
  { selector: { names: ['limit', 'view'], filters: [...filters.both] }, reach: ALL, value: size },
  { selector: { names: ['$identify', 'export'], filters: [] }, reach: ALL, sessions: 'ids' },
  { selector: { names: ['limit'], filters: [] }, reach: ALL, value: plan, sessions: 'users' },
  { selector: { names: ['$identify'], filters: [] }, reach: ALL, value: size },
];

/** What is told of one feeding of one unit. */
type Told = readonly [
  unit: string,
  time: number,
  seq: number,
  feed: string,
  session: string,
  values: unknown,
];

describe('rows out of the store', () => {
  const feeds = new Feeds();
  feeds.add({} as Slot, { events: INPUTS, properties: PROPERTIES });
  const groups = groupFeeds(feeds.all);
  const worlds = fc.sample(history, { seed: 77, numRuns: WORLDS }).map((events): World => {
    const inSessions = events.map((event, i) => ({ ...event, sessionId: [NO_SESSION, 0, 7][i % 3] ?? 0 }));
    return { events: inSessions, cohorts: {}, definitions: [], instants: [] };
  });
  const projectOf = (index: number): string => `rows-${index}`;
  let temporary: TemporaryStore;
  beforeAll(async () => {
    temporary = await temporaryEventStore();
    await storeWorlds(temporary.store, worlds, projectOf);
  });
  afterAll(() => temporary.dispose());

  it('puts together what one look serves, and no more than a number has bits', () => {
    expect(groups.length).toBeLessThan(feeds.all.length);
    const many = Array.from({ length: 70 }, (_, i) => ({ ...feeds.all[0], key: `${i}` }) as Feed);
    expect(groupFeeds(many).map((group) => group.feeds.length)).toEqual([32, 32, 6]);
  });

  it.each(['user', 'account'] as const)(
    'feed a %s what its events would have fed',
    async (unit) => {
      for (const [i, world] of worlds.entries()) {
        const events = eventsOf(world, projectOf(i));
        const found = await told(projectOf(i), unit, true);
        expect(found.feedings, projectOf(i)).toEqual(expected(events, unit));
        const known = [...histories(events, unit).values()].map(({ id, knownSince }) => [id, knownSince]);
        expect(found.known).toEqual(known.sort());
        const changes = [...histories(events, unit).values()].flatMap(({ id, updates }) =>
          updates.map(({ property, time, seq, value }) => [id, property, time, seq, value ?? null]),
        );
        expect(found.changes).toEqual(changes.map((each) => JSON.stringify(each)).sort());
        expect(found.isOrdered).toBe(true);
        if (i >= UNORDERED) continue;
        expect({ ...(await told(projectOf(i), unit, false)), isOrdered: true }).toEqual(found);
      }
    },
    240_000,
  );

  async function told(
    project: string,
    unit: 'user' | 'account',
    ordered: boolean,
    up: Partial<StoredRowsRequest> = {},
  ) {
    const overlay = await loadIdentityOverlay(temporary.store, project);
    const feedings: Told[] = [];
    const known: (readonly [string, number])[] = [];
    const changes: string[] = [];
    let isOrdered = true;
    let before: readonly [bigint, number, number] = [-1n, 0, 0];
    const request = {
      project,
      unit,
      overlay,
      groups,
      properties: PROPERTIES,
      until: FOREVER,
      ordered,
      ...up,
    };
    await readStoredRows(temporary.store, request, (row) => {
      const [key, time, seq] = before;
      const at = [BigInt(row.unit), row.time, row.seq] as const;
      isOrdered &&= at[0] > key || (at[0] === key && (at[1] > time || (at[1] === time && at[2] >= seq)));
      before = at;
      if (row.group === KNOWN_ROW) known.push([row.unit, row.time]);
      else if (row.group === CHANGE_ROW) {
        const value: unknown = JSON.parse(String(row.values[0]));
        changes.push(JSON.stringify([row.unit, PROPERTIES[row.bits], row.time, row.seq, value]));
      } else {
        for (const [bit, { key: feed }] of (groups[row.group]?.feeds ?? []).entries()) {
          if ((row.bits & (1 << bit)) === 0) continue;
          feedings.push([row.unit, row.time, row.seq, feed, row.session, [...row.values]]);
        }
      }
    });
    return { feedings: inOrder(feedings), known: known.sort(), changes: changes.sort(), isOrdered };
  }

  /** The same out of the events themselves, as they are fed when they come. */
  function expected(
    events: readonly StoredEvent[],
    unit: 'user' | 'account',
    owner = ownerOf(events),
  ): readonly string[] {
    const feedings: Told[] = [];
    for (const event of events) {
      const units = unit === 'account' ? event.accounts : event.user === '0' ? [] : [owner(event.user)];
      feeds.forEachTaking(event, ({ key, value, sessions }) => {
        const isTold = sessions === 'users' || (sessions === 'ids' && event.sessionId !== NO_SESSION);
        const own = sessions === 'users' ? OF_USER : `${event.sessionId}`;
        const session = unit === 'user' ? own : `${owner(event.user)}/${own}`;
        for (const each of units) {
          feedings.push([
            each,
            event.time,
            event.seq,
            key,
            isTold ? session : '',
            [...valuesOf(event, value)],
          ]);
        }
      });
    }
    return inOrder(feedings);
  }

  it('leave out what came later, by its time and by its arrival', async () => {
    for (const [i, world] of worlds.entries()) {
      const events = eventsOf(world, projectOf(i));
      const until = events[Math.floor(events.length / 2)]?.time ?? 0;
      const upToSeq = Math.ceil((events.length * 2) / 3);
      const found = await told(projectOf(i), 'user', true, { until, upToSeq });
      const then = events.filter(({ time, seq }) => time <= until && seq <= upToSeq);
      expect(found.feedings, projectOf(i)).toEqual(expected(then, 'user', ownerOf(events)));
    }
  }, 120_000);

  it('leave out what cannot matter from an instant on', () => {
    const last = { kind: 'last', ms: 1_000 } as const;
    const span = { kind: 'span', from: 9_000, to: 12_000 } as const;
    const timesOf = (reaches: readonly Reach[]): readonly unknown[] => {
      const selector = { names: ['view'], filters: [] };
      const near = new Feeds();
      near.add({} as Slot, {
        events: reaches.map((reach) => ({ selector, reach })),
        properties: [],
      });
      const request = {
        project: 'any',
        unit: 'user',
        overlay: NO_OVERLAY,
        properties: [],
        ordered: false,
      } as const;
      const [first] = storedRowsSql({
        ...request,
        groups: groupFeeds(near.all),
        until: 20_000,
        asOf: 10_000,
      });
      return (first?.parts ?? []).flatMap((part) =>
        typeof part !== 'string' && part.type === 'Int64' ? [part.value] : [],
      );
    };
    expect(timesOf([last])).toEqual([9_000, 20_000]);
    expect(timesOf([span])).toEqual([8_999, 11_999]);
    expect(timesOf([last, span])).toEqual([8_999, 20_000]);
    expect(timesOf([last, ALL])).toEqual([20_000]);
  });
});

function inOrder(feedings: readonly Told[]): readonly string[] {
  return feedings.map((each) => JSON.stringify(each)).sort();
}
