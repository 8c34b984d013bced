import { describe, expect, it } from 'vitest';
import { FakeCustomerio } from '../../../../../../test/fakes/customerio.ts';
import { json } from '../../../../../../test/fakes/vendor.ts';
import { adding, batchOf, removing, vendorLine } from '../../../../../../test/support/vendor-line.ts';
import { must } from '../../../util/assert.ts';
import { deliver } from '../../sync/deliver.ts';
import type { Outcome } from '../outcome.ts';
import type { VendorResponse } from '../vendor-request.ts';
import { customerio } from './customerio.ts';
import { ulidOf } from './ulid.ts';

const kinds = (outcomes: ReadonlyMap<string, Outcome>) =>
  Object.fromEntries([...outcomes].map(([id, { kind }]) => [id, kind]));
const bodies = (sent: readonly { readonly body?: string | undefined }[]) =>
  sent.map(({ body }) => JSON.parse(body ?? 'null'));
const paths = (sent: readonly { readonly url: string }[]) =>
  sent.map(({ url }) => url.replace(/^https:\/\/[^/]+/, ''));
const ann = adding('ann', { seats: 3 });
const bob = adding('bob');

/** A workspace with a segment to fill. */
async function filled(fake = new FakeCustomerio(), changes = {}) {
  const there = vendorLine(customerio, fake, changes);
  const audience = await there.ensure();
  there.sent.length = 0;
  return { ...there, fake, audience };
}

describe('what Customer.io is sent', () => {
  it('makes people known with their values, and then puts them in', async () => {
    const { line, sent, audience } = await filled();
    const { outcomes } = await deliver(line, batchOf(audience.id, [ann, bob]));
    expect(kinds(outcomes)).toEqual({ 'add ann': 'accepted', 'add bob': 'accepted' });
    expect(paths(sent)).toEqual(['/api/v2/batch', '/api/v1/segments/7/add_customers?id_type=id']);
    const timestamp = Date.UTC(2026, 4, 1) / 1_000;
    const person = { type: 'person', action: 'identify', timestamp };
    expect(bodies(sent)).toEqual([
      {
        batch: [
          { ...person, identifiers: { id: 'ann' }, attributes: { seats: 3 } },
          { ...person, identifiers: { id: 'bob' }, attributes: {} },
        ],
      },
      { ids: ['ann', 'bob'] },
    ]);
  });

  it('takes people out without a word to their profile', async () => {
    const { line, sent, audience } = await filled(new FakeCustomerio('email'));
    await deliver(line, batchOf(audience.id, [removing('ann@x.com')]));
    expect(paths(sent)).toEqual(['/api/v1/segments/7/remove_customers?id_type=email']);
  });

  it('makes nobody known when it should not: only reading back tells who is not in', async () => {
    const { line, fake, sent, audience, members } = await filled(new FakeCustomerio(), {
      createUsers: false,
    });
    fake.people.set('bob', {});
    const { outcomes } = await deliver(line, batchOf(audience.id, [ann, bob]));
    expect(kinds(outcomes)).toEqual({ 'add ann': 'accepted', 'add bob': 'accepted' });
    expect(bodies(sent)[0].batch).toMatchObject([{ attributes: { seats: 3, _update: true } }]);
    expect(await members()).toEqual(['bob']);
  });

  it('may come too early, is missed when it is read back, and is put right by doing it again', async () => {
    const { line, fake, audience, members } = await filled();
    fake.slow = true;
    const { outcomes } = await deliver(line, batchOf(audience.id, [ann]));
    expect(kinds(outcomes)).toEqual({ 'add ann': 'accepted' });
    fake.catchUp();
    expect(await members()).toEqual([]);
    await deliver(line, batchOf(audience.id, [ann]));
    expect(await members()).toEqual(['ann']);
  });

  it.each([
    ['no time with a key that reads back', {}, []],
    ['five seconds without one', { appApiKey: undefined, segmentId: 7 }, [5_000]],
    ['as long as is set', { pauseSeconds: 2 }, [2_000]],
  ])('is given %s until people who were made known are put in', async (_, changes, slept) => {
    const { audience, fake } = await filled();
    const { line, pace } = vendorLine(customerio, fake, changes);
    await deliver(line, batchOf(audience.id, [ann]));
    await deliver(line, batchOf(audience.id, [removing('bob')]));
    expect(pace.slept).toEqual(slept);
    expect(fake.audience()).toEqual(['ann']);
  });

  it('keeps to the bytes of a batch, and objects to what is over the limits of a person', async () => {
    const { line, sent, audience, fake } = await filled();
    const long = 'é'.repeat(500);
    const many = Array.from({ length: 900 }, (_, i) => adding(`u${i}`, { long }));
    const wide = Object.fromEntries(Array.from({ length: 40 }, (_, i) => [`f${i}`, 'x'.repeat(900)]));
    const { outcomes } = await deliver(
      line,
      batchOf(audience.id, [
        ...many,
        adding('longer', { long: `${long}x` }),
        adding('wide', wide),
        adding('name', { [`${'n'.repeat(151)}`]: 1 }),
        adding('own', { cio_id: 'c1' }),
        adding('most', Object.fromEntries(Array.from({ length: 300 }, (_, i) => [`f${i}`, i]))),
        adding('many', Object.fromEntries(Array.from({ length: 301 }, (_, i) => [`f${i}`, i]))),
      ]),
    );
    for (const { body } of sent) expect(Buffer.byteLength(body ?? '')).toBeLessThanOrEqual(500_000);
    expect(fake.audience()).toHaveLength(901);
    const reason = (id: string) => outcomes.get(`add ${id}`);
    expect(reason('longer')).toMatchObject({ reason: 'too-large', message: expect.stringContaining('long') });
    expect(reason('wide')).toMatchObject({ reason: 'too-large' });
    expect(reason('most')).toMatchObject({ kind: 'accepted' });
    expect(reason('many')).toMatchObject({
      reason: 'too-many-fields',
      message: expect.stringContaining('301'),
    });
    expect(reason('name')).toMatchObject({ reason: 'unsupported-value' });
    expect(reason('own')).toMatchObject({ reason: 'reserved-field' });
  });

  it('tells of an entry by an id that repeats have as well', async () => {
    const { line, sent, audience, fake } = await filled();
    const entry = { at: Date.UTC(2026, 4, 1, 10), reason: 'did wall: 3', id: 'entry-1' };
    const batch = batchOf(audience.id, [adding('ann', {}, entry)], 'hit');
    expect(kinds((await deliver(line, batch)).events)).toEqual({ 'add ann': 'accepted' });
    await deliver(line, batch);
    expect(fake.events).toEqual([{ address: 'ann', name: 'hit', at: entry.at }]);
    expect(bodies(sent)[2].batch[0]).toMatchObject({
      name: 'hit',
      id: ulidOf(entry),
      timestamp: entry.at / 1_000,
      attributes: { cohort: 'walls', reason: 'did wall: 3', entry_id: 'entry-1' },
    });
  });

  it('has ULIDs whose time is that of the entry', () => {
    // The example of the specification: 01ARYZ6S41 is 1469918176385.
    expect(ulidOf({ at: 1_469_918_176_385, id: 'a' }).slice(0, 10)).toBe('01ARYZ6S41');
    expect(ulidOf({ at: 5, id: 'a' })).toMatch(/^[0-9A-HJKMNP-TV-Z]{26}$/);
    expect(ulidOf({ at: 5, id: 'a' })).toBe(ulidOf({ at: 5, id: 'a' }));
    expect(ulidOf({ at: 5, id: 'a' })).not.toBe(ulidOf({ at: 5, id: 'b' }));
  });
});

