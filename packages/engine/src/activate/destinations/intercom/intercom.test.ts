import { beforeEach, describe, expect, it } from 'vitest';
import { FakeIntercom } from '../../../../../../test/fakes/intercom.ts';
import { adding, removing, type VendorLine, vendorLine } from '../../../../../../test/support/vendor-line.ts';
import { entryId } from '../../sync/entries.ts';
import { intercom } from './intercom.ts';
import { intercomFields } from './values.ts';

let fake: FakeIntercom;
let bench: VendorLine;
const using = (identity: 'email' | 'user_id', settings: Record<string, unknown> = {}) => {
  fake = new FakeIntercom(identity, settings, () => bench.pace.clock());
  bench = vendorLine(intercom, fake);
};
beforeEach(() => using('user_id'));

const MINUTE = 60_000;
const fault = (kind: string, message: RegExp) => ({
  fault: { kind, message: expect.stringMatching(message) },
});
const kindOf = (delivery: Awaited<ReturnType<VendorLine['deliver']>>, id: string) => {
  const outcome = delivery.outcomes.get(id);
  return outcome && 'reason' in outcome ? `${outcome.kind} ${outcome.reason}` : outcome?.kind;
};
const sent = () => fake.requests.map(({ method, url }) => `${method} ${new URL(url).pathname}`);

describe('the tag of Intercom', () => {
  it('is the one of its name in any case, and a named one must be there', async () => {
    expect(await bench.ensure({ name: 'Walls' })).toMatchObject({ name: 'Walls' });
    expect(await bench.ensure({ name: 'wALLS' })).toMatchObject({ name: 'Walls' });
    expect(fake.tags.size).toBe(1);
    using('user_id', { tagId: '7' });
    await expect(bench.ensure()).rejects.toMatchObject(fault('misconfigured', /no tag 7.*`tagId`/));
    fake.tags.set('7', { id: '7', name: 'mine', contacts: new Set() });
    expect(await bench.ensure()).toEqual({ id: '7', name: 'mine' });
  });

  it('is read by searching for it, in pages, when the search has caught up', async () => {
    await bench.deliver(Array.from({ length: 240 }, (_, i) => adding(`u${i}`)));
    bench.pace.advance(MINUTE * 15);
    expect(new Set(await bench.members())).toEqual(new Set(fake.contacts.keys()));
    expect(await bench.size()).toBe(240);
  });
});

