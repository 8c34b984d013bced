import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type TemporaryStore, temporaryEventStore } from '../../../../../test/support/event-store.ts';
import { storedEvent } from '../../../../../test/support/stored-event.ts';
import { histories } from '../../define/reference/histories.ts';
import { selectorSql } from '../../define/selector/event-selector.ts';
import { deviceKey, userKey } from '../../model/key.ts';
import { sql } from '../sql/fragment.ts';
import { eventRows } from './event-row.ts';
import { loadIdentityOverlay, timeline } from './timeline.ts';

describe('timeline', () => {
  let temporary: TemporaryStore;
  beforeAll(async () => {
    temporary = await temporaryEventStore();
  });
  afterAll(() => temporary.dispose());

  it('gives what a device did to its user, follows aliases, and undoes them', async () => {
    const project = 'links';
    const view = { project, name: 'view' };
    const events = [
      storedEvent({ ...view, time: 1_000, device: 'phone' }),
      storedEvent({
        ...view,
        time: 2_000,
        by: 'ann',
        device: 'phone',
        linkedKey: deviceKey('phone'),
        linkKind: 'device',
      }),
      storedEvent({
        project,
        name: '$alias',
        time: 3_000,
        by: 'ann@work',
        linkedKey: userKey('ann'),
        linkKind: 'alias',
      }),
      storedEvent({ ...view, time: 4_000, by: 'ann@work' }),
      storedEvent({ ...view, time: 5_000, by: 'bob' }),
    ];
    const undo = storedEvent({
      project,
      name: '$unalias',
      time: 6_000,
      by: 'ann',
      linkedKey: userKey('ann'),
      linkKind: 'alias',
    });
    await temporary.store.insert('events', eventRows(events));
    expect(await counts(project)).toEqual(referenceCounts(events));
    expect(await counts(project)).toEqual({ [userKey('ann@work')]: 3, [userKey('bob')]: 1 });

    await temporary.store.insert('events', eventRows([undo]));
    expect(await counts(project)).toEqual(referenceCounts([...events, undo]));
    expect(await counts(project)).toEqual({
      [userKey('ann')]: 2,
      [userKey('ann@work')]: 1,
      [userKey('bob')]: 1,
    });
  });

  it('resolves any links as the reference does: chains, devices of aliased users, undone aliases', async () => {
    const worlds = fc.sample(fc.array(row, { minLength: 1, maxLength: 30 }), {
      seed: 20_260_401,
      numRuns: 60,
    });
    const events = worlds.map((rows, i) => rows.map((fields) => worldEvent(`world-${i}`, fields)));
    await temporary.store.insert('events', eventRows(events.flat()));
    for (const [i, world] of events.entries()) {
      expect(await counts(`world-${i}`), `world-${i}`).toEqual(referenceCounts(world));
    }
  });

  async function counts(project: string): Promise<Record<string, number>> {
    const overlay = await loadIdentityOverlay(temporary.store, project);
    const rows = timeline({ project, overlay, unit: 'user', where: selectorSql({ names: [], filters: [] }) });
    const found = await temporary.store.query<{ unit: string; n: number }>(
      sql`SELECT unit, toUInt32(count()) AS n FROM (${rows}) GROUP BY unit`,
    );
    return Object.fromEntries(found.map((row) => [row.unit, row.n]));
  }

  function referenceCounts(events: Parameters<typeof histories>[0]): Record<string, number> {
    const found = [...histories(events, 'user').values()].map((h) => [h.id, h.events.length] as const);
    return Object.fromEntries(found.filter(([, n]) => n > 0));
  }
});

const USERS = ['ann', 'bob', 'cat', 'dan'];

/** An alias leads to a later name only, so that no ring is made: ingest refuses those. */
const row = fc.record({
  kind: fc.constantFrom('event', 'event', 'anonymous', 'link', 'alias', 'unalias'),
  user: fc.nat(3),
  other: fc.nat(3),
  device: fc.constantFrom('phone', 'tablet'),
  time: fc.nat(5),
});

type Row = typeof row extends fc.Arbitrary<infer R> ? R : never;

function worldEvent(project: string, { kind, user, other, device, time }: Row) {
  const by = USERS[Math.max(user, other)] ?? '';
  const aliased = USERS[Math.min(user, other)] ?? '';
  const at = { project, name: 'view', time };
  switch (kind) {
    case 'anonymous':
      return storedEvent({ ...at, device });
    case 'link':
      return storedEvent({ ...at, by, device, linkedKey: deviceKey(device), linkKind: 'device' });
    case 'alias':
      return storedEvent({ ...at, name: '$alias', by, linkedKey: userKey(aliased), linkKind: 'alias' });
    case 'unalias':
      return storedEvent({ ...at, name: '$unalias', by, linkedKey: userKey(by), linkKind: 'alias' });
    default:
      return storedEvent({ ...at, by, device });
  }
}