describe('what Customer.io answers', () => {
  const answering = (response: VendorResponse) =>
    vendorLine(customerio, { settings: new FakeCustomerio().settings, answer: () => response }).line;
  const three = batchOf('7', [ann, bob, adding('cat')]);

  it('refuses by place within 207, and puts the others in', async () => {
    const { line, fake, audience } = await filled();
    fake.refused.add('bob');
    const { outcomes } = await deliver(line, batchOf(audience.id, three.operations));
    expect(kinds(outcomes)).toEqual({ 'add ann': 'accepted', 'add bob': 'rejected', 'add cat': 'accepted' });
    expect(outcomes.get('add bob')).toMatchObject({ reason: 'invalid-identity' });
    expect(fake.audience()).toEqual(['ann', 'cat']);
  });

  it.each<[string, unknown]>([
    ['without errors', {}],
    ['with an error without a place', { errors: [{ reason: 'invalid' }] }],
    ['with a place that is not there', { errors: [{ batch_index: 9, reason: 'invalid' }] }],
  ])('may mean anybody by 207 %s', async (_, body) => {
    const { outcomes } = await deliver(answering(json(207, body)), three);
    expect(new Set(Object.values(kinds(outcomes)))).toEqual(new Set(['retry']));
  });

  it.each<[string, VendorResponse, object]>([
    ['429 without a body', { status: 429, headers: {}, body: '' }, { kind: 'limited', afterMs: undefined }],
    ['524', { status: 524, headers: {}, body: '' }, { kind: 'unavailable' }],
    ['a page', { status: 200, headers: {}, body: '<html>' }, { kind: 'unavailable' }],
    [
      '401 without a body',
      { status: 401, headers: {}, body: '' },
      { kind: 'credentials', message: expect.stringMatching(/`siteId`, `trackApiKey`.*`region`/) },
    ],
    [
      'a redirect',
      { status: 301, headers: { location: 'https://track-eu.customer.io/' }, body: '' },
      { kind: 'misconfigured', message: expect.stringContaining('set `region` to eu') },
    ],
    ['404 to a batch', { status: 404, headers: {}, body: '' }, { kind: 'misconfigured' }],
  ])('rests or stops at %s', async (_, response, fault) => {
    expect((await deliver(answering(response), three)).fault).toEqual(expect.objectContaining(fault));
  });

  it('stays with who is known after an update is lost, and puts nobody in meanwhile', async () => {
    const { line, fake, audience } = await filled();
    fake.valueTroubles.push(...Array.from({ length: 4 }, () => ({ status: 503 })));
    const { outcomes, fault } = await deliver(line, batchOf(audience.id, [ann]));
    expect([outcomes.size, fault?.kind, fake.requests.length]).toEqual([0, 'unavailable', 0]);
    fake.valueTroubles.push({ lost: 'applied' });
    expect(kinds((await deliver(line, batchOf(audience.id, [ann]))).outcomes)).toEqual({
      'add ann': 'accepted',
    });
  });

  it('says that the segment is gone, or is one that cannot be filled', async () => {
    const { line, fake, audience, ensure, members } = await filled();
    must(fake.segments.get(7), 'segment').type = 'dynamic';
    expect((await deliver(line, batchOf(audience.id, [ann]))).fault?.kind).toBe('audience-gone');
    await expect(ensure({ known: '7' })).rejects.toThrow(/is of type dynamic/);
    fake.segments.clear();
    await expect(members()).rejects.toMatchObject({ fault: { kind: 'audience-gone' } });
    expect((await deliver(line, batchOf(audience.id, [ann]))).fault?.kind).toBe('audience-gone');
    expect((await ensure({ known: '7' })).id).toBe('8');
  });
});