describe('contacts of Intercom', () => {
  it('are searched for together, made with their values when they are not there, and known from then on', async () => {
    const id = fake.make({ external_id: 'ann' }, -MINUTE * 60);
    await bench.deliver([adding('ann', { plan: 'pro' }), adding('bob', { plan: 'free', tags: ['a', 'b'] })]);
    expect(sent().toSorted()).toEqual(
      [
        'POST /contacts/search',
        `PUT /contacts/${id}`,
        'POST /contacts',
        `POST /contacts/${id}/tags`,
        `POST /contacts/${bench.ids.get('bob')}/tags`,
      ].toSorted(),
    );
    expect([...fake.contacts.values()].map(({ attributes }) => attributes)).toEqual([
      { plan: 'pro' },
      { plan: 'free', tags: 'a, b' },
    ]);
    const { length } = fake.requests;
    await bench.deliver([adding('ann'), removing('bob')]);
    expect(sent().slice(length)).toHaveLength(2);
    expect(fake.audience()).toEqual(['ann']);
  });

  it('whom the search does not show yet are looked up after the conflict, and get their values at the next try', async () => {
    fake.make({ external_id: 'ann' });
    fake.make({ external_id: 'bob' });
    const first = await bench.deliver([adding('ann'), adding('bob', { plan: 'pro' })]);
    expect(kindOf(first, 'add ann')).toBe('applied');
    expect(kindOf(first, 'add bob')).toBe('retry found-late');
    const second = await bench.deliver([adding('bob', { plan: 'pro' })]);
    expect(kindOf(second, 'add bob')).toBe('applied');
    expect([...fake.contacts.values()].map(({ attributes }) => attributes)).toEqual([{}, { plan: 'pro' }]);
    expect(fake.audience()).toEqual(['ann', 'bob']);
  });

  it('are known from the conflict where they are found by email', async () => {
    using('email');
    fake.make({ email: 'ann@x.io' });
    expect(kindOf(await bench.deliver([adding('ann@x.io')]), 'add ann@x.io')).toBe('applied');
    expect(fake.contacts.size).toBe(1);
    expect(fake.audience()).toEqual(['ann@x.io']);
  });

  it('that are archived, or whose email is somebody else’s, are rejected', async () => {
    const id = fake.make({ external_id: 'ann' }, -MINUTE * 60);
    const archived = fake.contacts.get(id);
    if (archived) archived.archived = true;
    fake.make({ external_id: 'other', email: 'bob@x.io' }, -MINUTE * 60);
    const delivery = await bench.deliver([adding('ann'), adding('bob', { email: 'bob@x.io' })]);
    expect(kindOf(delivery, 'add ann')).toBe('rejected archived');
    expect(kindOf(delivery, 'add bob')).toBe('rejected conflict');
    expect(fake.audience()).toEqual([]);
    expect(kindOf(await bench.deliver([adding('other', { email: 'bob@x.io' })]), 'add other')).toBe(
      'rejected conflict',
    );
  });

  it('with one email are ambiguous, unless one of them is a user', async () => {
    using('email');
    const lead = { email: 'two@x.io', role: 'lead' } as const;
    for (const each of [lead, lead, { ...lead, email: 'one@x.io' }]) fake.make(each, -MINUTE * 60);
    const user = fake.make({ email: 'one@x.io' }, -MINUTE * 60);
    const delivery = await bench.deliver([adding('two@x.io'), adding('one@x.io')]);
    expect(kindOf(delivery, 'add two@x.io')).toBe('unresolved ambiguous');
    expect(kindOf(delivery, 'add one@x.io')).toBe('applied');
    expect(bench.ids.get('one@x.io')).toBe(user);
    expect(kindOf(await bench.deliver([removing('two@x.io')]), 'remove two@x.io')).toBe('rejected ambiguous');
  });

  it('that are more than a page holds do not hide the others', async () => {
    using('email', { createContacts: false });
    for (let i = 0; i < 151; i += 1) fake.make({ email: 'many@x.io', role: 'lead' }, -MINUTE * 60);
    fake.make({ email: 'one@x.io' }, -MINUTE * 60);
    const delivery = await bench.deliver(['many', 'one', 'none'].map((name) => adding(`${name}@x.io`)));
    expect(kindOf(delivery, 'add many@x.io')).toBe('unresolved ambiguous');
    expect(kindOf(delivery, 'add one@x.io')).toBe('applied');
    expect(kindOf(delivery, 'add none@x.io')).toBe('unresolved not-found');
    expect(fake.contacts.size).toBe(152);
  });

  it('are not made when that is off, and are found though the search lags', async () => {
    using('user_id', { createContacts: false });
    fake.make({ external_id: 'ann' });
    const delivery = await bench.deliver([adding('ann'), adding('bob'), removing('cat')]);
    expect(kindOf(delivery, 'add ann')).toBe('applied');
    expect(kindOf(delivery, 'add bob')).toBe('unresolved not-found');
    expect(kindOf(delivery, 'remove cat')).toBe('unresolved not-found');
    expect(fake.contacts.size).toBe(1);
  });

  it('that were merged are found again, also where a look-up tells into whom', async () => {
    await bench.deliver([adding('ann'), adding('bob')]);
    bench.pace.advance(MINUTE * 10);
    fake.changeIds();
    const delivery = await bench.deliver([removing('ann'), adding('bob', { plan: 'pro' })]);
    expect([kindOf(delivery, 'remove ann'), kindOf(delivery, 'add bob')]).toEqual(['applied', 'applied']);
    expect(fake.audience()).toEqual(['bob']);
    fake.troubles.push({ status: 410 });
    expect(kindOf(await bench.deliver([adding('bob')]), 'add bob')).toBe('applied');
    const into = fake.make({ email: 'cat@x.io' });
    using('user_id', { createContacts: false });
    fake.make({ email: 'cat@x.io' });
    const [id = into] = fake.contacts.keys();
    const nobody = { status: 200, body: '{"data":[],"total_count":0}' };
    const link = `<https://api.intercom.io/contacts/${id}>; rel="canonical"`;
    fake.earlierTroubles.push(nobody, { status: 410, headers: { link } });
    expect(kindOf(await bench.deliver([adding('cat')]), 'add cat')).toBe('applied');
    expect(bench.ids.get('cat')).toBe(id);
  });

  it('stay in by one address while they leave by another, and who has no tag is out', async () => {
    await bench.deliver([adding('ann')]);
    bench.ids.set('ann-again', bench.ids.get('ann') ?? '');
    const delivery = await bench.deliver([adding('ann-again'), removing('ann')]);
    expect([kindOf(delivery, 'add ann-again'), kindOf(delivery, 'remove ann')]).toEqual(['applied', 'no-op']);
    expect(fake.audience()).toEqual(['ann']);
    fake.takeByHand('ann');
    expect(kindOf(await bench.deliver([removing('ann')]), 'remove ann')).toBe('no-op');
  });

  it('that are found by email are not made somebody else by a value', async () => {
    using('email');
    const delivery = await bench.deliver([adding('ann@x.io', { email: 'bob@x.io' })]);
    expect(kindOf(delivery, 'add ann@x.io')).toBe('rejected reserved-field');
    expect(fake.requests).toEqual([]);
  });

  it('get flat values', () => {
    expect(intercomFields({ email: 'a@x.io', name: 'Ann', seats: 5, paid: true, tags: ['a', 1] })).toEqual({
      email: 'a@x.io',
      name: 'Ann',
      custom_attributes: { seats: 5, paid: true, tags: 'a, 1' },
    });
  });
});

