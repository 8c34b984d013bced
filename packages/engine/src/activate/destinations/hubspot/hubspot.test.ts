import { beforeEach, describe, expect, it } from 'vitest';
import { FakeHubspot } from '../../../../../../test/fakes/hubspot.ts';
import { adding, removing, type VendorLine, vendorLine } from '../../../../../../test/support/vendor-line.ts';
import { HOUR_MS } from '../../../model/time.ts';
import { entryId } from '../../sync/entries.ts';
import { eventName } from './events.ts';
import { hubspot } from './hubspot.ts';
import type { HubspotSettings } from './settings.ts';
import { hubspotValues } from './values.ts';

let fake: FakeHubspot;
let bench: VendorLine;
beforeEach(() => {
  fake = new FakeHubspot();
  bench = vendorLine(hubspot, fake);
});

const fault = (kind: string, message: RegExp) => ({
  fault: { kind, message: expect.stringMatching(message) },
});
const using = (settings: Record<string, unknown>, identity: 'email' | 'user_id' = 'email') => {
  fake = new FakeHubspot(identity, settings);
  bench = vendorLine(hubspot, fake);
};

describe('the list of HubSpot', () => {
  it('is found by its name in any case, and made only when there is none', async () => {
    const theirs = fake.makeList('Walls');
    expect(await bench.ensure()).toEqual({ id: theirs.listId, name: 'Walls' });
    expect(await bench.ensure({ name: 'other' })).toMatchObject({ name: 'other' });
    expect(fake.lists.size).toBe(2);
  });

  it('is the one that another made in the same moment', async () => {
    fake.makesFirst = true;
    expect(await bench.ensure()).toMatchObject({ name: 'WALLS' });
    expect(fake.lists.size).toBe(1);
  });

  it('is never one that HubSpot keeps by itself, nor one of companies', async () => {
    fake.makeList('walls', 'DYNAMIC');
    await expect(bench.ensure()).rejects.toMatchObject(fault('misconfigured', /dynamic.*only static/));
    const listId = '78';
    using({ listId });
    fake.lists.set(listId, {
      listId,
      name: 'firms',
      objectTypeId: '0-2',
      processingType: 'MANUAL',
      members: new Set(),
    });
    await expect(bench.ensure()).rejects.toMatchObject(fault('misconfigured', /not one of contacts/));
  });

  it('may be one of yours, which must be there', async () => {
    using({ listId: '77' });
    await expect(bench.ensure()).rejects.toMatchObject(fault('misconfigured', /no list 77.*`listId`/));
    fake.lists.set('77', {
      listId: '77',
      name: 'mine',
      objectTypeId: '0-1',
      processingType: 'SNAPSHOT',
      members: new Set(),
    });
    expect(await bench.ensure()).toEqual({ id: '77', name: 'mine' });
  });

  it('parks when somebody makes it dynamic', async () => {
    await bench.deliver([adding('ann@x.io')]);
    for (const list of fake.lists.values()) list.processingType = 'DYNAMIC';
    expect((await bench.deliver([adding('bob@x.io')])).fault).toMatchObject({
      kind: 'misconfigured',
      message: expect.stringMatching(/dynamic/),
    });
  });

  it('is read in pages', async () => {
    await bench.deliver(Array.from({ length: 500 }, (_, i) => adding(`p${i}@x.io`)));
    expect(new Set(await bench.members())).toEqual(new Set(fake.contacts.map(({ id }) => id)));
    expect(await bench.size()).toBe(500);
    fake.tellsSize = false;
    expect(await bench.size()).toBe(500);
  });

  it('is told to be gone when it is read after somebody removed it', async () => {
    await bench.ensure();
    fake.deleteAudience();
    await expect(bench.size()).rejects.toMatchObject(fault('audience-gone', /gone/));
    await expect(bench.members()).rejects.toMatchObject(fault('audience-gone', /gone/));
  });
});

