import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type TemporaryStore, temporaryEventStore } from '../../../../../test/support/event-store.ts';
import { smallWorlds, WORLD_END, worldName } from '../../../../../test/support/small-world.ts';
import { storedEvent } from '../../../../../test/support/stored-event.ts';
import { histories, ownerOf, propertyAt } from '../../define/reference/histories.ts';
import { RECORD_NAMES, type StoredEvent } from '../../model/event.ts';
import { userKey } from '../../model/key.ts';
import type { Properties, PropertyValue } from '../../model/property-value.ts';
import { eventRows } from '../../store/clickhouse/event-row.ts';
import { loadIdentityOverlay } from '../../store/clickhouse/timeline.ts';
import { must } from '../../util/assert.ts';
import type { CatalogueScope } from './catalogue-scope.ts';
import { eventNames } from './event-names.ts';
import { propertyNames } from './property-names.ts';
import { propertyValues } from './property-values.ts';

const WORLDS = smallWorlds(12, 7, 2, 12);
const NOW = WORLD_END;

describe('the catalogue beside a plain reading of the same events', () => {
  let temporary: TemporaryStore;
  beforeAll(async () => {
    temporary = await temporaryEventStore();
    await temporary.store.insert('events', eventRows(WORLDS.flat()));
  });
  afterAll(() => temporary.dispose());

  const scopeOf = async (project: string): Promise<CatalogueScope> => ({
    store: temporary.store,
    project: { id: project },
    overlay: await loadIdentityOverlay(temporary.store, project),
    now: NOW,
  });

  it.each(WORLDS.map((events, i) => [worldName(i), events] as const))('%s', async (project, events) => {
    const scope = await scopeOf(project);
    const happened = events.filter(({ name }) => !RECORD_NAMES.includes(name));
    const names = await eventNames(scope, { search: undefined, limit: 100 });
    expect(byText(names.events)).toEqual(byText(namesReference(events)));
    expect(names).toMatchObject({ leftOut: 0, sampled: null });

    for (const event of [undefined, 'a']) {
      const carriers = happened.filter(({ name }) => event === undefined || name === event);
      for (const [of, bagOf] of [
        ['event', (each: StoredEvent) => each.properties],
        ['user', (each: StoredEvent) => each.userProperties],
      ] as const) {
        if (of === 'user' && event === undefined) continue;
        const bags = carriers.map((each) => ({ bag: bagOf(each), time: each.time }));
        const found = await propertyNames(scope, { of, event, limit: 100 });
        expect(
          byText(found.properties.map(({ types, ...rest }) => ({ ...rest, types: byText(types) }))),
        ).toEqual(byText(propertiesReference(bags, of)));
        for (const name of ['limit', 'n', 'plan', 'size']) {
          const values = await propertyValues(scope, { of, event, name, limit: 100 });
          expect(byText(values.values), `${of} ${name} of ${event}`).toEqual(
            byText(valuesReference(bags.map(({ bag }) => bag[name]))),
          );
          expect(values).toMatchObject({ distinct: values.values.length, leftOut: 0, sampled: null });
        }
      }
    }

    for (const unit of ['user', 'account'] as const) {
      const units = [...histories(events, unit).values()];
      const properties = ['plan', 'size', 'tier'];
      const now = (name: string) => units.map((each) => propertyAt(each, name, NOW));
      const found = await propertyNames(scope, { of: unit, limit: 100 });
      expect(byText(found.properties.map(({ name, count }) => ({ name, count })))).toEqual(
        byText(
          properties
            .map((name) => ({ name, count: now(name).filter((value) => value !== undefined).length }))
            .filter(({ count }) => count > 0),
        ),
      );
      for (const name of properties) {
        const values = await propertyValues(scope, { of: unit, name, limit: 100 });
        expect(byText(values.values), `${unit} ${name}`).toEqual(byText(valuesReference(now(name))));
      }
    }
  });

  it('finds values by a part of their text, and says how many it leaves out', async () => {
    const scope = await scopeOf(worldName(0));
    const found = await propertyValues(scope, { of: 'event', name: 'limit', search: 'EA', limit: 10 });
    expect(found.values.map(({ value }) => value)).toEqual(['seats']);
    const first = await propertyValues(scope, { of: 'event', name: 'limit', limit: 1 });
    expect(first.values).toHaveLength(1);
    expect(first.distinct).toBeGreaterThan(2);
    expect(first.leftOut).toBe(first.distinct - 1);
    expect(await propertyValues(scope, { of: 'event', name: 'never', limit: 5 })).toEqual({
      values: [],
      distinct: 0,
      leftOut: 0,
      sampled: null,
    });
  });

  it('searches names by a part, letters of either case, and quotes whatever is asked', async () => {
    const project = 'odd names';
    const name = 'Ünder `back` \\ "quotes" 🎉';
    await temporary.store.insert(
      'events',
      eventRows([
        storedEvent({
          project,
          name,
          time: 1_000,
          by: 'ann',
          properties: { [name]: 'x'.repeat(2_000), other: -0.5 },
        }),
        storedEvent({
          project,
          name: 'plain',
          time: 2_000,
          by: 'ann',
          properties: { [name]: '<b>', list: [true] },
        }),
      ]),
    );
    const scope = await scopeOf(project);
    const events = await eventNames(scope, { search: 'ünder `BACK', limit: 10 });
    expect(events.events).toEqual([{ name, count: 1, users: 1, firstSeen: 1_000, lastSeen: 1_000 }]);
    const properties = await propertyNames(scope, { of: 'event', search: '"QUOTES"', limit: 10 });
    expect(properties.properties).toEqual([
      { name, of: 'event', types: [{ type: 'string', count: 2 }], count: 2, lastSeen: 2_000 },
    ]);
    // No condition can name the long one.
    expect(await propertyValues(scope, { of: 'event', name, limit: 10 })).toMatchObject({
      values: [{ value: '<b>', count: 1 }],
      distinct: 2,
      leftOut: 1,
    });
    expect((await propertyValues(scope, { of: 'event', name: 'list', limit: 10 })).values).toEqual([
      { value: true, count: 1 },
    ]);
    expect(await eventNames(scope, { search: undefined, limit: 1 })).toMatchObject({ leftOut: 1 });
  });

  it('reads rare names whole and frequent ones by users taken at random, and says so', async () => {
    const project = 'large';
    const users = 8_000;
    const rows = Array.from({ length: users }, (_, i) =>
      storedEvent({
        project,
        name: 'often',
        time: 1_000 + i,
        by: `user ${i}`,
        properties: { plan: i % 4 === 0 ? 'team' : 'free' },
        userUpdates: { plan: i % 4 === 0 ? 'team' : 'free' },
      }),
    );
    rows.push(storedEvent({ project, name: 'rare', time: 500, by: 'user 1', properties: { seldom: 1 } }));
    await temporary.store.insert('events', eventRows(rows));
    const scope = await scopeOf(project);
    const budget = { events: 1_100, updates: 1_100 };
    const properties = await propertyNames(scope, { of: 'event', limit: 10 }, budget);
    expect(properties.sampled).toEqual({ read: 1_001, of: users + 1 });
    expect(properties.properties.find(({ name }) => name === 'seldom')).toMatchObject({ count: 1 });
    near(
      must(
        properties.properties.find(({ name }) => name === 'plan'),
        'plan',
      ).count,
      users,
    );
    for (const of of ['event', 'user'] as const) {
      const values = await propertyValues(scope, { of, name: 'plan', limit: 10 }, budget);
      expect(values.sampled).toMatchObject({ read: of === 'event' ? 1_001 : 1_000 });
      expect(values.values.map(({ value }) => value)).toEqual(['free', 'team']);
      near(must(values.values[0], 'free').count, (users * 3) / 4);
      near(must(values.values[1], 'team').count, users / 4);
    }
    const events = await eventNames(scope, { search: undefined, limit: 10 }, 1_100);
    expect(events).toMatchObject({
      sampled: { of: users + 1 },
      events: [{ name: 'often', count: users }, {}],
    });
    near(must(events.events[0], 'often').users, users);
  });

  it('estimates users by whom rows belong to, also where a user has many devices', async () => {
    const project = 'devices';
    const people = 2_000;
    const rows = Array.from({ length: people }, (_, person) =>
      [0, 1, 2].map((device) =>
        storedEvent({ project, name: 'seen', time: 1_000 + person, device: `device ${person}.${device}` }),
      ),
    ).flat();
    const links = rows.map((row, i) =>
      storedEvent({
        project,
        name: '$identify',
        time: 900_000,
        by: `person ${Math.floor(i / 3)}`,
        linkedKey: row.user,
        linkKind: 'device',
      }),
    );
    await temporary.store.insert('events', eventRows([...rows, ...links]));
    const scope = await scopeOf(project);
    const exact = await eventNames(scope, { search: undefined, limit: 10 });
    expect(exact.events).toMatchObject([{ name: 'seen', count: people * 3, users: people }]);
    const estimated = await eventNames(scope, { search: undefined, limit: 10 }, 800);
    near(must(estimated.events[0], 'seen').users, people);
    const sampledPeople = Array.from({ length: people }, (_, i) => BigInt(userKey(`person ${i}`))).filter(
      (key) => key < 1n << 61n,
    ).length;
    expect(must(estimated.events[0], 'seen').users).toBe(sampledPeople * 8);
  });
});

