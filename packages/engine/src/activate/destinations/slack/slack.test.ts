import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { FakeSlack } from '../../../../../../test/fakes/slack.ts';
import {
  type TemporaryRecordStore,
  temporaryRecordStore,
} from '../../../../../../test/support/record-store.ts';
import { type SyncBench, syncBench } from '../../../../../../test/support/sync-bench.ts';
import { callOver } from '../../sync/call.ts';
import { checkedSettings } from '../../sync/destination-records.ts';
import { ledgerCounts } from '../../sync/ledger.ts';
import { slack } from './slack.ts';

let records: TemporaryRecordStore;
beforeAll(async () => {
  records = await temporaryRecordStore();
});
afterAll(() => records.dispose());

const open = async (settings: Record<string, unknown> = {}) => {
  const fake = new FakeSlack(settings);
  return { fake, bench: await syncBench(records.store, slack, fake) };
};
const came = (clauses: string[]) => ({ at: 1, reason: `${clauses.join()}: 17`, clauses, id: 'e' });
const put = (bench: SyncBench, name: string, ...clauses: string[]) =>
  bench.cohort.set(name, { identity: { user_id: name }, came: came(clauses) });

describe('a digest', () => {
  it('counts who came and went and why, and tells nothing of anybody', async () => {
    const { fake, bench } = await open();
    for (let i = 0; i < 1_200; i += 1)
      put(bench, `person-${i}`, i < 900 ? 'did wall < 3 times' : 'plan is "pro"');
    bench.cohort.set('7', { identity: {} });
    await bench.compare();
    expect(fake.posts.map(({ text }) => text)).toEqual([
      [
        '*walls*: +1,200 / −0, now 1,200 members, and 1 known by a device only',
        'Why they entered:',
        '• 900: did wall &lt; 3 times',
        '• 300: plan is "pro"',
      ].join('\n'),
    ]);
    for (let i = 0; i < 12; i += 1) bench.cohort.delete(`person-${i}`);
    put(bench, 'new');
    bench.cohort.delete('7');
    await bench.compare();
    expect(fake.posts[1]?.text).toBe('*walls*: +1 / −12, now 1,189 members');
    expect(JSON.stringify(fake.requests)).not.toMatch(/person-|17/);
    await bench.compare();
    expect(fake.posts).toHaveLength(2);
  });

  it('names some when asked, and nobody can mention the channel by their name', async () => {
    const { fake, bench } = await open({ names: true, reasons: false });
    for (let i = 0; i < 12; i += 1) put(bench, `p${String(i).padStart(2, '0')}`, 'why');
    put(bench, '<!channel>', 'why');
    await bench.compare();
    expect(fake.posts[0]?.text).toBe(
      '*walls*: +13 / −0, now 13 members\n' +
        'Entered: &lt;!channel&gt;, p00, p01, p02, p03, p04, p05, p06, p07, p08 and 3 more',
    );
    bench.cohort.delete('p00');
    await bench.compare();
    expect(fake.posts[1]?.text).toBe('*walls*: +0 / −1, now 12 members\nLeft: p00');
  });

  it('that may have been lost is told again, and says so, also when nothing is left to tell', async () => {
    const { fake, bench } = await open();
    put(bench, 'ann');
    fake.troubles.push({ lost: 'applied' }, { status: 503 }, { status: 503 }, { status: 503 });
    expect((await bench.compare()).fault?.kind).toBe('unavailable');
    expect(await ledgerCounts(records.store, (await bench.sync()).id)).toMatchObject({ there: 0, retry: 0 });
    bench.cohort.clear();
    await bench.compare();
    expect(fake.posts.map(({ now, again }) => [now, again])).toEqual([
      [1, false],
      [0, true],
    ]);
    await bench.compare();
    expect(fake.posts).toHaveLength(2);
  });

  it('that was refused for certain is told once, without a word of it', async () => {
    const { fake, bench } = await open();
    put(bench, 'ann');
    fake.troubles.push(
      ...Array.from({ length: 4 }, () => ({ status: 429, headers: { 'retry-after': '1' } })),
    );
    expect((await bench.compare()).fault?.kind).toBe('limited');
    put(bench, 'bob');
    await bench.compare();
    expect(fake.posts).toMatchObject([{ entered: 2, now: 2, again: false }]);
  });

  it('keeps to a message a second', async () => {
    const { fake, bench } = await open();
    const at: number[] = [];
    const { send } = bench.line;
    Object.assign(bench.line, {
      send: (...asked: Parameters<typeof send>) => {
        at.push(bench.pace.clock());
        return send(...asked);
      },
    });
    for (const name of ['ann', 'bob', 'cat']) {
      put(bench, name);
      await bench.compare();
    }
    expect(fake.posts).toHaveLength(3);
    expect(at.slice(1).map((each, i) => each - (at[i] ?? 0))).toEqual([1_000, 1_000]);
  });

  it.each([
    [403, 'invalid_token', 'credentials', 'set `url`'],
    [404, 'no_service', 'credentials', 'set `url`'],
    [403, 'action_prohibited', 'credentials', 'administrator'],
    [404, 'channel_not_found', 'misconfigured', 'another one'],
    [410, 'channel_is_archived', 'misconfigured', 'another one'],
    [400, 'invalid_payload', 'misconfigured', 'invalid_payload'],
    [500, 'rollup_error', 'unavailable', 'rollup_error'],
    [200, '<html>a proxy</html>', 'misconfigured', "not Slack's"],
    [302, '', 'misconfigured', 'redirects'],
  ])('%i %s is a fault of its kind', async (status, body, kind, words) => {
    const { fake, bench } = await open();
    put(bench, 'ann');
    fake.word = { status, body };
    expect((await bench.compare()).fault).toMatchObject({ kind, message: expect.stringContaining(words) });
    fake.word = undefined;
    await bench.untilDone();
    expect(fake.audience()).toHaveLength(1);
  });
});

describe('a test of the webhook', () => {
  const verify = (bench: SyncBench) =>
    slack.verify({ settings: bench.line.settings, call: callOver(bench.line) });

  it('shows nothing in the channel', async () => {
    const { fake, bench } = await open();
    await verify(bench);
    expect([fake.posts, fake.requests]).toEqual([[], []]);
  });

  it.each([
    [403, 'invalid_token', 'credentials'],
    [404, 'no_team', 'credentials'],
    [410, 'channel_is_archived', 'misconfigured'],
    [200, 'ok', 'misconfigured'],
    [404, 'page not found', 'credentials'],
  ])('says what is wrong: %i %s', async (status, body, kind) => {
    const { fake, bench } = await open();
    fake.word = { status, body };
    await expect(verify(bench)).rejects.toMatchObject({ fault: { kind } });
  });

  it.each([
    'https://hooks.example.com/services/T/B/x',
    'http://hooks.slack.com/services/T/B/x',
    'https://hooks.slack.com.evil.example/services/T/B/x',
    'https://hooks.slack.com/workflows/T/B/x',
  ])('refuses another address: %s', (url) => {
    expect(() => checkedSettings(slack, { url })).toThrow('incoming webhook');
    expect(() => checkedSettings(slack, { url })).not.toThrow(url);
  });
});
