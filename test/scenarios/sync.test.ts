import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startServer } from '../../packages/engine/src/cli/commands/serve.ts';
import type { Terminal } from '../../packages/engine/src/cli/context.ts';
import { runCli } from '../../packages/engine/src/cli/run-cli.ts';
import { loadConfig } from '../../packages/engine/src/config.ts';
import { must } from '../../packages/engine/src/util/assert.ts';
import { FakeIterable } from '../fakes/iterable.ts';
import { listen } from '../fakes/listen.ts';

const QUIET: Terminal = { out: () => undefined, err: () => undefined, interactive: false };
const OTHER_KEY = 'another-iterable-key-987';

describe('a cohort of a running server in Iterable', () => {
  const fake = new FakeIterable('email');
  let data: string;
  let server: Awaited<ReturnType<typeof startServer>>;
  let vendor: Awaited<ReturnType<typeof listen>>;
  let key: string;
  const config = () => loadConfig({ data, port: '0', log: 'silent' }, { CUSP_ALLOW_PRIVATE_RECEIVERS: '1' });
  beforeAll(async () => {
    data = await mkdtemp(join(tmpdir(), 'cusp-sync-'));
    vendor = await listen(fake, 'api.iterable.com');
    server = await startServer(config(), QUIET);
    const { access } = server.app.dependencies;
    key = (await access.createKey(must(await access.project('default'), 'project'), 'write')).key;
  });
  afterAll(async () => {
    await server.close();
    vendor.close();
    await rm(data, { recursive: true, force: true });
  });

  async function cusp(...args: string[]): Promise<{ code: number; out: string }> {
    const said: string[] = [];
    const say = (text: string) => void said.push(text);
    const code = await runCli(['--data', data, ...args], { ...QUIET, out: say, err: say });
    return { code, out: said.join('\n') };
  }

  async function did(
    event_type: string,
    user: string,
    user_properties: object = { email: `${user}@Example.com` },
  ) {
    const answer = await fetch(`${server.url}/2/httpapi`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({
        api_key: key,
        events: [{ event_type, user_id: user, time: Date.now(), user_properties }],
      }),
    });
    expect(answer.status).toBe(200);
  }

  async function until(audience: string[], withinMs = 10_000): Promise<number> {
    const begun = Date.now();
    while (JSON.stringify(fake.audience()) !== JSON.stringify(audience)) {
      if (Date.now() - begun > withinMs) expect(fake.audience()).toEqual(audience);
      await sleep(10);
    }
    return Date.now() - begun;
  }

  it('is set up with tried credentials, previewed, kept up to date, and heals after an expired key', async () => {
    const add = (apiKey: string) =>
      cusp(
        'destination',
        'add',
        'iterable',
        'mail',
        '--set',
        `apiKey=${apiKey}`,
        '--set',
        'identity=email',
        '--set',
        `baseUrl=${vendor.url}`,
      );
    const refused = await add('wrong-key-000000');
    expect(refused.code).not.toBe(0);
    expect(refused.out).toContain('Invalid API key');
    expect(refused.out).not.toContain('wrong-key');
    expect((await add(String(fake.settings.apiKey))).out).toBe('destination "mail" is ready');
    const stored = await server.app.dependencies.records.db.selectFrom('destinations').selectAll().execute();
    expect(JSON.stringify(stored)).not.toContain(String(fake.settings.apiKey));

    await did('wall', 'ann-1', { email: 'Ann@Example.com', seats: 3 });
    await did('wall', 'bob-1', { seats: 1 });
    await cusp(
      'cohort',
      'create',
      'stuck',
      '--text',
      'users who did wall at least 1 time in the last 14 days and not did upgraded',
    );
    const made = await cusp(
      'sync',
      'create',
      '--cohort',
      'stuck',
      '--destination',
      'mail',
      '--attribute',
      'seats_used=seats',
      '--reason',
      'why_here',
      '--attribute',
      'seats_free=seat',
      '--event',
      'hit the wall',
      '--paused',
      '--json',
    );
    const { id } = JSON.parse(made.out) as { id: string };
    const preview = await cusp('sync', 'preview', id);
    expect(preview.out).toContain(
      'warning: mapping.attributes.seats_free: no user has had a property "seat": did you mean "seats"?',
    );
    expect(preview.out).toContain('1 would be put in: ann-1');
    expect(preview.out).toContain('1 stay out: has no email');
    expect(preview.out).toContain('0 there already would get new values\n');
    expect(preview.out).toContain('"seats_used":3');
    expect(fake.lists.size).toBe(0);

    await cusp('sync', 'resume', id);
    await until(['ann@example.com']);
    expect(fake.people.get('ann@example.com')).toMatchObject({ seats_used: 3 });
    await did('wall', 'cat-1');
    expect(await until(['ann@example.com', 'cat-1@example.com'])).toBeLessThan(3_000);
    expect(fake.people.get('cat-1@example.com')).toMatchObject({
      why_here: expect.stringMatching(/^did wall .*: 1/),
    });
    while (fake.events.length === 0) await sleep(10);
    expect(fake.events).toMatchObject([{ name: 'hit the wall', address: 'cat-1@example.com' }]);
    fake.putByHand('stranger@example.com');
    expect((await cusp('sync', 'check', id)).out).toMatch(
      /^3 there on .*, 1 extra \(stranger@example.com\)$/,
    );
    fake.takeByHand('stranger@example.com');
    expect((await cusp('sync', 'check', id)).out).toMatch(/^2 there on .*, as it should be$/);
    fake.unreadable = true;
    const unread = await cusp('sync', 'check', id);
    expect([unread.code, unread.out]).toEqual([1, expect.stringContaining('not allowed')]);
    fake.unreadable = false;
    await did('upgraded', 'ann-1');
    await until(['cat-1@example.com']);
    const shown = await cusp('sync', 'show', id);
    expect(shown.out).toMatch(/there +1/);
    expect(shown.out).toMatch(/unresolved +1/);
    expect(shown.out).toMatch(/audience +could not be read on .*not allowed.*; before that 2 there/);
    expect(shown.out).toContain('bob-1');

    const scrape = { headers: { authorization: `Bearer ${server.app.operatorToken}` } };
    const metrics = await (await fetch(`${server.url}/metrics`, scrape)).text();
    expect(metrics).toMatch(/^cusp_destination_requests_total\{kind="iterable",outcome="2xx"\} [1-9]/m);
    expect(metrics).toMatch(/^cusp_cohort_members\{project="default",cohort=".*",name="stuck"\} 2$/m);
    expect(metrics).toMatch(/^cusp_cohort_transitions_total\{.*direction="exited"\} 1$/m);
    expect(metrics).toMatch(/^cusp_sync_members\{.*standing="unresolved"\} 1$/m);
    expect(metrics).toMatch(/^cusp_events_total\{project="default",outcome="stored"\} 4$/m);
    expect(metrics).not.toContain('ann');

    Object.assign(fake.settings, { apiKey: OTHER_KEY });
    await did('wall', 'dan-1');
    await did('upgraded', 'cat-1');
    while (!(await cusp('destination', 'list')).out.includes('parked')) await sleep(50);
    const status = (await cusp('status')).out;
    expect(status).toMatch(/^stuck +mail +parked/m);
    expect(status.replaceAll(/\s+/g, ' ')).toContain('Mend it with `cusp destination set mail`');
    expect(status).toContain('Invalid API key');
    expect((await cusp('sync', 'list')).out).toMatch(/parked/);
    expect((await cusp('sync', 'show', id)).out).toContain('health      parked: nothing goes to "mail"');
    await did('wall', 'eve-1');
    await did('upgraded', 'dan-1');
    const { length } = fake.requests;
    expect((await cusp('destination', 'set', 'mail', '--set', `apiKey=${OTHER_KEY}`)).out).toBe(
      'destination "mail" is ready',
    );
    await until(['eve-1@example.com']);
    expect(
      fake.requests
        .slice(length)
        .map(({ body }) => body ?? '')
        .join(),
    ).not.toContain('dan-1');
  });

  it('goes on after the server has been down, with what changed meanwhile', async () => {
    await server.close();
    server = await startServer(config(), QUIET);
    await did('wall', 'fay-1');
    await until(['eve-1@example.com', 'fay-1@example.com']);
    expect((await cusp('sync', 'list')).out).toMatch(/stuck +mail +\d +2 +running/);
  });

  it('tells a channel when the destination is parked, and again when it is well', async () => {
    const told: string[] = [];
    let status = 200;
    const channel = createServer(async (incoming, response) => {
      told.push((JSON.parse(await text(incoming)) as { text: string }).text);
      response.writeHead(status).end(status === 200 ? 'ok' : 'channel_is_archived');
    });
    await new Promise<void>((resolve) => channel.listen(0, '127.0.0.1', resolve));
    const url = `http://127.0.0.1:${(channel.address() as AddressInfo).port}/services/T0/B0/the-hidden-part`;
    const { alerts } = server.app.dependencies;
    try {
      expect((await cusp('status')).out).toContain('nobody is told of trouble');
      const added = await cusp('alert', 'add', 'slack', url);
      expect(added).toMatchObject({ code: 0, out: expect.stringContaining('127.0.0.1') });
      const id = must(/cusp alert test ([\w-]+)/.exec(added.out)?.[1], 'id');
      expect((await cusp('alert', 'test', id)).out).toContain('took the message');
      Object.assign(fake.settings, { apiKey: 'yet-another-key-55555' });
      await did('wall', 'gus-1');
      while (!(await cusp('destination', 'list')).out.includes('parked')) await sleep(50);
      await alerts.look();
      await alerts.look();
      expect(told).toHaveLength(2);
      expect(told[1]).toContain('sync of stuck to mail is parked');
      expect((await cusp('destination', 'set', 'mail', '--set', 'apiKey=yet-another-key-55555')).code).toBe(
        0,
      );
      await alerts.look();
      await alerts.look();
      expect(told.slice(2)).toEqual([expect.stringContaining('is no longer parked')]);
      status = 410;
      expect((await cusp('alert', 'test', id)).out).toContain('answered 410: channel_is_archived');
      const list = (await cusp('alert', 'list')).out;
      expect(list).toMatch(/^slack +127\.0\.0\.1:\d+ +well/m);
      expect(list).not.toContain('hidden');
      for (const given of [[], ['--url', url]]) {
        expect(await cusp('alert', 'add', 'slack', ...given)).toMatchObject({
          code: 2,
          out: expect.stringContaining('say where messages go: `cusp alert add slack ADDRESS`'),
        });
      }
      const webhook = await cusp('alert', 'add', 'webhook', url);
      expect(webhook.out).toContain('secret, shown this once: whsec_');
      expect((await cusp('status')).out).toMatch(/^alerts +2 receivers$/m);
      expect((await cusp('alert', 'remove', id)).out).toContain('is removed');
      expect((await cusp('alert', 'test', id)).out).toContain('there is no receiver of alerts');
    } finally {
      channel.close();
      channel.closeAllConnections();
    }
  });

  it('answers mistakes with what to do', async () => {
    const account = 'accounts who did wall at least 1 time';
    await cusp('cohort', 'create', 'teams', '--text', account);
    expect((await cusp('sync', 'create', '--cohort', 'teams', '--destination', 'mail')).out).toContain(
      'Iterable takes users',
    );
    expect((await cusp('sync', 'create', '--cohort', 'stuck', '--destination', 'mail')).out).toContain(
      'another sync fills the audience',
    );
    expect((await cusp('sync', 'create', '--cohort', 'stuck', '--destination', 'male')).out).toContain(
      'there is no destination "male"',
    );
    expect((await cusp('destination', 'add', 'pigeon', 'x')).out).toContain('choose one of braze, ');
    expect((await cusp('destination', 'add', 'iterable', 'y', '--set', 'apiKey=short')).out).not.toContain(
      'got "short"',
    );
    expect(
      (
        await cusp(
          'destination',
          'add',
          'webhook',
          'z',
          '--set',
          'url=http://10.0.0.1/x',
          '--set',
          'secret=nope',
        )
      ).out,
    ).toContain('whsec_');
    expect((await cusp('sync', 'show', 'nothing')).code).not.toBe(0);
  });
});
