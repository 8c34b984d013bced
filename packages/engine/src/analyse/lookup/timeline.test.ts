import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type TemporaryStore, temporaryEventStore } from '../../../../../test/support/event-store.ts';
import { smallWorlds, WORLD_END, WORLD_START, worldName } from '../../../../../test/support/small-world.ts';
import { storedEvent } from '../../../../../test/support/stored-event.ts';
import type { Transition } from '../../define/membership/transition.ts';
import { recordTransitions } from '../../define/membership/transition-log.ts';
import { histories, ownerOf } from '../../define/reference/histories.ts';
import { RECORD_NAMES, type StoredEvent } from '../../model/event.ts';
import { userKey } from '../../model/key.ts';
import { MINUTE_MS } from '../../model/time.ts';
import { eventRows } from '../../store/clickhouse/event-row.ts';
import { loadIdentityOverlay } from '../../store/clickhouse/timeline.ts';
import type { AnalysisContext } from '../define-analysis.ts';
import { lookup } from './analysis.ts';
import type { TimelineAnswer } from './result.ts';
import { type TimelineSpec, timelineSpec } from './spec.ts';
import { byPlace, ENTRY_KINDS, type Place } from './timeline-cursor.ts';
import type { TimelineRecords, Touch, TouchesRequest } from './timeline-records.ts';
import { timelineReference } from './timeline-reference.ts';

const SEED = 20260411;
const WORLDS = 12;

interface Outside {
  readonly transitions: readonly Transition[];
  readonly touches: readonly (Touch & { readonly project: string; readonly key: string })[];
}

const grid = fc.integer({ min: 0, max: 60 }).map((n) => WORLD_START + n * 10 * MINUTE_MS);

const asked = fc.record({
  show: fc.option(fc.subarray([...ENTRY_KINDS], { minLength: 1 }), { nil: undefined, freq: 2 }),
  event: fc.constantFrom(undefined, undefined, { names: ['a'], filters: [] }, { names: [], filters: [] }),
  properties: fc.constantFrom(undefined, undefined, ['plan'], ['size', 'tier']),
  range: fc.constantFrom(undefined, undefined, [0.2, 0.7] as const, [0, 0.5] as const),
  limit: fc.integer({ min: 1, max: 9 }),
});

describe('a timeline', () => {
  let temporary: TemporaryStore;
  const worlds = smallWorlds(WORLDS, SEED);
  const outside = worlds.map((world, i) => outsideOf(worldName(i), world, i));
  beforeAll(async () => {
    temporary = await temporaryEventStore();
    await temporary.store.insert('events', eventRows(worlds.flat()));
    for (const [i, { transitions }] of outside.entries())
      await recordTransitions(temporary.store, worldName(i), transitions, {
        ...{ open: [], upToSeq: 1, upTo: WORLD_END, ordinal: 1_000_000 + i, recorded: WORLD_END },
      });
  });
  afterAll(() => temporary.dispose());

  const context = async (project: string, touches: Outside['touches'] = []): Promise<AnalysisContext> => ({
    store: temporary.store,
    project: { id: project, name: project, timeZone: 'UTC', accountGroup: 'account' },
    overlay: await loadIdentityOverlay(temporary.store, project),
    cohorts: { definition: () => undefined },
    now: WORLD_END,
    timeline: recordsOf(touches),
  });
  const page = async (spec: TimelineSpec, within: AnalysisContext): Promise<TimelineAnswer> =>
    (await lookup.run(spec, within)) as TimelineAnswer;

  it(`is the plain reading, in pages that leave nothing out and nothing twice (seed ${SEED})`, async () => {
    const seen = new Set<string>();
    let pages = 0;
    for (const [i, world] of worlds.entries()) {
      const project = worldName(i);
      const { transitions, touches } = outside[i] ?? { transitions: [], touches: [] };
      const within = await context(project, touches);
      const owner = ownerOf(world);
      for (const unit of ['user', 'account'] as const) {
        const [one, other] = fc.sample(asked, { seed: SEED + i, numRuns: 2 });
        for (const [at, [key, history]] of [...histories(world, unit)].entries()) {
          const { range, ...rest } = (at % 2 === 0 ? one : other) ?? { limit: 5, range: undefined };
          const at600 = (part: number) => WORLD_START + part * 600 * MINUTE_MS;
          const spec = timelineSpec.parse({
            ...{ kind: 'lookup', of: 'timeline', unit, id: idOf(world, key, unit), ...rest },
            ...(range ? { from: at600(range[0]), to: at600(range[1]) } : {}),
          });
          const own = (stored: string) => (unit === 'user' ? owner(stored) === key : stored === key);
          const expected = timelineReference(spec, history, {
            records: world.filter(
              (event) =>
                RECORD_NAMES.includes(event.name) &&
                (unit === 'user' ? event.user !== '0' && own(event.user) : event.accounts.some(own)),
            ),
            transitions: transitions
              .filter((each) => each.unit === unit && own(each.subject))
              .map((each) => ({ time: each.at, ordinal: each.ordinal })),
            touches: touches.filter((touch) => own(touch.key)),
          });
          const found: Place[] = [];
          let next: string | null | undefined;
          do {
            const answer = await page({ ...spec, before: next ?? undefined }, within);
            expect(answer.entries.length).toBeLessThanOrEqual(spec.limit);
            found.push(...answer.entries.map(({ kind, time, id }) => ({ kind, time, id })));
            next = answer.next;
            pages += 1;
          } while (next !== null && found.length < 1_000);
          expect(found, JSON.stringify({ project, spec })).toEqual(expected);
          for (const { kind } of found) seen.add(kind);
        }
      }
    }
    expect([...seen].sort()).toEqual([...ENTRY_KINDS].sort());
    expect(pages).toBeGreaterThan(100);
  });

  it('says what each entry is', async () => {
    const project = 'said';
    const at = (time: number, fields: object) =>
      storedEvent({ project, name: 'view', by: 'ann', time, ...fields });
    await temporary.store.insert(
      'events',
      eventRows([
        at(1_000, { userUpdates: { plan: 'free' } }),
        at(2_000, { userUpdates: { plan: 'free' }, properties: { page: 'home' } }),
        at(3_000, { name: '$identify', userUpdates: { plan: 'pro', seats: 3 } }),
      ]),
    );
    await recordTransitions(
      temporary.store,
      project,
      [transition({ subject: userKey('ann'), at: 3_000, ordinal: 5_000_001, cohort: 'c1', isLate: true })],
      undefined,
    );
    const touch = { time: 3_000, id: '7', what: 'export', name: 'webhook of paid', detail: 'entered' };
    const within = await context(project, [{ ...touch, project, key: userKey('ann') }]);
    const spec = timelineSpec.parse({ kind: 'lookup', of: 'timeline', id: 'ann' });
    const { entries, next, id } = await page(spec, within);
    expect([id, next]).toEqual(['ann', null]);
    expect(entries.map(({ time, kind }) => [time, kind])).toEqual([
      [3_000, 'touch'],
      [3_000, 'cohort'],
      [3_000, 'property'],
      [3_000, 'event'],
      [2_000, 'event'],
      [1_000, 'property'],
      [1_000, 'event'],
      [1_000, 'session'],
    ]);
    expect(entries[0]).toMatchObject({ touch: { name: 'webhook of paid' } });
    expect(entries[1]).toMatchObject({ cohort: 'paid', direction: 'entered', isLate: true });
    expect(entries[2]).toMatchObject({
      changes: [
        { property: 'plan', value: 'pro', was: 'free' },
        { property: 'seats', value: 3 },
      ],
    });
    expect(entries[3]).toMatchObject({ event: { name: '$identify', isRecord: true } });
    expect(entries[7]).toMatchObject({ session: { events: 2, lengthMs: 1_000 } });
  });

  it('refuses what is no cursor, a reversed range, and who was never seen', async () => {
    const spec = { kind: 'lookup', of: 'timeline', id: 'zoe' };
    expect(timelineSpec.safeParse({ ...spec, before: '5.nothing.7' }).success).toBe(false);
    const within = await context('nobody');
    await expect(page(timelineSpec.parse({ ...spec, from: 5, to: 5 }), within)).rejects.toThrow(
      'must be before',
    );
    await expect(page(timelineSpec.parse(spec), within)).rejects.toMatchObject({ status: 404 });
  });
});

