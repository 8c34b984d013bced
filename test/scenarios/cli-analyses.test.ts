import { rm } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openApp } from '../../packages/engine/src/app.ts';
import { startServer } from '../../packages/engine/src/cli/commands/serve.ts';
import type { Terminal } from '../../packages/engine/src/cli/context.ts';
import { runCli } from '../../packages/engine/src/cli/run-cli.ts';
import { loadConfig } from '../../packages/engine/src/config.ts';
import { DAY_MS, HOUR_MS } from '../../packages/engine/src/model/time.ts';
import { must } from '../../packages/engine/src/util/assert.ts';
import { temporaryData } from '../support/temporary-data.ts';

const START = Date.UTC(2026, 0, 1);

interface Wire {
  readonly user_id: string;
  readonly event_type: string;
  readonly time: number;
  readonly event_properties?: object;
}

/**
 * Ten users come Home a day apart. The even ones hit the limit of seats 2 hours later and the odd ones that of projects; users 0,
 * 2 and 4 upgrade a day after. Users 0 to 3 come back Home on their fifth day.
 */
function world(): Wire[] {
  const users = Array.from({ length: 10 }, (_, n) => ({ n, user_id: `user-${n}`, time: START + n * DAY_MS }));
  return users.flatMap(({ n, user_id, time }) => [
    { user_id, event_type: 'Home', time, event_properties: { door: n < 5 ? 'front' : 'back' } },
    {
      user_id,
      event_type: 'limit_hit',
      time: time + 2 * HOUR_MS,
      event_properties: { limit: n % 2 === 0 ? 'seats' : 'projects' },
    },
    ...(n % 2 === 0 && n < 5 ? [{ user_id, event_type: 'upgraded', time: time + 26 * HOUR_MS }] : []),
    ...(n < 4 ? [{ user_id, event_type: 'Home', time: time + 4 * DAY_MS + HOUR_MS }] : []),
  ]);
}