describe('a segment', () => {
  it('whose making was not answered is known by its marker, and never by its name', async () => {
    const { fake, ensure } = await filled();
    expect((await ensure()).id).toBe('7');
    fake.segments.set(3, { ...must(fake.segments.get(7), 'segment'), id: 3, description: 'by hand' });
    fake.segments.delete(7);
    expect((await ensure()).id).toBe('8');
  });

  it('may be named, and is checked where the key allows it', async () => {
    const { fake } = await filled();
    expect((await filled(fake, { segmentId: 7 })).audience).toEqual({ id: '7', name: 'walls' });
    await expect(filled(fake, { segmentId: 70 })).rejects.toThrow(/no segment 70.*`segmentId`/);
    const blind = await filled(fake, { segmentId: 70, appApiKey: undefined });
    expect(blind.audience.id).toBe('70');
    expect(customerio.readBack?.able?.(blind.line.settings)).toBe(false);
    expect((await deliver(blind.line, batchOf('70', [ann]))).fault?.kind).toBe('audience-gone');
  });

  it('is read back in pages', async () => {
    const { line, fake, audience, members } = await filled(new FakeCustomerio('email'));
    fake.page = 4;
    const addresses = Array.from({ length: 10 }, (_, i) => `u${i}@x.com`);
    await deliver(
      line,
      batchOf(
        audience.id,
        addresses.map((each) => adding(each)),
      ),
    );
    expect(await members()).toEqual(addresses);
  });
});

describe('the settings of Customer.io', () => {
  const verified = (fake: FakeCustomerio, changes = {}) => vendorLine(customerio, fake, changes).verify();
  const europe = () => Object.assign(new FakeCustomerio(), { region: 'eu' as const });

  it('let in, with either key', async () => {
    await verified(new FakeCustomerio());
    await verified(europe(), { region: 'eu' });
    await verified(new FakeCustomerio(), { appApiKey: undefined, segmentId: 9 });
  });

  it.each<[string, FakeCustomerio, object, RegExp]>([
    ['a workspace of the EU', europe(), {}, /set `region` to eu/],
    ['a workspace of the US', new FakeCustomerio(), { region: 'eu' }, /`trackApiKey` and `region`/],
    ['another key', new FakeCustomerio(), { trackApiKey: 'another-key' }, /`siteId`, `trackApiKey`/],
    ['another key of the App API', new FakeCustomerio(), { appApiKey: 'another-key' }, /check `appApiKey`/],
    ['a segment that is not there', new FakeCustomerio(), { segmentId: 5 }, /no segment 5.*`segmentId`/],
  ])('say what to look at with %s', async (_, fake, changes, message) => {
    await expect(verified(fake, changes)).rejects.toThrow(message);
  });

  it('say that a host which tells of another region is the wrong one', async () => {
    const answer = () => json(200, { url: 'track-eu.customer.io', data_center: 'eu', environment_id: 5 });
    const { verify } = vendorLine(customerio, { settings: new FakeCustomerio().settings, answer });
    await expect(verify()).rejects.toThrow(/set `region` to eu/);
  });

  it('need a way to a segment', () => {
    const { settings } = new FakeCustomerio('user_id', { appApiKey: undefined });
    const { error } = customerio.settings.safeParse(settings);
    expect(error?.issues).toMatchObject([
      { path: ['appApiKey'], message: expect.stringContaining('`segmentId`') },
    ]);
  });

  it('take no id that Customer.io would not', () => {
    const { line } = vendorLine(customerio, new FakeCustomerio());
    expect(customerio.addressOf({ user_id: 'x'.repeat(150) }, line.settings)).toMatchObject({ ok: true });
    expect(customerio.addressOf({ user_id: 'x'.repeat(151) }, line.settings)).toMatchObject({
      reason: 'invalid-user-id',
    });
  });
});
