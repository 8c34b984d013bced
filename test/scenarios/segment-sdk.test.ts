import { Analytics } from '@segment/analytics-node';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type TemporaryApp, temporaryApp } from '../support/app.ts';
import { type FlakyProxy, flakyProxy, type Mishap } from '../support/flaky-proxy.ts';
import { storedRows } from '../support/stored-rows.ts';

describe('Segment’s Node library', () => {
  let temporary: TemporaryApp;
  let address: string;
  const proxies: FlakyProxy[] = [];

  beforeAll(async () => {
    temporary = await temporaryApp();
    address = await temporary.listen();
  });
  afterAll(async () => {
    for (const proxy of proxies) await proxy.close();
    await temporary.dispose();
  });

  async function library(mishaps: readonly Mishap[] = [], writeKey = temporary.writeKey) {
    const proxy = await flakyProxy(address, mishaps);
    proxies.push(proxy);
    const analytics = new Analytics({ writeKey, host: proxy.url, flushInterval: 50 });
    const errors: unknown[] = [];
    analytics.on('error', (error) => errors.push(error));
    return { analytics, proxy, errors };
  }

  const rows = (name?: string) => storedRows(temporary.app.dependencies.store, 'default', name);

  it('stores every kind of call', async () => {
    const { analytics, proxy, errors } = await library();
    const timestamp = new Date(Date.now() - 3 * 86_400_000);
    analytics.track({ anonymousId: 'visitor-1', event: 'Landed', properties: { ref: 'ad' }, timestamp });
    analytics.identify({
      userId: 'ann',
      anonymousId: 'visitor-1',
      traits: { plan: 'free', tmp: 1, age: 30 },
    });
    analytics.group({ userId: 'ann', groupId: 'acme', traits: { seats: 5, address: { city: 'Oslo' } } });
    analytics.track({
      userId: 'ann',
      event: 'Exported',
      properties: { format: 'csv', rows: 12, opts: { wide: true } },
      context: {
        ip: '203.0.113.7',
        locale: 'nb-NO',
        timezone: 'Europe/Oslo',
        userAgent: 'Firefox',
        page: { url: 'https://x.example/a', path: '/a', referrer: 'https://y.example' },
        campaign: { name: 'spring', source: 'mail', medium: 'email' },
        app: { version: '2.0.0' },
        os: { name: 'Linux', version: '6' },
        screen: { width: 800 },
      },
    });
    analytics.page({ userId: 'ann', name: 'Pricing', category: 'Sales', properties: { path: '/pricing' } });
    analytics.screen({ userId: 'ann', name: 'Settings' });
    await analytics.closeAndFlush();
    expect(errors).toEqual([]);
    expect(new Set(proxy.seen)).toEqual(new Set(['/v1/batch']));

    const [landed] = await rows('Landed');
    expect(landed).toMatchObject({
      device_id: 'visitor-1',
      user_id: '',
      at: timestamp.getTime(),
      source: 'segment',
    });
    const [identified] = await rows('$identify');
    expect(identified?.user_updates).toEqual({ plan: '"free"', tmp: '1', age: '30' });
    expect(identified?.link_kind).toBe('device');
    const [grouped] = await rows('$groupidentify');
    expect(grouped).toMatchObject({
      groups: { account: ['acme'] },
      account_updates: { seats: '5', 'address.city': '"Oslo"' },
    });
    const [exported] = await rows('Exported');
    expect(exported).toMatchObject({
      user_id: 'ann',
      groups: { account: ['acme'] },
      user_properties: { plan: 'free', age: 30 },
      properties: {
        format: 'csv',
        rows: 12,
        opts: { wide: true },
        $ip: '203.0.113.7',
        $locale: 'nb-NO',
        $timezone: 'Europe/Oslo',
        $user_agent: 'Firefox',
        $page_url: 'https://x.example/a',
        $page_path: '/a',
        $referrer: 'https://y.example',
        $utm_campaign: 'spring',
        $utm_source: 'mail',
        $utm_medium: 'email',
        $app_version: '2.0.0',
        $os_name: 'Linux',
        $context: { screen: { width: 800 } },
      },
    });
    expect(exported?.properties.$library).toMatch(/^@segment\/analytics-node\//);
    expect((await rows('Page Viewed'))[0]?.properties).toMatchObject({
      name: 'Pricing',
      category: 'Sales',
      path: '/pricing',
    });
    expect((await rows('Screen Viewed'))[0]?.properties).toMatchObject({ name: 'Settings' });
  });

  it('removes a trait that is null, and joins a user that alias names', async () => {
    const { analytics } = await library();
    analytics.identify({ userId: 'bob', traits: { plan: 'free', role: 'admin' } });
    analytics.identify({ userId: 'bob', traits: { role: null } });
    analytics.track({ userId: 'bob', event: 'After null' });
    analytics.alias({ previousId: 'bob', userId: 'robert' });
    analytics.alias({ previousId: '7c9e6679-7425-40de-944b-e07fc1f90ae7', userId: 'robert' });
    await analytics.closeAndFlush();
    const [after] = await rows('After null');
    expect(after?.user_properties).toMatchObject({ plan: 'free' });
    expect(after?.user_properties).not.toHaveProperty('role');
    expect((await rows('$alias')).map((row) => [row.user_id, row.link_kind])).toEqual([['robert', 'alias']]);
    const linked = (await rows('$identify')).filter((row) => row.user_id === 'robert');
    expect(linked.map((row) => [row.device_id, row.link_kind])).toEqual([
      ['7c9e6679-7425-40de-944b-e07fc1f90ae7', 'device'],
    ]);
  });

  it('stores one row however often it has to send', async () => {
    const { analytics, proxy, errors } = await library([
      { kind: 'lose-answer', status: 500, body: '' },
      { kind: 'answer', status: 429, headers: { 'retry-after': '1' }, body: '{}' },
      { kind: 'lose-answer', status: 503, body: '' },
    ]);
    analytics.track({ userId: 'carol', event: 'Sent again' });
    await analytics.closeAndFlush({ timeout: 30_000 });
    expect(errors).toEqual([]);
    expect(proxy.seen).toHaveLength(4);
    expect(await rows('Sent again')).toHaveLength(1);
  });

  it('is told of a wrong key, and does not try again', async () => {
    const { analytics, proxy, errors } = await library([], 'wrong-key');
    analytics.track({ userId: 'dave', event: 'Never' });
    await analytics.closeAndFlush();
    expect(errors).toHaveLength(1);
    expect(proxy.seen).toHaveLength(1);
    expect(await rows('Never')).toEqual([]);
  });
});