describe('the analyses on the command line', () => {
  let data: string;

  beforeAll(async () => {
    data = await temporaryData('analyses');
    const app = await openApp(loadConfig({ data, log: 'silent' }, {}));
    const { access } = app.dependencies;
    const project = must(await access.project('default'), 'project default');
    const { key } = await access.createKey(project, 'write');
    const send = async (events: readonly unknown[]): Promise<number> => {
      const payload = { api_key: key, events };
      return (await app.server.inject({ method: 'POST', url: '/2/httpapi', payload })).statusCode;
    };
    expect(await send(world())).toBe(200);
    expect(await send([{ user_id: 'anonymous', event_type: 'Home' }])).toBe(400);
    await app.close();
  });
  afterAll(() => rm(data, { recursive: true, force: true }));

  async function run(...args: string[]): Promise<{ code: number; out: string; err: string }> {
    const said = { out: [] as string[], err: [] as string[] };
    const terminal: Terminal = {
      out: (text) => said.out.push(text),
      err: (text) => said.err.push(text),
      interactive: false,
    };
    const code = await runCli(['--data', data, ...args], terminal);
    const out = said.out.join('\n');
    expect(args.includes('--json') ? [] : out.split('\n').filter((line) => [...line].length > 80)).toEqual(
      [],
    );
    return { code, out, err: said.err.join('\n') };
  }

  it('funnel: steps in the words of the language, a cohort in words, a breakdown', async () => {
    const range = ['--from', '2026-01-01', '--to', '2026-02-01', '--within', '2d'];
    const steps = ['Home', 'limit_hit where limit = "seats"', 'upgraded'];
    const all = await run('funnel', ...steps, ...range, '--by', 'door');
    expect([all.code, all.err]).toEqual([0, '']);
    expect(all.out).toContain('3 of 10 users went all the way within 2 d: 30.0% (10.8% to 60.3%).');
    expect(all.out).toMatch(
      /2 {2}limit_hit where limit = "seats"\n +█+ +5 +50\.0% +23\.7% to 76\.3% +50\.0% +2 h\n/,
    );
    expect(all.out).toMatch(/\n3 {2}upgraded\n +█+▎? +3 +30\.0% .* 60\.0% +1 d\n/);
    expect(all.out).toMatch(/\nfront +5 +3 +3 +60\.0%/);
    expect(all.out).toMatch(/\nback +5 +2 +0 +0\.0%/);
    const some = await run('funnel', ...steps, ...range, '--cohort', 'users who did upgraded', '--json');
    expect(JSON.parse(some.out).answer.steps.map((step: { count: number }) => step.count)).toEqual([3, 3, 3]);
  });

  describe('asked of a running server', () => {
    let server: Awaited<ReturnType<typeof startServer>>;
    beforeAll(async () => {
      const silent = { out: () => undefined, err: () => undefined, interactive: false };
      server = await startServer(loadConfig({ data, port: '0', log: 'silent' }, {}), silent);
    });
    afterAll(() => server.close());

    it('retention: back in an interval or after it, and what is not over yet', async () => {
      const asked = [
        'retention',
        '--start',
        'Home',
        '--return',
        'Home',
        '--from',
        '2026-01-01',
        '--intervals',
        '5',
      ];
      const on = await run(...asked, '--as-of', '2026-01-12');
      expect(on.code).toBe(0);
      expect(on.out).toMatch(/\n +4 +█+▍ +57\.1% +7 .* 3\n/);
      expect(on.out).toMatch(/\n2026-01-01 +1 +0% +0% +0% +0% +█100% +0%\n/);
      expect(on.out).toMatch(/\n2026-01-10 +1 +0% +0% +· +· +· +·\n/);
      const after = JSON.parse((await run(...asked, '--mode', 'on-or-after', '--calendar', '--json')).out);
      expect(
        after.answer.overall.cells.map((cell: { returned: { count: number } }) => cell.returned.count),
      ).toEqual([4, 4, 4, 4, 4, 0]);
      const weeks = await run(
        'retention',
        '--from',
        '2026-01-01',
        '--interval',
        'week',
        '--intervals',
        '2',
        '--as-of',
        '2026-03-01',
      );
      expect(weeks.out).toContain('10 users started');
    });

    it('retention: brackets, streaks, several starts, groups beside each other', async () => {
      const asked = ['retention', '--start', 'Home', '--from', '2026-01-01', '--as-of', '2026-01-20'];
      const brackets = await run(
        ...asked,
        '--return',
        'Home',
        '--return',
        'upgraded',
        '--brackets',
        '0,1-3,4-6',
      );
      expect([brackets.code, brackets.err]).toEqual([0, '']);
      expect(brackets.out).toMatch(/\n4-6 +█+ +40\.0% +10 /);
      expect(brackets.out).toMatch(
        /Back by upgraded\ngroup +started +0 +1-3 +4-6\n\(all\) +10 +0% +░30% +0%\n/,
      );
      const recurring = await run(...asked, '--return', 'Home', '--which', 'recurring', '--intervals', '4');
      expect(recurring.out).toContain('10 users started;');
      expect(recurring.out).toMatch(/\n2026-01-05 +2 +0% /);
      const streak = await run(
        ...asked,
        '--return',
        'Home',
        '--mode',
        'streak',
        '--intervals',
        '4',
        '--json',
      );
      expect(
        JSON.parse(streak.out).answer.overall.cells.map(
          (cell: { returned: { count: number } }) => cell.returned.count,
        ),
      ).toEqual([10, 0, 0, 0, 0]);
      const by = await run(
        ...asked,
        '--return',
        'upgraded',
        '--by',
        'door',
        '--intervals',
        '2',
        '--over-time',
        '1',
      );
      expect(by.out).toMatch(/\nback +5 +0% +0% +0%\nfront +5 +0% +▓60% +0%\n/);
      expect(by.out).toMatch(/Day 1 by day of the start\n.*\n2026-01-01 +█+ +100\.0% +1 /);
      const segments = ['--segment', 'users who did upgraded', '--segment', 'everyone-else'];
      const beside = await run(...asked, '--return', 'Home', '--intervals', '4', ...segments);
      expect(beside.out).toMatch(/\n +4 +-38\.1 \(-72\.1 to \+20\.0\) +0\.429 +0\.260/);
      expect(beside.out).toContain('two-sided pooled z-test of two\nproportions, Holm');
      expect((await run(...asked, '--brackets', '1-6,3-9')).err).toContain(
        'must be in order and not overlap',
      );
      expect((await run(...asked, '--by', 'nothing')).out).toContain(
        'No start carries a value of event.nothing',
      );
    });

    it('usage interval: the usual gap, and how many have which', async () => {
      const asked = ['usage-interval', '--event', 'Home', '--from', '2026-01-01', '--to', '2026-02-01'];
      const answer = await run(...asked, '--days', '5');
      expect([answer.code, answer.err]).toEqual([0, '']);
      // Users 0 to 3 come Home on their first day and on their fifth; the others but once.
      expect(answer.out).toMatch(/^Usage interval: 4 days\. 80% of users usually come again within it/);
      expect(answer.out).toContain('6 of 10 users did it on one day only');
      expect(answer.out).toMatch(/\n +4 {2}█{16} +4 {2}█{16} +100\.0% +51\.0% to 100\.0%\n/);
      const none = await run(...asked, '--days', '3');
      expect(none.out).toMatch(/^No usage interval within these days/);
      expect(none.out).toMatch(/\nmore /);
      expect((await run(...asked, '--share', '0')).err).toContain('a percentage from 1 to 100');
    });

    it('backtest: a line for each instant, the last not over', async () => {
      const seats = 'users who did limit_hit where limit = "seats"';
      const asked = [
        'backtest',
        seats,
        '--goal',
        'upgraded',
        '--horizon',
        '2d',
        '--every',
        '1d',
        '--as-of',
        '2026-01-08',
      ];
      const answer = await run(...asked, '--from', '2026-01-05T12:00Z', '--to', '2026-01-07T12:00Z');
      expect([answer.code, answer.err]).toEqual([0, '']);
      expect(answer.out).toMatch(/^Not enough data: /);
      // At noon of the fifth users 0, 2 and 4 have hit the limit, 0 and 2 have upgraded, and 4 will the next day.
      expect(answer.out).toMatch(/\n2026-01-05 +1 +1 \(100\.0%\) +2 +0 \(0\.0%\) +others none/);
      expect(answer.out).toMatch(/\n2026-01-07 .*not over yet\neach at 12:00:00 UTC\n/);
      const usual = JSON.parse((await run(...asked, '--json')).out);
      expect(usual.answer.instants.filter((instant: { mature: boolean }) => instant.mature).length).toBe(6);
      expect(usual.answer.instants.length).toBe(7);
    });

    it('validate: the verdict, and retention and funnel beside the others', async () => {
      await run('cohort', 'create', 'at the wall', '--text', 'users who did limit_hit where limit = "seats"');
      const asked = ['validate', 'at the wall', '--goal', 'upgraded', '--horizon', '5d', '--every', '1d'];
      const answer = await run(...asked, '--instants', '3', '--step', 'Home', '--as-of', '2026-01-10');
      expect([answer.code, answer.err]).toEqual([0, '']);
      expect(answer.out).toMatch(/^Not enough data: /);
      expect(answer.out.match(/^2026-01-0\d /gm)).toEqual(['2026-01-03 ', '2026-01-04 ', '2026-01-05 ']);
      expect(answer.out).toContain('Who came back, members as of 2026-01-05 00:00:00 UTC beside the others:');
      expect(answer.out).toMatch(/\nHome +2 +100\.0% +\d/);
      expect((await run('validate', 'nowhere', '--goal', 'upgraded')).err).toContain(
        'there is no cohort "nowhere"',
      );
    });

    it('events, rejected and project: what came in, what did not, and where', async () => {
      const events = await run('events');
      expect(events.out).toMatch(/\nHome +14 +2026-01-01 00:00 +2026-01-10 00:00\nlimit_hit +10 /);
      const rejected = await run('rejected', '--limit', '1');
      expect(rejected.out).toMatch(/amplitude, number 1 {2}[\w-]+\n {2}user_id: /);
      expect(rejected.out).toContain('1 refused');
      expect((await run('rejected', '--payload')).out).toContain('"user_id":"anonymous"');
      expect((await run('project', 'create', 'other', '--time-zone', 'Europe/Berlin')).code).toBe(0);
      expect((await run('--project', 'other', 'project', 'set', '--account-group', 'company')).code).toBe(0);
      expect((await run('project', 'list')).out).toMatch(/\nother +Europe\/Berlin +company /);
      expect((await run('--project', 'other', 'events')).out).toContain('no events yet');
    });

    it('warns of a name that nothing carries, and still answers', async () => {
      const slip = await run('funnel', 'Home', 'upgradd', '--from', '2026-01-01', '--to', '2026-02-01');
      expect(slip.code).toBe(0);
      expect(slip.err).toBe(
        'warning: steps.1.names.0: no event "upgradd" was ever received: did you mean "upgraded"?',
      );
      expect(slip.out).toContain('0 of 10 users went all the way');
      const json = await run('funnel', 'Home', 'upgradd', '--json');
      expect(JSON.parse(json.out).warnings.length).toBe(1);
    });

    it.each([
      [['funnel', 'Home'], 'two steps'],
      [['funnel', 'Home', 'upgraded', '--withn', '7d'], '--within'],
      [['funnel', 'Home', 'upgraded', '--within', 'soon'], '"soon" is not a duration'],
      [['funnel', 'Home', '("'], 'does not select events'],
      [['retention', '--mode', 'maybe'], 'on-or-after'],
      [['retention', '--calendar', '--rolling'], '--calendar'],
      [['retention', '--baseline', 'x'], '--compare'],
      [['backtest', 'x'], '--goal'],
      [['backtest', 'users who did', '--goal', 'x'], 'does not define a cohort'],
      [['validate', 'x', '--goal', 'y', '--instants', '0'], 'whole number'],
      [['rejected', '--limit', 'x'], 'whole number'],
      [['project', 'set'], '--time-zone'],
    ])('answers misuse of %j in one line', async (args, said) => {
      const answer = await run(...args);
      expect([answer.code, answer.out]).toEqual([2, '']);
      expect(answer.err).toContain(said);
      expect(answer.err.split('\n').length).toBe(1);
    });
  });
});
