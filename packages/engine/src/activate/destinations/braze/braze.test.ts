import { describe, expect, it } from 'vitest';
import { FakeBraze } from '../../../../../../test/fakes/braze.ts';
import { json } from '../../../../../../test/fakes/vendor.ts';
import { adding, batchOf, removing, vendorLine } from '../../../../../../test/support/vendor-line.ts';
import { deliver } from '../../sync/deliver.ts';
import type { Outcome } from '../outcome.ts';
import type { VendorResponse } from '../vendor-request.ts';
import { braze } from './braze.ts';

const AUDIENCE = 'attribute:cohort_walls';
const kinds = (outcomes: ReadonlyMap<string, Outcome>) =>
  Object.fromEntries([...outcomes].map(([id, { kind }]) => [id, kind]));
const bodies = (sent: readonly { readonly body?: string | undefined }[]) =>
  sent.map(({ body }) => JSON.parse(body ?? 'null'));
const ann = adding('ann', { seats: 3 });
const bob = adding('bob');
const gone = removing('cat');

/** A vendor that answers everything with this. */
const answering = (response: VendorResponse, settings = new FakeBraze().settings) =>
  vendorLine(braze, { settings, answer: () => response });

describe('what Braze is sent', () => {
  it('is true for who enters and false for who leaves, who is never made known for it', async () => {
    const { line, sent } = vendorLine(braze, new FakeBraze());
    const { outcomes } = await deliver(line, batchOf(AUDIENCE, [ann, gone]));
    expect(kinds(outcomes)).toEqual({ 'add ann': 'accepted', 'remove cat': 'accepted' });
    expect(bodies(sent)).toEqual([
      {
        attributes: [
          { seats: 3, cohort_walls: true, external_id: 'ann', _update_existing_only: false },
          { cohort_walls: false, external_id: 'cat', _update_existing_only: true },
        ],
      },
    ]);
    expect(sent[0]?.headers.authorization).toBe('Bearer braze-key-0123456789');
  });

  it('adds to an array and takes out of it, leaving what else is in there', async () => {
    const fake = new FakeBraze('email', 'array');
    fake.profiles.set('ann@x.com', { cohorts: ['vip'] });
    const { line } = vendorLine(braze, fake);
    await deliver(line, batchOf('array:cohorts:walls', [adding('ann@x.com')]));
    expect(fake.profiles.get('ann@x.com')).toMatchObject({ cohorts: ['vip', 'walls'] });
    await deliver(line, batchOf('array:cohorts:walls', [removing('ann@x.com')]));
    expect(fake.profiles.get('ann@x.com')).toMatchObject({ cohorts: ['vip'] });
  });

  it('makes nobody known when it should not', async () => {
    const fake = new FakeBraze('user_id', 'attribute', { createUsers: false });
    fake.profiles.set('ann', {});
    const { outcomes, fault } = await deliver(vendorLine(braze, fake).line, batchOf(AUDIENCE, [ann, bob]));
    expect([...fake.profiles.keys()]).toEqual(['ann']);
    expect([kinds(outcomes), fault]).toEqual([{ 'add ann': 'accepted', 'add bob': 'accepted' }, undefined]);
  });

  it("sends values ahead of a partner's cohort, and drops whom Braze does not know", async () => {
    const fake = new FakeBraze('user_id', 'cohort');
    fake.profiles.set('cat', {});
    const { line, sent, ensure } = vendorLine(braze, fake);
    const audience = await ensure();
    expect(await ensure({ known: audience.id })).toEqual(audience);
    expect(sent).toHaveLength(1);
    expect(bodies(sent)[0]).toMatchObject({ cohort_id: 'cusp:1', name: 'walls' });
    await deliver(line, batchOf(audience.id, [ann, bob, gone]));
    expect(fake.audience()).toEqual(['ann']);
    expect(bodies(sent).at(-1)).toMatchObject({
      cohort_changes: [{ user_ids: ['ann', 'bob'] }, { user_ids: ['cat'], should_remove: true }],
    });
    const shown = line.redact(sent.at(-1)?.body ?? '');
    expect(shown).toContain('"client_secret":"[secret]"');
    for (const secret of ['partner-key-0123', 'client-', 'secret\\"']) expect(shown).not.toContain(secret);
  });

  it('says of values that it cannot send which they are, and sends nothing of that person', async () => {
    const { line, sent } = vendorLine(braze, new FakeBraze());
    const { outcomes } = await deliver(
      line,
      batchOf(AUDIENCE, [
        adding('texts', { tags: ['a', 'b'] }),
        adding('numbers', { sizes: [1, 2] }),
        adding('whose', { external_id: 'somebody-else' }),
        adding('own', { cohort_walls: false }),
      ]),
    );
    expect(Object.fromEntries(outcomes)).toEqual({
      'add texts': { kind: 'accepted' },
      'add numbers': expect.objectContaining({
        reason: 'unsupported-value',
        message: expect.stringContaining('sizes'),
      }),
      'add whose': expect.objectContaining({ reason: 'reserved-field' }),
      'add own': expect.objectContaining({ reason: 'reserved-field' }),
    });
    expect(bodies(sent)[0].attributes).toHaveLength(1);
  });

  it('tells of an entry with its instant and its id', async () => {
    const { line, sent } = vendorLine(braze, new FakeBraze(), { appId: 'app-1' });
    const entry = { at: Date.UTC(2026, 4, 1, 10), reason: 'did wall: 3', id: 'entry-1' };
    const { events } = await deliver(line, batchOf(AUDIENCE, [adding('ann', {}, entry)], 'hit'));
    expect(kinds(events)).toEqual({ 'add ann': 'accepted' });
    expect(bodies(sent)[1]).toEqual({
      events: [
        {
          external_id: 'ann',
          app_id: 'app-1',
          name: 'hit',
          time: '2026-05-01T10:00:00.000Z',
          properties: {
            cohort: 'walls',
            audience: 'walls',
            entered_at: '2026-05-01T10:00:00.000Z',
            reason: 'did wall: 3',
            entry_id: 'entry-1',
          },
          _update_existing_only: false,
        },
      ],
    });
  });

  it('is halved until it fits, also where the count would', async () => {
    const fake = new FakeBraze();
    const { line, sent } = vendorLine(braze, fake);
    const long = 'x'.repeat(200_000);
    const many = Array.from({ length: 60 }, (_, i) => adding(`u${i}`, { long }));
    const huge = adding('huge', { long: long.repeat(25) });
    const { outcomes } = await deliver(line, batchOf(AUDIENCE, [...many, huge]));
    expect(outcomes.get('add huge')).toMatchObject({ kind: 'rejected', reason: 'too-large' });
    expect(fake.audience()).toHaveLength(60);
    for (const { body } of sent) expect(Buffer.byteLength(body ?? '')).toBeLessThanOrEqual(4_000_000);
  });

  it('goes to the endpoint for bulk, a thousand at a time, where that is set', async () => {
    const { line, sent } = answering(json(201, { message: 'success', attributes_processed: 1_000 }), {
      ...new FakeBraze().settings,
      endpoint: 'track-bulk',
    });
    await deliver(
      line,
      batchOf(
        AUDIENCE,
        Array.from({ length: 1_000 }, (_, i) => adding(`u${i}`)),
      ),
    );
    expect(sent.map(({ url }) => url)).toEqual(['https://rest.iad-03.braze.com/users/track/bulk']);
    expect(line.limits.limits).toMatchObject({ operationsPerRequest: 1_000, bytesPerRequest: 2_000_000 });
  });
});

