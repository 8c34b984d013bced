import { createInstance, Identify, Revenue, Types } from '@amplitude/analytics-node';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type TemporaryApp, temporaryApp } from '../support/app.ts';
import { type FlakyProxy, flakyProxy, type Mishap } from '../support/flaky-proxy.ts';
import { storedRows } from '../support/stored-rows.ts';

describe('Amplitude’s Node SDK', () => {
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

  async function sdk(path: string, options: Types.NodeOptions = {}, mishaps: readonly Mishap[] = []) {
    const proxy = await flakyProxy(address, mishaps);
    proxies.push(proxy);
    const client = createInstance();
    await client.init(temporary.writeKey, {
      serverUrl: proxy.url + path,
      flushIntervalMillis: 20,
      logLevel: Types.LogLevel.None,
      ...options,
    }).promise;
    return { client, proxy };
  }

  const rows = (name?: string) => storedRows(temporary.app.dependencies.store, 'default', name);

  it.each([
    ['/2/httpapi', {}],
    ['/batch', { useBatch: true }],
  ])('stores what it tracks through %s', async (path, options) => {
    const { client, proxy } = await sdk(path, options);
    const name = `opened ${path}`;
    const told = client.track(
      name,
      { plan: 'free', seats: 3, nested: { deep: [1, 2] } },
      {
        user_id: 'ann@example.org',
        device_id: 'device-ann',
        session_id: 1_700_000_000_000,
        app_version: '1.2.3',
        platform: 'Web',
        country: 'Iceland',
        groups: { account: 'acme' },
      },
    ).promise;
    await client.flush().promise;
    expect((await told).code).toBe(200);
    expect(proxy.seen).toEqual([path]);
    const [row, ...more] = await rows(name);
    expect(more).toEqual([]);
    expect(row).toMatchObject({
      user_id: 'ann@example.org',
      device_id: 'device-ann',
      session_id: 1_700_000_000_000,
      groups: { account: ['acme'] },
      source: 'amplitude',
      properties: {
        plan: 'free',
        seats: 3,
        nested: { deep: [1, 2] },
        $app_version: '1.2.3',
        $platform: 'Web',
        $country: 'Iceland',
      },
    });
    expect(row?.properties.$library).toMatch(/^amplitude-node-ts\//);
    expect(row?.insert_id).not.toBe('');
    expect(Math.abs((row?.at ?? 0) - Date.now())).toBeLessThan(60_000);
  });

  it('sets user and group properties, joins groups, and books revenue', async () => {
    const { client } = await sdk('/2/httpapi');
    const by = { user_id: 'bob@example.org' };
    const all = [
      client.identify(
        new Identify().set('plan', 'free').setOnce('source', 'ad').add('logins', 2).append('tags', 'a'),
        by,
      ).promise,
      client.identify(
        new Identify().set('plan', 'team').add('logins', 1).append('tags', 'b').unset('source'),
        by,
      ).promise,
      client.setGroup('account', 'globex', by).promise,
      client.groupIdentify('account', 'globex', new Identify().set('seats', 12), by).promise,
      client.track('after', {}, by).promise,
      client.revenue(
        new Revenue().setProductId('team-plan').setPrice(9.5).setQuantity(3).setRevenueType('new'),
        by,
      ).promise,
    ];
    await client.flush().promise;
    expect((await Promise.all(all)).map((result) => result.code)).toEqual(Array(6).fill(200));

    expect((await rows('$identify')).map((row) => row.user_updates).slice(0, 2)).toEqual([
      { plan: '"free"', source: '"ad"', logins: '2', tags: '["a"]' },
      { plan: '"team"', source: 'null', logins: '3', tags: '["a","b"]' },
    ]);
    expect((await rows('$groupidentify')).map((row) => row.account_updates)).toEqual([{ seats: '12' }]);
    const [after] = await rows('after');
    expect(after?.user_properties).toMatchObject({ plan: 'team', logins: 3, tags: ['a', 'b'] });
    expect(after?.user_properties).not.toHaveProperty('source');
    expect(after?.groups).toEqual({ account: ['globex'] });
    const [revenue] = await rows('revenue_amount');
    expect(revenue?.properties).toMatchObject({
      $product_id: 'team-plan',
      $price: 9.5,
      $quantity: 3,
      $revenue: 28.5,
      $revenue_type: 'new',
    });
  });

  it('clears all properties of a user', async () => {
    const { client } = await sdk('/2/httpapi');
    const by = { user_id: 'clara@example.org' };
    const told = [
      client.identify(new Identify().set('plan', 'free').set('role', 'admin'), by).promise,
      client.identify(new Identify().clearAll(), by).promise,
      client.track('after clear', {}, by).promise,
    ];
    await client.flush().promise;
    await Promise.all(told);
    const [after] = await rows('after clear');
    expect(after?.user_properties).not.toHaveProperty('plan');
    expect(after?.user_properties).not.toHaveProperty('role');
  });

  it('stores one row however often it has to send, whatever the server seems to say', async () => {
    const { client, proxy } = await sdk('/2/httpapi', { flushMaxRetries: 6 }, [
      { kind: 'answer', status: 500, body: '{"code":500,"error":"broken"}' },
      { kind: 'lose-answer', status: 502, body: '<html>' },
      {
        kind: 'answer',
        status: 429,
        headers: { 'retry-after': '1' },
        body: '{"code":429,"error":"slow down","eps_threshold":0,"throttled_events":[]}',
      },
      { kind: 'lose-answer', status: 503, body: '' },
    ]);
    const told = await client.track('sent again', {}, { user_id: 'carol@example.org' }).promise;
    expect(told.code).toBe(200);
    expect(proxy.seen).toHaveLength(5);
    expect(await rows('sent again')).toHaveLength(1);
  });

  it('loses one bad event alone: the SDK drops it, sends the rest again, and all the rest is stored once', async () => {
    const { client, proxy } = await sdk('/2/httpapi', { flushQueueSize: 10 });
    const by = { user_id: 'dave@example.org' };
    const told = [
      client.track('beside bad', { n: 1 }, by).promise,
      client.track('beside bad', { n: 2 }, { ...by, time: 5_000 }).promise,
      client.track('beside bad', { n: 3 }, by).promise,
    ];
    const codes = (await Promise.all(told)).map((result) => result.code);
    expect(codes).toEqual([200, 400, 200]);
    expect(proxy.seen).toHaveLength(2);
    expect((await rows('beside bad')).map((row) => row.properties.n)).toEqual([1, 3]);
  });

  it('has stored the rest even when the SDK does not send again', async () => {
    const { client } = await sdk('/2/httpapi');
    const by = { user_id: 'erin@example.org' };
    const told = [
      client.track('no retry', { n: 1 }, by).promise,
      client.track('no retry', { n: 2 }, { ...by, time: 5_000 }).promise,
    ];
    await client.flush().promise;
    expect((await Promise.all(told)).map((result) => result.code)).toEqual([400, 400]);
    expect((await rows('no retry')).map((row) => row.properties.n)).toEqual([1]);
  });

  it('gives up at once on a wrong key', async () => {
    const { proxy } = await sdk('/2/httpapi');
    const wrong = createInstance();
    await wrong.init('wrong-key', {
      serverUrl: `${proxy.url}/2/httpapi`,
      flushIntervalMillis: 20,
      logLevel: Types.LogLevel.None,
    }).promise;
    const told = await wrong.track('never', {}, { user_id: 'frank@example.org' }).promise;
    expect(told.code).toBe(400);
    expect(told.message).toContain('Invalid API key');
    expect(proxy.seen).toHaveLength(1);
    expect(await rows('never')).toEqual([]);
  });
});