describe('contacts of HubSpot', () => {
  it('are told apart by trace ids where some fail, whatever the order', async () => {
    fake.refused.add('bad@x.io');
    const { outcomes } = await bench.deliver(['ann', 'bad', 'cat'].map((name) => adding(`${name}@x.io`)));
    expect(outcomes.get('add bad@x.io')).toMatchObject({ kind: 'rejected', reason: 'invalid-value' });
    expect(outcomes.get('add ann@x.io')).toEqual({ kind: 'applied' });
    expect(bench.ids.get('cat@x.io')).toBe(
      fake.contacts.find(({ properties }) => properties.email === 'cat@x.io')?.id,
    );
    expect(bench.ids.has('bad@x.io')).toBe(false);
  });

  it('that are neither among results nor errors are tried again', async () => {
    fake.earlierTroubles.push({ status: 207, body: '{"status":"COMPLETE","results":[],"errors":[]}' });
    const { outcomes } = await bench.deliver([adding('ann@x.io')]);
    expect(outcomes.get('add ann@x.io')).toMatchObject({ kind: 'retry', reason: 'not-mentioned' });
    expect(fake.audience()).toEqual([]);
  });

  it('conflicts are of one person, and failures over there come up again', async () => {
    const error = (category: string, trace: string) => ({
      status: 'error',
      category,
      message: 'so it is',
      context: { objectWriteTraceId: [trace] },
    });
    const errors = [error('CONFLICT', 'add ann@x.io'), error('INTERNAL_ERROR', 'add bob@x.io')];
    fake.earlierTroubles.push({ status: 207, body: JSON.stringify({ results: [], errors }) });
    const { outcomes } = await bench.deliver([adding('ann@x.io'), adding('bob@x.io')]);
    expect(outcomes.get('add ann@x.io')).toMatchObject({ kind: 'rejected', reason: 'conflict' });
    expect(outcomes.get('add bob@x.io')).toMatchObject({ kind: 'retry' });
  });

  it('are never made when that is off, and found by a further email', async () => {
    using({ createContacts: false });
    const id = fake.make({ email: 'first@x.io', plan: 'free' }, ['second@x.io']);
    const { outcomes } = await bench.deliver([
      adding('second@x.io', { plan: 'pro' }),
      adding('nobody@x.io', { plan: 'pro' }),
    ]);
    expect(outcomes.get('add nobody@x.io')).toMatchObject({ kind: 'unresolved', reason: 'not-found' });
    expect(fake.contacts).toEqual([
      { id, properties: { email: 'first@x.io', plan: 'pro' }, more: ['second@x.io'] },
    ]);
    expect(fake.audience()).toEqual(['first@x.io']);
  });

  it('are told apart by the case of user ids', async () => {
    using({ createContacts: false }, 'user_id');
    const [upper, lower] = ['Ann', 'ann'].map((id) => fake.make({ app_user_id: id }));
    const { outcomes } = await bench.deliver([adding('Ann'), adding('ann'), adding('ANN')]);
    expect([bench.ids.get('Ann'), bench.ids.get('ann')]).toEqual([upper, lower]);
    expect(outcomes.get('add ANN')).toMatchObject({ kind: 'unresolved' });
  });

  it('that HubSpot could not look for are not taken to be out', async () => {
    await bench.deliver([adding('ann@x.io')]);
    bench.ids.clear();
    const error = { status: 'error', category: 'INTERNAL_ERROR', message: 'could not read' };
    fake.earlierTroubles.push({ status: 207, body: JSON.stringify({ results: [], errors: [error] }) });
    const { outcomes } = await bench.deliver([removing('ann@x.io')]);
    expect(outcomes.get('remove ann@x.io')).toMatchObject({ kind: 'retry', reason: 'not-mentioned' });
  });

  it('are in or out only when the answer is that of a list', async () => {
    await bench.deliver([adding('ann@x.io')]);
    fake.troubles.push(...Array.from({ length: 4 }, () => ({ status: 200, body: '{"ok":true}' })));
    const { outcomes, fault: found } = await bench.deliver([removing('ann@x.io')]);
    expect([outcomes.size, found?.kind]).toEqual([0, 'unavailable']);
  });

  it('stay in by one email while they leave by another', async () => {
    using({ createContacts: false });
    fake.make({ email: 'first@x.io' }, ['second@x.io']);
    await bench.deliver([adding('first@x.io')]);
    const { outcomes } = await bench.deliver([adding('second@x.io'), removing('first@x.io')]);
    expect(outcomes.get('remove first@x.io')).toEqual({ kind: 'no-op' });
    expect(fake.audience()).toEqual(['first@x.io']);
  });

  it('whose record is gone is found again, and taken out though it was merged', async () => {
    await bench.deliver([adding('ann@x.io'), adding('bob@x.io', { plan: 'free' })]);
    fake.changeIds();
    const { outcomes, fault: none } = await bench.deliver([removing('ann@x.io'), adding('bob@x.io')]);
    expect(none).toBeUndefined();
    expect([...outcomes.values()].map(({ kind }) => kind)).toEqual(
      expect.arrayContaining(['applied', 'no-op']),
    );
    expect(fake.audience()).toEqual(['bob@x.io']);
    expect(bench.ids.get('bob@x.io')).toBe(fake.contacts[1]?.id);
  });

  it('who are not there at all count as out', async () => {
    const { outcomes } = await bench.deliver([removing('gone@x.io')]);
    expect(outcomes.get('remove gone@x.io')).toMatchObject({ kind: 'unresolved' });
    expect(fake.contacts).toEqual([]);
  });

  it('get values as strings', async () => {
    await bench.deliver([adding('ann@x.io', { seats: 5, plan: 'pro', tags: ['a', 'b'] })]);
    expect(fake.contacts[0]?.properties).toEqual({ email: 'ann@x.io', seats: '5', plan: 'pro', tags: 'a;b' });
    expect(hubspotValues({ a: true, b: 1e21, c: 1e-7, d: -2.5, e: '', f: [], g: -1.25e-21 })).toEqual({
      a: 'true',
      b: '1000000000000000000000',
      c: '0.0000001',
      d: '-2.5',
      e: '',
      f: '',
      g: '-0.00000000000000000000125',
    });
  });

  it.each([
    ['email', 'email'],
    ['user_id', 'app_user_id'],
  ] as const)('found by %s are not made somebody else by a value of `%s`', async (identity, field) => {
    using({}, identity);
    const { outcomes } = await bench.deliver([adding('ann@x.io', { [field]: 'bob@x.io' })]);
    expect(outcomes.get('add ann@x.io')).toMatchObject({ kind: 'rejected', reason: 'reserved-field' });
    expect(fake.requests).toEqual([]);
  });

  it('are refused with a list that HubSpot would read otherwise', async () => {
    const { outcomes } = await bench.deliver([adding('ann@x.io', { tags: ['a;b', 'c'] })]);
    expect(outcomes.get('add ann@x.io')).toMatchObject({ kind: 'rejected', reason: 'semicolon-in-list' });
    expect(fake.requests).toEqual([]);
  });

  it('park with the name of a property that there is not', async () => {
    const { fault: found } = await bench.deliver([adding('ann@x.io', { shoe_size: 43 })]);
    expect(found).toMatchObject({ kind: 'misconfigured', message: expect.stringMatching(/shoe_size/) });
    expect(fake.requests).toHaveLength(1);
  });
});