describe('an audience at Braze', () => {
  const idOf = async (name: string, changes: Record<string, unknown> = {}) => {
    const { ensure } = vendorLine(braze, new FakeBraze(), changes);
    return (await ensure({ name, known: 'attribute:before' })).id;
  };

  it('has a name of its own for each name, in letters that an attribute takes', async () => {
    const names = ['walls', 'Walls', 'walls!', 'hit the wall', 'hit-the-wall', '壁', '岩', '_walls'];
    const ids = await Promise.all(names.map((name) => idOf(name)));
    expect(ids[0]).toBe('attribute:cohort_walls');
    expect(new Set(ids).size).toBe(names.length);
    for (const id of ids) expect(id).toMatch(/^attribute:cohort_[a-z0-9_]+$/);
  });

  it('is another one when it is kept in another way', async () => {
    expect(await idOf('walls', { audience: 'array' })).toBe('array:cohorts:walls');
    expect(await idOf('walls', { attributePrefix: 'is ' })).toBe('attribute:is walls');
  });
});

describe('what Braze answers', () => {
  const three = batchOf(AUDIENCE, [ann, bob, gone]);
  const success = (more: object, status = 201) => answering(json(status, { message: 'success', ...more }));

  it('refuses by place within a success', async () => {
    const error = { type: 'BLACKLISTED_EXTERNAL_USER_ID', input_array: 'attributes', index: 1 };
    const { outcomes } = await deliver(success({ attributes_processed: 2, errors: [error] }).line, three);
    expect(kinds(outcomes)).toEqual({
      'add ann': 'accepted',
      'add bob': 'rejected',
      'remove cat': 'accepted',
    });
    expect(outcomes.get('add bob')).toMatchObject({ reason: 'blocked' });
  });

  it.each<[string, unknown]>([
    ['without a place', { type: 'something went wrong' }],
    ['with a place in another array', { type: 'bad time', input_array: 'events', index: 0 }],
    ['with a place that is not there', { type: 'bad', input_array: 'attributes', index: 7 }],
    ['in words alone', 'something went wrong'],
  ])('may mean anybody by an error %s', async (_, error) => {
    const { outcomes } = await deliver(success({ attributes_processed: 3, errors: [error] }).line, three);
    expect(new Set(Object.values(kinds(outcomes)))).toEqual(new Set(['retry']));
  });

  it('has not taken those who are missing in its count, but for those who may be unknown', async () => {
    const short = await deliver(success({ attributes_processed: 1 }).line, three);
    expect(new Set(Object.values(kinds(short.outcomes)))).toEqual(new Set(['retry']));
    const enough = await deliver(success({ attributes_processed: 2 }).line, three);
    expect(new Set(Object.values(kinds(enough.outcomes)))).toEqual(new Set(['accepted']));
  });

  it('is taken when it is queued in maintenance, and not when it is something else', async () => {
    const queued = await deliver(answering(json(202, { message: 'queued' })).line, three);
    expect(new Set(Object.values(kinds(queued.outcomes)))).toEqual(new Set(['accepted']));
    for (const body of ['{"message":"failed"}', '<html>', '']) {
      const { outcomes, fault } = await deliver(answering({ status: 200, headers: {}, body }).line, three);
      expect([outcomes.size, fault?.kind]).toEqual([0, 'unavailable']);
    }
    const partner = answering(
      { status: 200, headers: {}, body: '<html>' },
      new FakeBraze('user_id', 'cohort').settings,
    );
    expect((await deliver(partner.line, batchOf('cohort:1', [bob]))).fault?.kind).toBe('unavailable');
  });

  const now = Date.UTC(2026, 4, 1) / 1_000;
  it.each<[string, VendorResponse, object]>([
    [
      '429 with an instant',
      { status: 429, headers: { 'x-ratelimit-reset': String(now + 1_800) }, body: '' },
      { kind: 'limited', afterMs: 1_800_000 },
    ],
    [
      '429 with a span',
      { status: 429, headers: { 'x-ratelimit-reset': '1800' }, body: '' },
      { kind: 'limited', afterMs: 1_800_000 },
    ],
    [
      '429 with its own header',
      { status: 429, headers: { 'x-ratelimit-retry-after': '90' }, body: '' },
      { kind: 'limited', afterMs: 90_000 },
    ],
    [
      // The window of the limit ends in an hour, which says nothing of the failure.
      '500 with a reset',
      { status: 500, headers: { 'x-ratelimit-reset': String(now + 3_600) }, body: '' },
      { kind: 'unavailable', afterMs: undefined },
    ],
    [
      '401',
      { status: 401, headers: {}, body: '{"message":"Invalid API Key braze-key-0123456789"}' },
      { kind: 'credentials', message: expect.stringMatching(/`apiKey`.*users\.track.*`host`.*\[secret\]/) },
    ],
    [
      '404',
      { status: 404, headers: {}, body: '' },
      { kind: 'misconfigured', message: expect.stringContaining('`host`') },
    ],
    [
      'a redirect',
      { status: 301, headers: { location: 'https://rest.fra-01.braze.eu/users/track' }, body: '' },
      { kind: 'misconfigured', message: expect.stringContaining('rest.fra-01.braze.eu') },
    ],
  ])('rests or stops at %s', async (_, response, fault) => {
    expect((await deliver(answering(response).line, three)).fault).toEqual(expect.objectContaining(fault));
  });
});