describe('what Intercom says to all', () => {
  it('tells of a wrong region or token, and parks for an attribute that there is not', async () => {
    await bench.verify();
    fake.region = 'EU';
    await expect(bench.verify()).rejects.toMatchObject(fault('misconfigured', /region eu, `region` is us/));
    fake.expired = true;
    await expect(bench.verify()).rejects.toMatchObject(fault('credentials', /`accessToken` or `region`/));
    using('user_id', { region: 'au' });
    await expect(bench.verify()).rejects.toMatchObject(fault('credentials', /`region`/));
    using('user_id');
    expect((await bench.deliver([adding('ann', { shoe: 43 })])).fault).toMatchObject({
      kind: 'misconfigured',
      message: expect.stringMatching(/'shoe' does not exist/),
    });
  });

  it('waits until the ten seconds are over', async () => {
    await bench.ensure();
    const from = bench.pace.clock();
    const reset = { 'x-ratelimit-limit': '1666', 'x-ratelimit-reset': String(from / 1000 + 7) };
    fake.troubles.push({ status: 429, headers: reset });
    expect((await bench.deliver([adding('ann')])).fault).toBeUndefined();
    expect(bench.pace.clock() - from).toBe(7_000);
  });
});

it('tells of entries by events, by second', async () => {
  const at = 1_777_600_000_999;
  const entry = { at, reason: 'did wall: 3', id: entryId('s', 'ann', at) };
  for (let times = 0; times < 2; times += 1) {
    const { events } = await bench.deliver([{ ...adding('ann'), entry }], 'entered walls');
    expect(events.get('add ann')).toEqual({ kind: 'accepted' });
  }
  expect(fake.events).toEqual([{ name: 'entered walls', address: 'ann', at }]);
});

it.each([
  [10_000, 1],
  [3_000, 0.5],
])(
  'tags at nine tenths of %i a minute, or of a share of %f of them, with answers that take 200 ms',
  async (rate, share) => {
    const people = 6_000;
    fake = new FakeIntercom('user_id', { requestsPerMinute: rate, shareOfRequests: share }, () =>
      bench.pace.clock(),
    );
    bench = vendorLine(intercom, fake, {}, 200);
    for (let i = 0; i < people; i += 1) bench.ids.set(`u${i}`, fake.make({ external_id: `u${i}` }));
    await bench.ensure();
    const from = bench.pace.clock();
    let next = 0;
    const work = async () => {
      while (next < people) {
        const first = next;
        next += 250;
        await bench.deliver(Array.from({ length: 250 }, (_, i) => adding(`u${first + i}`)));
      }
    };
    await Promise.all(Array.from({ length: bench.line.limits.limits.concurrency }, work));
    expect(fake.requests).toHaveLength(people);
    expect(fake.audience()).toHaveLength(people);
    const took = bench.pace.clock() - from;
    expect(took).toBeLessThanOrEqual(((people / (rate * share)) * MINUTE) / 0.9);
    // And no faster than it may: the first ten seconds' worth goes at once.
    expect(took).toBeGreaterThan(((people / (rate * share)) * MINUTE - 10_000) * 0.9);
  },
);