describe('what HubSpot says to all', () => {
  const limited = (policyName: string, headers = {}) => ({
    status: 429,
    headers,
    body: JSON.stringify({
      status: 'error',
      errorType: 'RATE_LIMIT',
      message: 'You have reached your limit',
      policyName,
    }),
  });

  it.each([
    ['TEN_SECONDLY_ROLLING', {}, 10_000],
    ['SECONDLY', {}, 1_000],
    ['TEN_SECONDLY_ROLLING', { 'retry-after': '3' }, 3_000],
    ['SECONDLY', { 'x-hubspot-ratelimit-interval-milliseconds': '2000' }, 2_000],
  ])('%s with %o waits %i ms', async (policy, headers, ms) => {
    await bench.ensure();
    fake.earlierTroubles.push(limited(policy, headers));
    const from = bench.pace.clock();
    expect((await bench.deliver([adding('ann@x.io')])).fault).toBeUndefined();
    expect(bench.pace.clock() - from).toBe(ms);
  });

  it('rests for an hour when the day is used up, also when it asks for the list', async () => {
    await bench.ensure();
    fake.earlierTroubles.push(limited('DAILY', { 'retry-after': '1' }));
    const { fault: found, outcomes } = await bench.deliver([adding('ann@x.io')]);
    expect(found).toMatchObject({ kind: 'daily-limit', until: bench.pace.clock() + HOUR_MS });
    expect(outcomes.size).toBe(0);
    expect(fake.requests).toHaveLength(1);
    Object.assign(bench.line, { send: async () => limited('DAILY') });
    await expect(bench.ensure()).rejects.toMatchObject(fault('daily-limit', /midnight/));
  });

  it('tells what a token lacks, before and later', async () => {
    await bench.verify();
    fake.scopes.delete('crm.objects.contacts.write');
    await expect(bench.verify()).rejects.toMatchObject(fault('credentials', /crm\.objects\.contacts\.write/));
    expect((await bench.deliver([adding('ann@x.io')])).fault).toMatchObject({
      kind: 'credentials',
      message: expect.stringMatching(/crm\.objects\.contacts\.write/),
    });
    fake.expired = true;
    await expect(bench.verify()).rejects.toMatchObject(fault('credentials', /`accessToken`/));
  });

  it('tells of a wrong account and of a property that will not do', async () => {
    using({ hubId: 1 });
    await expect(bench.verify()).rejects.toMatchObject(fault('misconfigured', /account 4711, `hubId` is 1/));
    using({ uniqueProperty: 'plan' }, 'user_id');
    await expect(bench.verify()).rejects.toMatchObject(fault('misconfigured', /`uniqueProperty`.*unique/));
    using({ uniqueProperty: 'nothing' }, 'user_id');
    await expect(bench.verify()).rejects.toMatchObject(
      fault('misconfigured', /no contact property "nothing"/),
    );
    using({}, 'user_id');
    await bench.verify();
  });

  it('knows which settings belong together', () => {
    const { success, error } = hubspot.settings.safeParse({ accessToken: '12345678', identity: 'user_id' });
    expect(success).toBe(false);
    expect(error?.issues[0]?.path).toEqual(['uniqueProperty']);
  });
});