/** Within a fifth: of a thousand and more taken at random far more than chance does. */
function near(seen: number, expected: number): void {
  expect(Math.abs(seen - expected) / expected).toBeLessThan(0.2);
}

function namesReference(events: readonly StoredEvent[]) {
  const owner = ownerOf(events);
  const names = new Set(events.map(({ name }) => name).filter((name) => !RECORD_NAMES.includes(name)));
  return [...names].map((name) => {
    const of = events.filter((event) => event.name === name);
    const times = of.map(({ time }) => time);
    return {
      name,
      count: of.length,
      users: new Set(of.map(({ user }) => owner(user))).size,
      firstSeen: Math.min(...times),
      lastSeen: Math.max(...times),
    };
  });
}

function propertiesReference(
  bags: readonly { readonly bag: Properties; readonly time: number }[],
  of: string,
) {
  const names = new Set(bags.flatMap(({ bag }) => Object.keys(bag)));
  return [...names].map((name) => {
    const carriers = bags.filter(({ bag }) => bag[name] !== undefined);
    const types = new Map<string, number>();
    for (const { bag } of carriers) {
      const value = bag[name];
      const type = Array.isArray(value) ? 'list' : typeof value;
      types.set(type, (types.get(type) ?? 0) + 1);
    }
    return {
      name,
      of,
      types: byText([...types].map(([type, count]) => ({ type, count }))),
      count: carriers.length,
      lastSeen: Math.max(...carriers.map(({ time }) => time)),
    };
  });
}

function valuesReference(values: readonly (PropertyValue | undefined)[]) {
  const counts = new Map<string, number>();
  for (const value of values) {
    const elements = value === undefined ? [] : Array.isArray(value) ? value : [value];
    for (const element of new Set(elements.map((each) => JSON.stringify(each)))) {
      counts.set(element, (counts.get(element) ?? 0) + 1);
    }
  }
  return [...counts].map(([value, count]) => ({ value: JSON.parse(value) as unknown, count }));
}

/** In an order of their own, so that ties do not matter. */
function byText<Row>(rows: readonly Row[]): readonly Row[] {
  return rows.toSorted((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1));
}