/** Entries, exits and touches of the units of a world, many at the instants of its events. */
function outsideOf(project: string, world: readonly StoredEvent[], i: number): Outside {
  const keys = [...new Set(world.flatMap((event) => [event.user, ...event.accounts]))].filter(
    (key) => key !== '0',
  );
  const accounts = new Set(world.flatMap((event) => event.accounts));
  const drawn = fc.sample(fc.tuple(fc.nat(1_000), grid, fc.boolean()), { seed: SEED + i, numRuns: 40 });
  const rows = drawn.flatMap(([which, time, isTouch], place) => {
    const key = keys[which % Math.max(1, keys.length)];
    return key === undefined ? [] : [{ key, time, isTouch, place }];
  });
  return {
    transitions: rows
      .filter(({ isTouch }) => !isTouch)
      .map(({ key, time, place }) =>
        transition({
          subject: key,
          at: time,
          ordinal: 1 + i * 1_000 + place,
          cohort: `c${place % 2}`,
          unit: accounts.has(key) ? 'account' : 'user',
        }),
      ),
    touches: rows
      .filter(({ isTouch }) => isTouch)
      .map(({ key, time, place }) => ({
        ...{ project, key, time, id: String(place), what: 'export', name: 'csv of c', detail: 'entered' },
      })),
  };
}

function transition(
  fields: Partial<Transition> & Pick<Transition, 'subject' | 'at' | 'ordinal'>,
): Transition {
  return {
    cohort: 'c1',
    version: 1,
    unit: 'user',
    direction: 'entered',
    recorded: fields.at + 1,
    cause: 'event',
    isLate: false,
    values: [],
    ...fields,
  };
}

function recordsOf(all: Outside['touches']): TimelineRecords {
  return {
    cohortNames: async () => new Map([['c1', 'paid']]),
    touches: async ({ keys, bound, limit }: TouchesRequest) =>
      all
        .filter(({ key }) => keys.includes(key))
        .filter(({ time, id }) => {
          if (time !== bound.time) return time < bound.time;
          if (typeof bound.atTime === 'string') return bound.atTime === 'all';
          return BigInt(id) < BigInt(bound.atTime.below);
        })
        .sort((a, b) => byPlace({ kind: 'touch', ...a }, { kind: 'touch', ...b }))
        .slice(0, limit)
        .map(({ time, id, what, name, detail }) => ({ time, id, what, name, detail })),
  };
}

function idOf(world: readonly StoredEvent[], key: string, unit: 'user' | 'account'): string {
  for (const event of world) {
    const place = event.accounts.indexOf(key);
    if (unit === 'account' && place >= 0) return event.groups.account?.[place] ?? '';
    if (unit === 'user' && event.user === key) return event.userId || `device:${event.deviceId}`;
  }
  throw new Error(`no event of ${key}`);
}
