import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type TemporaryApp, temporaryApp } from '../support/app.ts';
import { post } from '../support/post.ts';
import { storedRows } from '../support/stored-rows.ts';

describe('bad and unusual input to Segment’s endpoints', () => {
  let temporary: TemporaryApp;
  let url: string;

  beforeAll(async () => {
    temporary = await temporaryApp();
    url = await temporary.listen();
  });
  afterAll(() => temporary.dispose());

  const auth = () => ({ authorization: `Basic ${Buffer.from(`${temporary.writeKey}:`).toString('base64')}` });
  const one = (path: string, message: object) => post(`${url}/v1/${path}`, message, auth());
  const batch = (messages: unknown, more: object = {}) =>
    post(`${url}/v1/batch`, { batch: messages, ...more }, auth());
  const rows = (name: string) => storedRows(temporary.app.dependencies.store, 'default', name);
  const track = (fields: object = {}) => ({ type: 'track', event: 'good', userId: 'ann', ...fields });

  it.each<[string, unknown, string, string]>([
    ['a text', 'track', '', 'wrong-type'],
    ['no type', { event: 'x', userId: 'ann' }, 'type', 'missing-field'],
    ['an unknown type', track({ type: 'delete' }), 'type', 'wrong-value'],
    ['no event', { type: 'track', userId: 'ann' }, 'event', 'missing-field'],
    ['an event that is an object', track({ event: {} }), 'event', 'wrong-type'],
    ['no id', { type: 'track', event: 'x' }, 'userId', 'missing-field'],
    ['a userId that is no one’s', track({ userId: 'undefined' }), 'userId', 'blocked-id'],
    ['a userId that is a list', track({ userId: ['ann'] }), 'userId', 'wrong-type'],
    ['a wrong timestamp', track({ timestamp: 'yesterday' }), 'timestamp', 'wrong-value'],
    ['a timestamp of 1970', track({ timestamp: '1970-01-01T00:00:00Z' }), 'timestamp', 'time-out-of-range'],
    ['a timestamp far ahead', track({ timestamp: '2999-01-01T00:00:00Z' }), 'timestamp', 'time-out-of-range'],
    ['properties that are a list', track({ properties: [1] }), 'properties', 'wrong-type'],
    ['a context that is text', track({ context: 'x' }), 'context', 'wrong-type'],
    ['traits that are text', { type: 'identify', userId: 'ann', traits: 'x' }, 'traits', 'wrong-type'],
    ['a group without groupId', { type: 'group', userId: 'ann' }, 'groupId', 'missing-field'],
    ['an alias without previousId', { type: 'alias', userId: 'ann' }, 'previousId', 'missing-field'],
    ['an alias to itself', { type: 'alias', userId: 'ann', previousId: 'ann' }, 'previousId', 'wrong-value'],
    ['a messageId of a number', track({ messageId: 5 }), 'messageId', 'wrong-type'],
  ])('refuses %s in a batch, says where, and keeps the rest', async (what, bad, path, code) => {
    const event = `beside ${what}`;
    const answer = await batch([track({ event }), bad, track({ event })]);
    expect(answer.status).toBe(200);
    expect(answer.json).toMatchObject({ success: true, refusedCount: 1, refused: [{ index: 1 }] });
    expect(answer.json.refused[0].problems[0]).toMatchObject({ path, code });
    expect(await rows(event)).toHaveLength(2);
    const alone = await batch([bad]);
    expect([alone.status, alone.json.success]).toEqual([400, false]);
    expect(alone.json.problems[0]).toMatchObject({ path, code });
  });

  it('answers every endpoint of the HTTP API and of the browser library', async () => {
    const event = 'by endpoint';
    const answers = [
      await one('track', { userId: 'u1', event }),
      await post(
        `${url}/v1/t`,
        { userId: 'u1', event, writeKey: temporary.writeKey },
        { 'content-type': 'text/plain' },
      ),
      await one('page', { userId: 'u1', name: 'Home' }),
      await one('p', { anonymousId: 'a1' }),
      await one('screen', { userId: 'u1' }),
      await one('s', { userId: 'u1' }),
      await one('identify', { userId: 'u1', traits: { a: 1 } }),
      await one('i', { userId: 'u1', traits: { a: 2 } }),
      await one('group', { userId: 'u1', groupId: 'g1' }),
      await one('g', { anonymousId: 'a1', groupId: 42 }),
      await one('alias', { previousId: 'old', userId: 'u1' }),
      await one('a', { previousId: 'older', userId: 'u1' }),
      await post(`${url}/v1/b`, { batch: [track({ event })], writeKey: temporary.writeKey }),
    ];
    expect(answers.map((answer) => [answer.status, answer.json])).toEqual(
      Array(answers.length).fill([200, { success: true }]),
    );
    expect(await rows(event)).toHaveLength(3);
    expect(await rows('Page Viewed')).toHaveLength(2);
    expect((await rows('$groupidentify')).map((row) => row.groups)).toEqual([
      { account: ['g1'] },
      { account: ['42'] },
    ]);
  });

  it('takes ids that are numbers as their text, and the account that the context names', async () => {
    await one('track', {
      userId: 7,
      event: 'numbered',
      context: { groupId: 'acme', traits: { plan: 'free' } },
    });
    expect((await rows('numbered'))[0]).toMatchObject({
      user_id: '7',
      groups: { account: ['acme'] },
      user_properties: { plan: 'free' },
    });
  });

  it('shifts times by what the sender’s clock is off', async () => {
    const now = Date.now();
    await batch([track({ event: 'off', timestamp: new Date(now - 7_200_000).toISOString() })], {
      sentAt: new Date(now - 3_600_000).toISOString(),
    });
    expect(Math.abs(((await rows('off'))[0]?.at ?? 0) - (now - 3_600_000))).toBeLessThan(30_000);
  });

  it.each<[string, string | object, number, RegExp]>([
    ['malformed JSON', '{"batch":[', 400, /not JSON/],
    ['an empty body', '', 400, /empty/],
    ['a list', '[]', 400, /expected a JSON object/],
    ['no batch', {}, 400, /batch: is missing/],
    ['a batch that is an object', { batch: {} }, 400, /batch: expected a list/],
    ['a wrong sentAt', { batch: [], sentAt: 'now' }, 400, /sentAt/],
    ['too many messages', { batch: Array(10_001).fill(0) }, 400, /at most 10000/],
    ['too many bytes', `{"x":"${'x'.repeat(21 * 1024 * 1024)}"}`, 413, /larger than/],
  ])('answers %s with what is wrong', async (_, body, status, message) => {
    const answer = await post(`${url}/v1/batch`, body, auth());
    expect([answer.status, answer.json.success]).toEqual([status, false]);
    expect(answer.json.message).toMatch(message);
  });

  it('asks for a key, and tells a wrong one', async () => {
    const none = await post(`${url}/v1/track`, track());
    expect([none.status, none.json.problems[0].code]).toEqual([401, 'missing-key']);
    const wrong = await post(`${url}/v1/track`, { ...track(), writeKey: 'nope' });
    expect([wrong.status, wrong.json.problems[0].code]).toEqual([401, 'unknown-key']);
  });

  it('reads gzip', async () => {
    const zipped = gzipSync(JSON.stringify({ batch: [track({ event: 'zipped' })] }));
    const answer = await post(`${url}/v1/batch`, zipped, { ...auth(), 'content-encoding': 'gzip' });
    expect(answer.json).toEqual({ success: true });
    expect(await rows('zipped')).toHaveLength(1);
  });
});
