import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type TemporaryStore, temporaryEventStore } from '../../../../../test/support/event-store.ts';
import { incomingEvent, testProject } from '../../../../../test/support/incoming-event.ts';
import { linkedRows } from '../../../../../test/support/linked-rows.ts';
import { ALIAS, GROUP_IDENTIFY, IDENTIFY, type IncomingEvent, UNALIAS } from '../../model/event.ts';
import { accountKey, deviceKey, userKey } from '../../model/key.ts';
import { DAY_MS, HOUR_MS, MINUTE_MS } from '../../model/time.ts';
import { listRejected } from '../rejected-events.ts';
import { createIngestPipeline, type IngestPipeline } from './create-ingest-pipeline.ts';

const NOW = Date.UTC(2090, 0, 1);

describe('the ingest pipeline', () => {
  let temporary: TemporaryStore;
  let pipeline: IngestPipeline;
  beforeAll(async () => {
    temporary = await temporaryEventStore();
    pipeline = await open();
  });
  afterAll(async () => {
    await pipeline.close();
    await temporary.dispose();
  });

  function open(): Promise<IngestPipeline> {
    return createIngestPipeline({ store: temporary.store, clock: () => NOW });
  }

  /** Sends each batch in turn, and again in one batch to a project of its own, which must come to the same. */
  async function rowsOf(project: string, ...batches: readonly (readonly IncomingEvent[])[]) {
    for (const batch of batches) await pipeline.sink.accept(testProject(project), batch, NOW);
    await pipeline.sink.accept(testProject(`${project}-at-once`), batches.flat(), NOW);
    const rows = await linkedRows(temporary.store, project);
    const atOnce = await linkedRows(temporary.store, `${project}-at-once`);
    const withoutArrival = atOnce.map(({ arrival: _, ...row }) => row);
    expect(withoutArrival).toEqual(rows.map(({ arrival: _, ...row }) => row));
    return rows;
  }

  const view = (fields: Partial<IncomingEvent> & { time: number }) =>
    incomingEvent({ name: 'view', ...fields });

  it('gives a device to its first user, and its later anonymous events to the last', async () => {
    const rows = await rowsOf(
      'devices',
      [view({ time: 1, deviceId: 'phone' })],
      [view({ time: 2, deviceId: 'phone', userId: 'ann' }), view({ time: 3, deviceId: 'phone' })],
      [view({ time: 4, deviceId: 'phone', userId: 'bob' })],
      [view({ time: 5, deviceId: 'phone' }), view({ time: 6, deviceId: 'phone', userId: 'ann' })],
      [view({ time: 7, deviceId: 'phone', userId: 'ann' }), view({ time: 8, deviceId: 'phone' })],
    );
    const phone = deviceKey('phone');
    expect(rows.map((row) => [row.user, row.user_id, row.linked_key, row.link_kind])).toEqual([
      [phone, '', '0', ''],
      [userKey('ann'), 'ann', phone, 'device'],
      [userKey('ann'), '', '0', ''],
      [userKey('bob'), 'bob', phone, 'last-user'],
      [userKey('bob'), '', '0', ''],
      [userKey('ann'), 'ann', phone, 'last-user'],
      [userKey('ann'), 'ann', '0', ''],
      [userKey('ann'), '', '0', ''],
    ]);
  });

  it('remembers identity over a restart', async () => {
    const project = testProject('restart');
    await pipeline.sink.accept(
      project,
      [
        view({ time: 1, deviceId: 'phone', userUpdates: [{ op: 'set', property: 'utm', value: 'ad' }] }),
        view({ time: 2, deviceId: 'phone', userId: 'ann' }),
        incomingEvent({ name: ALIAS, time: 3, userId: 'ann@work', aliasOf: 'ann' }),
      ],
      NOW,
    );
    await pipeline.close();
    pipeline = await open();
    await pipeline.sink.accept(
      project,
      [view({ time: 4, deviceId: 'phone' }), view({ time: 5, userId: 'ann@work' })],
      NOW,
    );
    const rows = await linkedRows(temporary.store, 'restart');
    expect(rows.slice(3).map((row) => [row.user, row.user_properties])).toEqual([
      [userKey('ann'), { utm: 'ad' }],
      [userKey('ann@work'), { utm: 'ad' }],
    ]);
    expect(new Set(rows.map((row) => row.arrival)).size).toBe(5);
  });

  it('carries properties as of the time of the event, whenever it arrives', async () => {
    const set = (time: number, property: string, value: string | number) =>
      incomingEvent({ name: IDENTIFY, time, userId: 'ann', userUpdates: [{ op: 'set', property, value }] });
    const rows = await rowsOf(
      'as-of',
      [set(DAY_MS, 'plan', 'free'), view({ time: DAY_MS + 1, userId: 'ann' })],
      [set(5 * DAY_MS, 'plan', 'pro'), view({ time: 5 * DAY_MS, userId: 'ann' })],
      [view({ time: 3 * DAY_MS, userId: 'ann' }), view({ time: 1, userId: 'ann' })],
      [set(2 * DAY_MS, 'plan', 'trial'), view({ time: 3 * DAY_MS, userId: 'ann' })],
      [view({ time: 6 * DAY_MS, userId: 'ann' })],
    );
    expect(rows.map((row) => row.user_properties)).toEqual([
      { plan: 'free' },
      { plan: 'free' },
      { plan: 'pro' },
      { plan: 'pro' },
      { plan: 'free' },
      {},
      { plan: 'trial' },
      { plan: 'trial' },
      { plan: 'pro' },
    ]);
  });

  it('stores absolute values, and repeats one only when an hour has passed', async () => {
    const update = (time: number, ...userUpdates: IncomingEvent['userUpdates']) =>
      view({ time, userId: 'ann', userUpdates });
    const rows = await rowsOf('updates', [
      update(0, { op: 'set-once', property: 'first', value: 'a' }, { op: 'add', property: 'n', value: 2 }),
      update(1, { op: 'set-once', property: 'first', value: 'b' }, { op: 'add', property: 'n', value: 3 }),
      update(2, { op: 'append', property: 'list', value: 'x' }, { op: 'unset', property: 'n' }),
      update(3, { op: 'set', property: 'list', value: ['x'] }),
      update(2 * HOUR_MS, { op: 'set', property: 'list', value: ['x'] }),
      update(3 * HOUR_MS, { op: 'clear' }, { op: 'set', property: 'after', value: true }),
    ]);
    expect(rows.map((row) => row.user_updates)).toEqual([
      { first: '"a"', n: '2' },
      { n: '5' },
      { list: '["x"]', n: 'null' },
      {},
      { list: '["x"]' },
      { first: 'null', list: 'null', after: 'true' },
    ]);
    expect(rows.at(-1)?.user_properties).toEqual({ after: true });
  });

  it('counts an event once for an account that it names twice', async () => {
    const [row] = await rowsOf('twice', [
      view({ time: 1, userId: 'ann', groups: { company: ['acme', 'initech', 'acme'] } }),
    ]);
    expect(row?.groups).toEqual({ account: ['acme', 'initech'] });
    expect(row?.accounts).toEqual([accountKey('acme'), accountKey('initech')]);
  });

  it('attaches the groups that a user joined to later events, and takes the account group for accounts', async () => {
    const rows = await rowsOf('groups', [
      incomingEvent({
        name: IDENTIFY,
        time: 10,
        userId: 'ann',
        joins: { company: ['acme'], team: ['red', 'blue'] },
      }),
      view({ time: 11, userId: 'ann' }),
      view({ time: 12, userId: 'ann', groups: { company: ['initech'] } }),
      view({ time: 9, userId: 'ann' }),
      incomingEvent({
        name: GROUP_IDENTIFY,
        time: 13,
        groups: { company: ['acme'] },
        accountUpdates: [{ op: 'add', property: 'seats', value: 4 }],
      }),
      incomingEvent({
        name: GROUP_IDENTIFY,
        time: 14,
        userId: 'ann',
        joins: { company: ['acme'] },
        accountUpdates: [{ op: 'add', property: 'seats', value: 1 }],
      }),
    ]);
    expect(rows.map((row) => [row.groups, row.accounts, row.account_updates])).toEqual([
      [{ account: ['acme'], team: ['red', 'blue'] }, [accountKey('acme')], {}],
      [{ account: ['acme'], team: ['red', 'blue'] }, [accountKey('acme')], {}],
      [{ account: ['initech'], team: ['red', 'blue'] }, [accountKey('initech')], {}],
      [{}, [], {}],
      [{ account: ['acme'] }, [accountKey('acme')], { seats: '4' }],
      [{ account: ['acme'], team: ['red', 'blue'] }, [accountKey('acme')], { seats: '5' }],
    ]);
  });

  it('merges users by alias, splits them again, and refuses a ring', async () => {
    const project = testProject('aliases');
    const set = (userId: string, property: string, time: number) =>
      incomingEvent({ name: IDENTIFY, time, userId, userUpdates: [{ op: 'set', property, value: userId }] });
    const fates = await pipeline.sink.accept(
      project,
      [
        set('old', 'a', 1),
        set('new', 'b', 2),
        incomingEvent({ name: ALIAS, time: 3, userId: 'new', aliasOf: 'old' }),
        view({ time: 4, userId: 'new' }),
        view({ time: 4, userId: 'old' }),
        incomingEvent({ name: ALIAS, time: 5, userId: 'old', aliasOf: 'new' }),
        incomingEvent({ name: ALIAS, time: 5, userId: 'new', aliasOf: 'new' }),
        incomingEvent({ name: ALIAS, time: 6, userId: 'third', aliasOf: 'new' }),
        incomingEvent({ name: ALIAS, time: 6, userId: 'old', aliasOf: 'third' }),
        view({ time: 7, userId: 'third' }),
        incomingEvent({ name: UNALIAS, time: 8, userId: 'new', aliasOf: 'old' }),
        view({ time: 9, userId: 'old' }),
        view({ time: 9, userId: 'third' }),
        incomingEvent({ name: UNALIAS, time: 10, userId: 'new', aliasOf: 'old' }),
        incomingEvent({ name: ALIAS, time: 11, userId: 'fourth', aliasOf: 'new' }),
        view({ time: 12, userId: 'third' }),
        view({ time: 12, userId: 'fourth' }),
      ],
      NOW,
    );
    const refused = fates.flatMap((fate, i) => (fate === 'refused' ? [i] : []));
    expect(refused).toEqual([5, 6, 8, 13]);
    const rejected = await listRejected(temporary.store, 'aliases', { limit: 10 });
    expect(rejected.map((row) => [row.position, row.code])).toEqual([
      [5, 'alias-ring'],
      [6, 'alias-ring'],
      [8, 'alias-ring'],
      [13, 'not-an-alias'],
    ]);
    const rows = await linkedRows(temporary.store, 'aliases');
    const views = rows.filter((row) => row.name === 'view');
    expect(views.map((row) => [row.user_id, row.user_properties])).toEqual([
      ['new', { a: 'old', b: 'new' }],
      ['old', { a: 'old', b: 'new' }],
      ['third', { a: 'old', b: 'new' }],
      ['old', { a: 'old' }],
      ['third', { b: 'new' }],
      ['third', {}],
      ['fourth', { b: 'new' }],
    ]);
  });

  it('stores one row per device and insert id, or per user without a device, for seven days', async () => {
    const project = testProject('repeats');
    const accept = async (received: number, ...events: IncomingEvent[]) =>
      await pipeline.sink.accept(project, events, received);
    const event = (fields: Partial<IncomingEvent>) => view({ time: 1, insertId: 'i1', ...fields });
    expect(
      await accept(NOW, event({ userId: 'ann' }), event({ userId: 'ann' }), event({ userId: 'bob' })),
    ).toEqual(['stored', 'duplicate', 'stored']);
    expect(
      await accept(
        NOW,
        event({ deviceId: 'd', userId: 'ann' }),
        event({ deviceId: 'd' }),
        event({ deviceId: 'ann' }),
        event({ deviceId: 'd', name: 'other', insertId: 'i2' }),
        event({ insertId: undefined, deviceId: 'd' }),
        event({ insertId: undefined, deviceId: 'd' }),
      ),
    ).toEqual(['stored', 'duplicate', 'stored', 'stored', 'stored', 'stored']);
    const concurrent = await Promise.all(
      Array.from({ length: 20 }, () => accept(NOW, event({ userId: 'cy' }), event({ userId: 'ann' }))),
    );
    expect(concurrent.filter(([fate]) => fate === 'stored')).toHaveLength(1);
    expect(concurrent.every(([, fate]) => fate === 'duplicate')).toBe(true);
    await pipeline.close();
    pipeline = await open();
    expect(await accept(NOW + 7 * DAY_MS - 1, event({ userId: 'ann' }), event({ deviceId: 'd' }))).toEqual([
      'duplicate',
      'duplicate',
    ]);
    expect(await accept(NOW + 7 * DAY_MS, event({ userId: 'ann' }), event({ userId: 'ann' }))).toEqual([
      'stored',
      'duplicate',
    ]);
    expect(await accept(NOW + 14 * DAY_MS - 1, event({ userId: 'ann' }))).toEqual(['duplicate']);
  });

  it('keeps odd names and broken text', async () => {
    const properties = Object.assign(Object.create(null), {
      ['__proto__']: 1,
      'a"b\\': 'x\ny',
      half: 'a\ud800b',
      c: '\\ud800',
    });
    const [row] = await rowsOf('odd', [
      view({
        time: MINUTE_MS,
        userId: 'ann',
        properties,
        groups: JSON.parse('{"__proto__": ["g"]}'),
        userUpdates: [
          { op: 'set', property: '__proto__', value: 'p' },
          { op: 'set', property: 'quote"', value: ['a\ud800', "it's"] },
        ],
      }),
    ]);
    expect(row?.properties).toEqual(
      JSON.parse('{"__proto__":1,"a\\"b\\\\":"x\\ny","half":"a\ufffdb","c":"\\\\ud800"}'),
    );
    expect(row?.user_properties).toEqual(JSON.parse('{"__proto__":"p","quote\\"":["a\ufffd","it\'s"]}'));
    expect(row?.groups).toEqual(JSON.parse('{"__proto__":["g"]}'));
  });
});