describe('the settings of Braze', () => {
  const verified = (fake: FakeBraze, changes = {}) => vendorLine(braze, fake, changes).verify();

  it('let in without a change to anybody', async () => {
    for (const fake of [new FakeBraze(), new FakeBraze('user_id', 'cohort')]) {
      await verified(fake);
      expect([fake.profiles.size, fake.cohorts.size, fake.requests.length]).toEqual([0, 0, 0]);
    }
  });

  it.each<[string, FakeBraze, object, RegExp]>([
    ['another instance', new FakeBraze(), { host: 'rest.fra-01.braze.eu' }, /`host`/],
    ['another key', new FakeBraze(), { apiKey: 'another-key' }, /`apiKey`.*users\.track/],
    ['another secret', new FakeBraze('user_id', 'cohort'), { clientSecret: 'another' }, /`clientSecret`/],
    ['another partner', new FakeBraze('user_id', 'cohort'), { partner: 'other' }, /no \/partners\/other/],
  ])('say what to look at with %s', async (_, fake, changes, message) => {
    await expect(verified(fake, changes)).rejects.toThrow(message);
  });

  it('take no host but those of Braze', () => {
    const { settings } = new FakeBraze();
    for (const host of ['rest.iad-01.braze.com', 'rest.us-10.braze.com', 'rest.fra-02.braze.eu'])
      expect(braze.settings.safeParse({ ...settings, host }).success).toBe(true);
    for (const host of [
      '10.0.0.1',
      'rest.iad-01.braze.com.evil.com',
      'rest.evil.com/.braze.com',
      'x.braze.com',
    ])
      expect(braze.settings.safeParse({ ...settings, host }).success).toBe(false);
  });

  it('name what the import for partners still needs', () => {
    const { settings } = new FakeBraze();
    const { error } = braze.settings.safeParse({ ...settings, audience: 'cohort', identity: 'email' });
    expect(error?.issues.map(({ path }) => path.join())).toEqual([
      'partner',
      'partnerApiKey',
      'clientSecret',
      'identity',
    ]);
  });

  it('take no external id that Braze would not', () => {
    const { line } = vendorLine(braze, new FakeBraze());
    expect(braze.addressOf({ user_id: 'é'.repeat(494) }, line.settings)).toMatchObject({ ok: true });
    expect(braze.addressOf({ user_id: 'é'.repeat(495) }, line.settings)).toMatchObject({
      reason: 'invalid-user-id',
    });
  });
});