describe('events of HubSpot', () => {
  const entered = (address: string, at = 1_777_600_000_123) => ({
    ...adding(address),
    entry: { at, reason: 'did wall: 3', id: entryId('sync', address, at) },
  });

  it('are defined before the first, and one that came before is there', async () => {
    const { events } = await bench.deliver([entered('ann@x.io'), entered('bob@x.io')], 'Entered walls!');
    expect([...fake.definitions]).toEqual([['pe4711_entered_walls', 'Entered walls!']]);
    expect(fake.events).toHaveLength(2);
    expect(events.get('add ann@x.io')).toEqual({ kind: 'accepted' });
    const again = await bench.deliver([entered('ann@x.io'), entered('cat@x.io')], 'Entered walls!');
    expect(again.events.get('add ann@x.io')).toEqual({ kind: 'no-op' });
    expect(again.events.get('add cat@x.io')).toEqual({ kind: 'accepted' });
    expect(fake.events).toHaveLength(3);
    await bench.ensure({ event: 'Entered walls!' });
    expect(fake.definitions.size).toBe(1);
  });

  it('have names of their own in every script, the same each time', () => {
    const named = (event: string) => eventName(event, { hubId: 4711 } as HubspotSettings);
    expect(named('Entered walls!')).toBe('pe4711_entered_walls');
    const given = [
      '入场',
      '退场',
      'Вошёл',
      'Вышел',
      'été',
      'ete 2',
      '🚀',
      '✅',
      'a'.repeat(60),
      `${'a'.repeat(60)}b`,
    ];
    const names = given.map(named);
    expect(new Set(names).size).toBe(given.length);
    expect(given.map(named)).toEqual(names);
    for (const name of names) expect(name).toMatch(/^pe4711_[a-z][a-z0-9_]{0,49}$/);
  });

  it('need the number of the account, unless they are named in full', async () => {
    using({ hubId: undefined });
    await expect(bench.ensure({ event: 'entered' })).rejects.toMatchObject(fault('misconfigured', /`hubId`/));
    await bench.ensure({ event: 'pe9_mine' });
    expect(fake.definitions.size).toBe(0);
    const { fault: found, outcomes } = await bench.deliver([entered('ann@x.io')], 'pe9_mine');
    expect(found).toMatchObject({ kind: 'misconfigured', message: expect.stringMatching(/no such event/) });
    expect(outcomes.get('add ann@x.io')).toEqual({ kind: 'applied' });
  });
});

it.each([
  [100, 20_000],
  [190, 40_000],
])(
  'fills a list at nine tenths of %i requests in ten seconds, with answers that take 200 ms',
  async (rate, people) => {
    const pages = people / 500;
    fake = new FakeHubspot('email', { requestsPerTenSeconds: rate });
    bench = vendorLine(hubspot, fake, {}, 200);
    await bench.ensure();
    const from = bench.pace.clock();
    const { concurrency } = bench.line.limits.limits;
    let next = 0;
    const work = async () => {
      while (next < pages) {
        const batch = next;
        next += 1;
        await bench.deliver(Array.from({ length: 500 }, (_, i) => adding(`p${batch}-${i}@x.io`)));
      }
    };
    await Promise.all(Array.from({ length: concurrency }, work));
    const requests = people / 100 + people / 500;
    expect(bench.pace.clock() - from).toBeLessThanOrEqual(((requests / rate) * 10_000) / 0.9);
    expect(fake.requests).toHaveLength(requests);
  },
);
