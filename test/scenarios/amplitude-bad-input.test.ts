import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type TemporaryApp, temporaryApp } from '../support/app.ts';
import { post } from '../support/post.ts';
import { storedRows } from '../support/stored-rows.ts';

const DAY_MS = 86_400_000;

describe('bad input to Amplitude’s endpoints', () => {
  let temporary: TemporaryApp;
  let url: string;
  let number = 0;

  beforeAll(async () => {
    temporary = await temporaryApp();
    url = await temporary.listen();
  });
  afterAll(() => temporary.dispose());

  const good = (fields: object = {}) => ({ user_id: 'ann-1', event_type: 'good', ...fields });
  const send = (events: unknown, more: object = {}) =>
    post(`${url}/2/httpapi`, { api_key: temporary.writeKey, events, ...more });
  const rows = (name: string) => storedRows(temporary.app.dependencies.store, 'default', name);
  const rejected = async (limit = 1) => {
    const answer = await fetch(`${url}/api/v1/rejected?limit=${limit}`, {
      headers: { authorization: `Bearer ${temporary.secretKey}` },
    });
    return (await answer.json()) as { rejected: Record<string, unknown>[]; total: number };
  };

  /** Sends a bad event between two good ones; gives the answer and what the good ones became. */
  async function between(bad: unknown) {
    number += 1;
    const event_type = `kept ${number}`;
    const answer = await send([good({ event_type }), bad, good({ event_type })]);
    return { answer, kept: (await rows(event_type)).length };
  }

  it.each<[string, unknown, string, 'invalid' | 'missing' | 'short']>([
    ['a number', 5, 'event', 'invalid'],
    ['null', null, 'event', 'invalid'],
    ['a list', [good()], 'event', 'invalid'],
    ['no event_type', { user_id: 'ann-1' }, 'event_type', 'missing'],
    ['event_type of a number', good({ event_type: 7 }), 'event_type', 'invalid'],
    ['event_type with a control character', good({ event_type: 'a\u0000b' }), 'event_type', 'invalid'],
    ['a reserved event_type', good({ event_type: '$alias' }), 'event_type', 'invalid'],
    ['a long event_type', good({ event_type: 'x'.repeat(1_025) }), 'event_type', 'invalid'],
    ['no id', { event_type: 'x' }, 'user_id', 'missing'],
    ['empty ids', { event_type: 'x', user_id: '', device_id: null }, 'user_id', 'missing'],
    ['a user_id of a number', good({ user_id: 12_345 }), 'user_id', 'invalid'],
    ['a short user_id', good({ user_id: 'ann' }), 'user_id', 'short'],
    ['a short device_id', good({ device_id: 'd' }), 'device_id', 'short'],
    ...['anonymous', 'null', 'None', '0', '-1', '00000000-0000-0000-0000-000000000000'].map(
      (id): [string, unknown, string, 'invalid'] => [
        `user_id ${id}`,
        good({ user_id: id }),
        'user_id',
        'invalid',
      ],
    ),
    ['time as text', good({ time: '2024-01-01' }), 'time', 'invalid'],
    ['time in seconds', good({ time: Math.floor(Date.now() / 1_000) }), 'time', 'invalid'],
    ['time before 1990', good({ time: 1 }), 'time', 'invalid'],
    ['time two days ahead', good({ time: Date.now() + 2 * DAY_MS }), 'time', 'invalid'],
    ['a fractional time', good({ time: Date.now() + 0.5 }), 'time', 'invalid'],
    ['an enormous time', good({ time: 1e300 }), 'time', 'invalid'],
    ['session_id as text', good({ session_id: 'abc' }), 'session_id', 'invalid'],
    ['insert_id as an object', good({ insert_id: {} }), 'insert_id', 'invalid'],
    ['platform as a number', good({ platform: 5 }), 'platform', 'invalid'],
    ['price as text', good({ price: '9.99' }), 'price', 'invalid'],
    ['groups as a list', good({ groups: ['acme'] }), 'groups', 'invalid'],
    ['a group name that is an object', good({ groups: { account: {} } }), 'groups.account', 'invalid'],
    ['event_properties as text', good({ event_properties: 'a=1' }), 'event_properties', 'invalid'],
    ['a huge text', good({ event_properties: { t: 'x'.repeat(40_000) } }), 'event_properties.t', 'invalid'],
    ['user_properties as a list', good({ user_properties: [1] }), 'user_properties', 'invalid'],
    [
      'operators beside plain properties',
      good({ event_type: '$identify', user_properties: { $set: { a: 1 }, b: 2 } }),
      'user_properties.b',
      'invalid',
    ],
    [
      'adding text',
      good({ event_type: '$identify', user_properties: { $add: { n: 'x' } } }),
      'user_properties.$add.n',
      'invalid',
    ],
    [
      'group properties of no group',
      { event_type: '$groupidentify', group_properties: { $set: { a: 1 } } },
      'groups',
      'missing',
    ],
    [
      'group properties of another kind of group',
      { event_type: '$groupidentify', groups: { team: 't1' }, group_properties: { $set: { a: 1 } } },
      'groups.team',
      'invalid',
    ],
    ['group properties on an event', good({ group_properties: { a: 1 } }), 'group_properties', 'invalid'],
  ])('refuses %s, names the field, and keeps the rest', async (_, bad, field, kind) => {
    const { answer, kept } = await between(bad);
    expect(answer.status).toBe(400);
    const lists = {
      invalid: answer.json.events_with_invalid_fields,
      missing: answer.json.events_with_missing_fields,
      short: answer.json.events_with_invalid_id_lengths,
    };
    expect(lists[kind]).toEqual({ [field]: [1] });
    expect(answer.json).toMatchObject({ code: 400, events_ingested: 2 });
    expect(answer.json.error).toContain('1 of 3 events were refused, the others are stored. event 1: ');
    expect(kept).toBe(2);
    const { rejected: found } = await rejected();
    expect(found[0]).toMatchObject({
      source: 'amplitude',
      position: 1,
      field: field === 'event' ? '' : field,
    });
  });

  it('says what a slip looks like', async () => {
    const { answer } = await between(good({ time: Math.floor(Date.now() / 1_000) }));
    expect(answer.json.error).toContain('it looks like seconds: send milliseconds');
  });

  it('refuses what nests too deep without breaking', async () => {
    const deep = (levels: number, open: string, close: string) => open.repeat(levels) + close.repeat(levels);
    for (const [value, field] of [
      [`{"a":${deep(50, '{"d":', '}').replace('{"d":}', '{}')}}`, 'event_properties.a'],
      [`{"l":${deep(20_000, '[', ']')}}`, 'event_properties.l'],
    ] as const) {
      const answer = await post(
        `${url}/2/httpapi`,
        `{"api_key":"${temporary.writeKey}","events":[{"user_id":"ann-1","event_type":"deep","event_properties":${value}}]}`,
      );
      expect(answer.status).toBe(400);
      expect(Object.keys(answer.json.events_with_invalid_fields)[0]).toContain(field);
    }
    expect((await rejected()).rejected[0]?.payload).toContain('too deeply');
    expect(await rows('deep')).toEqual([]);
  });

  it('keeps names and values that look like SQL or like a prototype’s', async () => {
    const hostile = "'; DROP TABLE events; --";
    const answer = await post(
      `${url}/2/httpapi`,
      `{"api_key":"${temporary.writeKey}","events":[{"user_id":${JSON.stringify(hostile)},"event_type":${JSON.stringify(hostile)},
        "event_properties":{"__proto__":{"admin":true},"constructor":"c","a\`b":1,${JSON.stringify(hostile)}:"\\\\' OR 1=1","lone\\ud800":"x\\udc00"},
        "user_properties":{"__proto__":5,"toString":"t"},"groups":{"__proto__":"g","account":"a'b"}}]}`,
    );
    expect(answer.json).toMatchObject({ code: 200, events_ingested: 1 });
    const [row] = await rows(hostile);
    expect(row?.user_id).toBe(hostile);
    expect(row?.properties).toMatchObject({
      constructor: 'c',
      'a`b': 1,
      [hostile]: "\\' OR 1=1",
      'lone\ufffd': 'x\ufffd',
    });
    expect(JSON.stringify(row?.properties)).toContain('"__proto__":{"admin":true}');
    expect(Object.keys(row?.user_updates ?? {}).sort()).toEqual(expect.arrayContaining(['toString']));
    expect(row?.groups).toMatchObject({ account: ["a'b"] });
    expect(({} as { admin?: boolean }).admin).toBeUndefined();
  });

  it('keeps fields that it does not know, and nothing of what is null', async () => {
    await send([
      good({ event_type: 'unknown', vendor_id: 'v', extra_bag: { a: [1] }, carrier: null, ip: '$remote' }),
    ]);
    expect((await rows('unknown'))[0]?.properties).toEqual({
      $vendor_id: 'v',
      $extra_bag: { a: [1] },
      $ip: '127.0.0.1',
    });
  });

  it('counts an insert id once: within a batch, across batches, and per device', async () => {
    const event = good({ event_type: 'repeated', insert_id: 'i-1', device_id: 'device-1' });
    expect((await send([event, event])).json).toMatchObject({ code: 200, events_ingested: 2 });
    await send([event]);
    await send([{ ...event, device_id: 'device-2' }]);
    expect(await rows('repeated')).toHaveLength(2);
  });

  it('shifts times by what the sender’s clock is off, when it is off by a minute or more', async () => {
    const now = Date.now();
    const upload = (offMs: number, event_type: string) =>
      send([good({ event_type, time: now - 5_000 + offMs })], {
        client_upload_time: new Date(now + offMs).toISOString(),
      });
    await upload(-3_600_000, 'an hour late');
    await upload(-10_000, 'ten seconds late');
    const late = (await rows('an hour late'))[0]?.at ?? 0;
    expect(Math.abs(late - (now - 5_000))).toBeLessThan(30_000);
    expect((await rows('ten seconds late'))[0]?.at).toBe(now - 15_000);
  });

  it.each<[string, string | object, number, RegExp]>([
    ['malformed JSON', '{"api_key": ', 400, /not JSON/],
    ['an empty body', '', 400, /empty/],
    ['a list', '[]', 400, /got a list of 0/],
    ['text', '"hello"', 400, /got the text "hello"/],
    ['no key', { events: [] }, 400, /api_key: is missing/],
    ['no events', { api_key: 'k' }, 400, /events: is missing/],
    ['events of the wrong type', { api_key: 'k', events: {} }, 400, /events: expected a list/],
    [
      'a wrong upload time',
      { api_key: 'k', events: [], client_upload_time: 'soon' },
      400,
      /client_upload_time/,
    ],
    [
      'a wrong min_id_length',
      { api_key: 'k', events: [], options: { min_id_length: 0 } },
      400,
      /options.min_id_length/,
    ],
    ['a wrong key', { api_key: 'k', events: [] }, 400, /^Invalid API key/],
    ['too many events', { api_key: 'k', events: Array(10_001).fill(0) }, 413, /at most 10000/],
    ['too many bytes', `{"api_key":"${'x'.repeat(21 * 1024 * 1024)}"}`, 413, /larger than/],
  ])('answers %s in Amplitude’s form', async (_, body, status, error) => {
    const answer = await post(`${url}/2/httpapi`, body);
    expect(answer.status).toBe(status);
    expect(answer.json.code).toBe(status);
    expect(answer.json.error).toMatch(error);
    expect(answer.text).not.toContain(
      'xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx',
    );
  });

  it('reads gzip, and says when it is cut short, too large or not known', async () => {
    const body = JSON.stringify({ api_key: temporary.writeKey, events: [good({ event_type: 'zipped' })] });
    const zipped = gzipSync(body);
    const as = (encoding: string, bytes: Uint8Array) =>
      post(`${url}/2/httpapi`, bytes, { 'content-encoding': encoding });
    expect((await as('gzip', zipped)).status).toBe(200);
    expect(await rows('zipped')).toHaveLength(1);
    const cut = await as('gzip', zipped.subarray(0, zipped.length - 9));
    expect([cut.status, cut.json.error]).toEqual([400, expect.stringContaining('not whole gzip')]);
    const bomb = await as('gzip', gzipSync(Buffer.alloc(64 * 1024 * 1024, 0x20)));
    expect([bomb.status, bomb.json.code]).toEqual([413, 413]);
    expect((await as('zstd', zipped)).status).toBe(415);
    expect((await as('gzip', Buffer.from('plain'))).status).toBe(400);
  });

  it('takes identify, group identify and user mapping as forms and as JSON', async () => {
    const key = temporary.writeKey;
    const form = (path: string, fields: Record<string, string>) =>
      post(`${url}/${path}`, new URLSearchParams({ api_key: key, ...fields }).toString(), {
        'content-type': 'application/x-www-form-urlencoded',
      });
    const identification = JSON.stringify([
      { user_id: 'form', user_properties: { $set: { plan: 'free' } }, country: 'Iceland' },
    ]);
    const answers = [
      await form('identify', { identification }),
      await post(`${url}/identify`, {
        api_key: key,
        identification: { user_id: 'form', user_properties: { plan: 'team' } },
      }),
      await form('groupidentify', {
        identification:
          '{"group_type":"account","group_value":"acme","group_properties":{"$add":{"seats":2}}}',
      }),
      await form('usermap', { mapping: '[{"user_id":"form","global_user_id":"global"}]' }),
      await form('usermap', { mapping: '[{"user_id":"form","unmap":true}]' }),
    ];
    expect(answers.map((answer) => [answer.status, answer.text])).toEqual(Array(5).fill([200, 'success']));
    expect((await rows('$identify')).slice(-2).map((row) => row.user_updates.plan)).toEqual([
      '"free"',
      '"team"',
    ]);
    expect((await rows('$groupidentify')).at(-1)?.account_updates).toEqual({ seats: '2' });
    expect((await rows('$alias')).map((row) => row.user_id)).toEqual(['global']);
    expect((await rows('$unalias')).map((row) => row.user_id)).toEqual(['form']);

    const wrong = [
      await form('identify', { identification: '{not json' }),
      await form('identify', {}),
      await form('groupidentify', { identification: '{"group_type":"account"}' }),
      await form('usermap', { mapping: '[{"user_id":"me","global_user_id":"me"}]' }),
      await form('usermap', { mapping: '[{"user_id":"never-mapped","unmap":true}]' }),
    ];
    expect(wrong.map((answer) => answer.status)).toEqual([400, 400, 400, 400, 400]);
    expect(wrong[0]?.json.error).toContain('identification: is not JSON');
    expect(wrong[2]?.json.events_with_missing_fields).toEqual({ group_value: [0] });
  });

  it('lets pages of any origin send, and only send', async () => {
    const preflight = await fetch(`${url}/2/httpapi`, {
      method: 'OPTIONS',
      headers: { origin: 'https://shop.example', 'access-control-request-method': 'POST' },
    });
    expect(preflight.status).toBe(204);
    expect(preflight.headers.get('access-control-allow-origin')).toBe('*');
    const api = await fetch(`${url}/api/v1/status`, {
      headers: { authorization: `Bearer ${temporary.writeKey}`, origin: 'https://shop.example' },
    });
    expect(api.status).toBe(403);
    expect(api.headers.get('access-control-allow-origin')).toBeNull();
    expect(((await api.json()) as { detail: string }).detail).toContain('this is a write key');
  });

  it('takes a secret key for ingest too', async () => {
    const answer = await post(`${url}/batch`, {
      api_key: temporary.secretKey,
      events: [good({ event_type: 'by secret key' })],
    });
    expect(answer.status).toBe(200);
    expect(await rows('by secret key')).toHaveLength(1);
  });
});
