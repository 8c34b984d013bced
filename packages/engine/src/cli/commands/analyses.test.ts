import { rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { storedEvent } from '../../../../../test/support/stored-event.ts';
import { temporaryData } from '../../../../../test/support/temporary-data.ts';
import { analyses } from '../../analyse/registry.ts';
import { openApp } from '../../app.ts';
import { loadConfig } from '../../config.ts';
import { MINUTE_MS } from '../../model/time.ts';
import { eventRows } from '../../store/clickhouse/event-row.ts';
import type { Terminal } from '../context.ts';
import { runCli } from '../run-cli.ts';
import { startServer } from './serve.ts';

const T = Date.UTC(2026, 0, 20, 12);
const AS_OF = ['--as-of', '2026-01-20T14:00:00Z'];

describe('questions on the command line', () => {
  let data: string;
  let server: Awaited<ReturnType<typeof startServer>>;
  beforeAll(async () => {
    data = await temporaryData('ask');
    const app = await openApp({ ...loadConfig({ data }), logLevel: 'silent' });
    const [project] = await app.dependencies.access.projects();
    const at = (by: string, name: string, minutes: number, properties: Record<string, string> = {}) =>
      storedEvent({
        project: project?.id ?? '',
        by,
        name,
        time: T + minutes * MINUTE_MS,
        properties,
        userUpdates: { plan: by === 'cat' ? 'team' : 'free' },
        ...(by === 'bob' ? { account: 'acme' } : {}),
      });
    await app.dependencies.store.insert(
      'events',
      eventRows([
        at('ann', 'project_created', 0),
        at('ann', 'limit_hit', 10, { limit: 'seats' }),
        at('ann', 'docs_opened', 12),
        at('ann', 'limit_hit', 20, { limit: 'seats' }),
        at('ann', 'upgraded', 25),
        at('bob', 'limit_hit', 30, { limit: 'api' }),
        at('cat', 'limit_hit', 40, { limit: 'storage' }),
        at('cat', 'docs_opened', 41),
      ]),
    );
    await app.close();
    const quiet: Terminal = { out: () => undefined, err: () => undefined, interactive: false };
    server = await startServer(loadConfig({ data, port: '0', log: 'silent' }), quiet);
    await cusp('cohort', 'create', 'blocked', '--text', 'users who did limit_hit');
  });
  afterAll(async () => {
    await server.close();
    await rm(data, { recursive: true, force: true });
  });

  async function cusp(...args: string[]): Promise<string> {
    const said: string[] = [];
    const terminal: Terminal = { out: (t) => said.push(t), err: (t) => said.push(t), interactive: false };
    await runCli(['--data', data, ...args], terminal);
    const text = said.join('\n');
    // How long the path of the temporary folder is depends on the machine.
    const widths = text
      .replaceAll(tmpdir(), '/tmp')
      .split('\n')
      .map((line) => line.length);
    expect(Math.max(...widths), text).toBeLessThanOrEqual(120);
    // The last lines say what was read, when: not the same on every run.
    return text.replace(/\n\n\d+ known [^\n]*$/, '');
  }

  it.each([
    [['journey', 'limit_hit', ...AS_OF], 'steps'],
    [['retention', '--interval', 'day', ...AS_OF], 'overall.cells'],
    [['drivers', 'limit_hit', 'upgraded', ...AS_OF], 'answer'],
    [['usage-interval', ...AS_OF], 'bars'],
    [['lifecycle', ...AS_OF], 'intervals'],
    [['stickiness', ...AS_OF], 'groups.intervals'],
    [['frequency', ...AS_OF], 'total.bars'],
    [['funnel', 'limit_hit', 'upgraded'], 'steps'],
    [['segment', 'events', 'limit_hit', ...AS_OF], 'intervals'],
    [['segment', 'cohort', 'blocked', '--property', 'plan', ...AS_OF], 'segments'],
    [['backtest', 'blocked', '--goal', 'upgraded'], 'instants'],
    [['validate', 'blocked', '--goal', 'upgraded'], 'backtest.instants'],
    [['user', 'ann'], 'sessions'],
    [['user', 'ann', '--timeline'], 'entries'],
    [['account', 'acme'], 'stream.events'],
  ])('writes the rows of %j as CSV', async (args, table) => {
    const said: string[] = [];
    const terminal: Terminal = {
      out: (t) => said.push(t),
      err: (t) => said.push(`! ${t}`),
      interactive: false,
    };
    expect(await runCli(['--data', data, ...args, '--csv'], terminal), said.join('\n')).toBe(0);
    const [titles, ...rows] = said.join('').split('\r\n');
    expect(titles).toMatch(/^table,/);
    expect(rows.map((row) => row.split(',')[0])).toContain(table);
  });

  it('keeps warnings out of CSV', async () => {
    const said = { out: [] as string[], err: [] as string[] };
    const terminal: Terminal = {
      out: (t) => said.out.push(t),
      err: (t) => said.err.push(t),
      interactive: false,
    };
    await runCli(['--data', data, 'journey', 'limit_hitt', '--csv', ...AS_OF], terminal);
    expect(said.err).toEqual([
      'warning: anchor.names.0: no event "limit_hitt" was ever received: did you mean "limit_hit"?',
    ]);
    expect(said.out.join('')).not.toContain('limit_hitt');
  });

  it('tells what happens around an event', async () => {
    const said = await cusp(
      'journey',
      'limit_hit',
      '--same',
      'limit',
      '--goal',
      'upgraded',
      '--goal-within',
      '1h',
      ...AS_OF,
    );
    expect(said).toMatchInlineSnapshot(`
      "4 times, by 3, as of 2026-01-20 14:00:00 UTC

      In the 30 min before
      step  event             times  share  who  median away
        -3  project_created       1  25.0%    1       20 min  ███
        -2  limit_hit             1  25.0%    1       10 min  ███
        -2  (nothing before)      1  25.0%    1            -  ███
        -1  docs_opened           1  25.0%    1        8 min  ███
        -1  project_created       1  25.0%    1       10 min  ███
        -1  (nothing before)      2  50.0%    2            -  ██████

      In the 30 min after
      step  event            times  share  who  median away
        +1  docs_opened          2  50.0%    2   1 min 30 s  ██████
        +1  upgraded             1  25.0%    1        5 min  ███
        +1  (nothing after)      1  25.0%    1            -  ███
        +2  limit_hit            1  25.0%    1       10 min  ███
        +2  (nothing after)      2  50.0%    2            -  ██████
        +3  upgraded             1  25.0%    1       15 min  ███

      Ways, the most frequent
      step  from              to               times  share  of from      median
         0  (nothing before)  limit_hit            2  50.0%   100.0%           -
        +1  limit_hit         docs_opened          2  50.0%    50.0%  1 min 30 s
        -2  project_created   limit_hit            1  25.0%   100.0%      10 min
        -1  limit_hit         docs_opened          1  25.0%   100.0%       2 min
        -1  (nothing before)  project_created      1  25.0%   100.0%           -
         0  docs_opened       limit_hit            1  25.0%   100.0%       8 min
         0  project_created   limit_hit            1  25.0%   100.0%      10 min
        +1  limit_hit         upgraded             1  25.0%    25.0%       5 min
        +1  limit_hit         (nothing after)      1  25.0%    25.0%           -
        +2  docs_opened       limit_hit            1  25.0%    50.0%       8 min
        +2  docs_opened       (nothing after)      1  25.0%    50.0%           -
        +2  upgraded          (nothing after)      1  25.0%   100.0%           -
        +3  limit_hit         upgraded             1  25.0%   100.0%       5 min

      What became of it within 30 min
                            times  share  who  then converted
      came back                 1  25.0%    1  100.0% of 1 (20.7% to 100.0%)
      tried something else      2  50.0%    2  50.0% of 2 (9.5% to 90.5%)
      left                      1  25.0%    1  0.0% of 1 (0.0% to 79.3%)

      Came back
      within 1 d: no data times; no data who
      4 left out: 1 d have not passed since

      Converted
      within 1 h: 50.0% of 4 (15.0% to 85.0%) times; 33.3% of 3 (6.1% to 79.2%) who
      half of them within 10 min, 90% within 14 min
       up to  times
       5 min      1  ██████████████████████████████
      15 min      1  ██████████████████████████████"
    `);
  });

  it('tells the ways to another event, and what was done instead', async () => {
    const said = await cusp(
      'journey',
      'limit_hit',
      ...['--reach', 'upgraded', '--reach-within', '1h', '--workaround', 'docs_opened', '--after', '5min'],
      ...['--group', 'help=docs_opened,chat_opened', '--expand', 'limit_hit:limit', '--steps', '2'],
      ...['--segment', 'users who did docs_opened', '--segment', 'everyone-else', ...AS_OF],
    );
    expect(said).toMatchInlineSnapshot(`
      "4 times, by 3, as of 2026-01-20 14:00:00 UTC

      In the 30 min before
      step  event              times  share  who  median away
        -2  limit_hit = seats      1  25.0%    1       10 min  ███
        -2  (nothing before)       1  25.0%    1            -  ███
        -1  help                   1  25.0%    1        8 min  ███
        -1  project_created        1  25.0%    1       10 min  ███
        -1  (nothing before)       2  50.0%    2            -  ██████

      On the way, within 1 h
      step  event              times  share  who  median away
        +1  help                   2  50.0%    2   1 min 30 s  ██████
        +1  (reached)              1  25.0%    1        5 min  ███
        +1  (nothing after)        1  25.0%    1            -  ███
        +2  limit_hit = seats      1  25.0%    1       10 min  ███
        +2  (nothing after)        1  25.0%    1            -  ███
        +3  (reached)              1  25.0%    1       15 min  ███

      Ways, the most frequent
      step  from                 to                   times  share  of from  median
        -1  limit_hit = seats    help                     1  25.0%   100.0%   2 min
        -1  (nothing before)     project_created          1  25.0%   100.0%       -
         0  help                 limit_hit = seats        1  25.0%   100.0%   8 min
         0  project_created      limit_hit = seats        1  25.0%   100.0%  10 min
         0  (nothing before)     limit_hit = api          1  25.0%    50.0%       -
         0  (nothing before)     limit_hit = storage      1  25.0%    50.0%       -
        +1  limit_hit = api      (nothing after)          1  25.0%   100.0%       -
        +1  limit_hit = seats    help                     1  25.0%    50.0%   2 min
        +1  limit_hit = seats    (reached)                1  25.0%    50.0%   5 min
        +1  limit_hit = storage  help                     1  25.0%   100.0%   1 min
        +2  help                 limit_hit = seats        1  25.0%    50.0%   8 min
        +2  help                 (nothing after)          1  25.0%    50.0%       -
        +3  limit_hit = seats    (reached)                1  25.0%   100.0%   5 min

      Reached within 1 h
                    times  share  who
      reached           2  50.0%    1  ███████████████
      dropped off       2  50.0%    2  ███████████████
      not over yet      0   0.0%    0
      33.3% of 3 (6.1% to 79.2%) who reached it, some time
      half of them within 10 min, 90% within 14 min

      Whole ways, the most frequent
      times  share  reached  median  in between
          2  50.0%    50.0%   5 min  (nothing)
          1  25.0%     0.0%       -  help
          1  25.0%   100.0%  15 min  help > limit_hit = seats

      What became of it within 5 min
                            times  share  who  then converted
      worked around it          2  50.0%    2
      tried something else      1  25.0%    1
      left                      1  25.0%    1

      What was done instead
            times  share  who  median away  then converted
      help      2  50.0%    2   1 min 30 s

      Came back
      within 1 d: no data times; no data who
      4 left out: 1 d have not passed since

      Segments
                                 times  who  times back  who reached
      users who did docs_opened      3    2  no data     50.0% (9% to 91%)
      everyone-else                  1    1  no data     0.0% (0% to 79%)"
    `);
    expect(await cusp('journey', 'limit_hit', '--last', '30d', '--to', 'upgraded')).toBe(
      'cusp: --to: "upgraded" is no instant, as --to takes: for the ways on to an event write --reach "upgraded"',
    );
    expect(await cusp('journey', 'limit_hit', '--group', 'help')).toContain(
      'is not written as help=docs_opened,chat',
    );
    expect(await cusp('journey', 'limit_hit', '--expand', 'limit_hit')).toContain(
      'is not such as page_viewed:path',
    );
  });

  it('tells what goes together with going on', async () => {
    const said = await cusp('drivers', 'limit_hit', 'upgraded', '--within', '1h', '--min', '1', ...AS_OF);
    expect(said).toMatchInlineSnapshot(`
      "1 of 3 went on within 1 h, as of 2026-01-20 14:00:00 UTC. Of those compared
      33.3% of 3 (6.1% to 79.2%) went on.

      event        went on  others  difference (95%)          phi   adj. p
      limit_hit     100.0%    0.0%  +100.0 (-3.1 to +100.0)  1.00  ~0.1665  ██████
      docs_opened   100.0%   50.0%  +50.0 (-39.1 to +90.5)   0.50  ~0.3865  ███

      Who did each event, of those who went on and of the others; two-sided pooled
      z-test of two proportions, p-values adjusted for 2 tests (Benjamini-Hochberg).
      ~: fewer than five in some cell, look at the interval.

      Nobody was made to do anything: that an event goes together with converting does
      not show that it leads to it.

      Those who did not convert are looked at for the whole time, those who did only
      until they converted: they had longer to do anything, so a share may be lower
      among converters for that alone. Set a landmark to look at all for the same
      time."
    `);
  });

  it('splits events and cohorts', async () => {
    expect(await cusp('segment', 'events', 'limit_hit', '--by', 'limit', ...AS_OF)).toMatchInlineSnapshot(`
      "4 events by 3, as of 2026-01-20 14:00:00 UTC; overall 3

      By value
      value    overall  events  who  over time
      seats          1       2    1                         █
      api            1       1    1                         █
      storage        1       1    1                         █

      * not the whole interval
      … not over yet"
    `);
    expect(
      await cusp(
        ...['segment', 'events', 'limit_hit', '--measure', 'totals', '--also', 'docs_opened', '--last', '3d'],
        ...['--also', 'distinct:limit of limit_hit', '--formula', 'A / B', '--formula', 'C - 5', ...AS_OF],
        ...['--zone', 'Asia/Kolkata', '--per', 'quarter', '--week-start', 'sunday'],
      ),
    ).toMatchInlineSnapshot(`
      "As of 2026-01-20 14:00:00 UTC

      A: totals of limit_hit
      B: uniques of docs_opened
      C: distinct:limit of limit_hit

      Over all
      series  overall  events  who  over time
      A             4       4    3  █
      B             2       2    2  █
      C             3       4    3  █
      A / B         2               █
      C - 5        -2

      from         A  B  C  A / B  C - 5
      2026-01-01…  4  2  3      2     -2

      … not over yet"
    `);
    expect(
      await cusp(
        ...['segment', 'events', 'limit_hit', '--by', 'limit,user.plan,n', '--limit', '1', ...AS_OF],
        ...['--segment', 'users who did docs_opened', '--segment', 'everyone-else', '--per', 'month'],
      ),
    ).toMatchInlineSnapshot(`
      "As of 2026-01-20 14:00:00 UTC

      A: uniques of limit_hit

      Over all
      segment                    overall  events  who  over time
      users who did docs_opened        2       3    2   █
      everyone-else                    1       1    1   █

      By three values
      value                  segment                   overall  events  who  over time
      seats, (none), (none)  users who did docs_open…        1       2    1   █
      seats, (none), (none)  everyone-else                   0       0    0
      (2 others)             users who did docs_open…        1       1    1   █
      (2 others)             everyone-else                   1       1    1   █

      * not the whole interval
      … not over yet"
    `);
    expect(
      await cusp('segment', 'events', 'limit_hit', '--per', 'hour', '--last', '2h', ...AS_OF),
    ).toMatchInlineSnapshot(`
      "4 events by 3, as of 2026-01-20 14:00:00 UTC; overall 3

      from               value
      2026-01-20 12:00*      3  ██████████████████████████████
      2026-01-20 13:00       0
      2026-01-20 14:00…      0

      * not the whole interval
      … not over yet"
    `);
    expect(await cusp('segment', 'events', 'limit_hit', '--formula', 'A / (A')).toContain('at character 7');
    expect(await cusp('segment', 'events', 'limit_hit', '--zone', 'Mars')).toContain(
      'timeZone: expected a time zone',
    );
    expect(
      await cusp('segment', 'cohort', 'blocked', '--limit-hit', 'limit_hit', ...AS_OF),
    ).toMatchInlineSnapshot(`
      "3 members as of 2026-01-20 14:00:00 UTC

      segment  members  share
      api            1  33.3%
      seats          1  33.3%
      storage        1  33.3%

      one member can be in several segments

      --save-cohort NAME --part N saves a part; --json gives their definitions"
    `);
    expect(await cusp('segment', 'cohort', 'blocked')).toContain('give one of --property');
  });

  it('looks people up', async () => {
    // The last event's arrival number goes on from what other files of this process stored.
    const page = (await cusp('user', 'cat', '--events', '1')).replace(/(--before \d+:)\d+/, '$1N');
    expect(page).toMatchInlineSnapshot(`
      "user cat
      seen 2026-01-20 12:40:00 UTC to 2026-01-20 12:41:00 UTC, 2 events

      Properties
        plan = "team"

      Cohorts
      ✓ blocked

      Changes, latest first
      when                     property  value
      2026-01-20 12:40:00 UTC  plan      "team"

      Sessions, latest first
      began                    lasted  events
      2026-01-20 12:40:00 UTC   1 min       2

      Events, newest first
      when                     event        properties
      2026-01-20 12:41:00 UTC  docs_opened

      older: --before 1768912860000:N"
    `);
    expect(await cusp('user', 'cat', '--timeline')).toMatch(/\n\d{4}-.* ◆ {2}entered blocked\n/);
    expect(
      await cusp('user', 'cat', '--timeline', '--show', 'session,event,property'),
    ).toMatchInlineSnapshot(`
      "user cat, newest first

      when                        what
      2026-01-20 12:41:00 UTC  ●  docs_opened
      2026-01-20 12:40:00 UTC  ≔  plan           (none) > "team"
      2026-01-20 12:40:00 UTC  ●  limit_hit      limit=storage
      2026-01-20 12:40:00 UTC  ┬  session began  2 events, 1 min"
    `);
    expect(await cusp('user', 'cat', '--timeline', '--show', 'event', '--limit', '1')).toMatch(
      /older: --before 1768912860000\.event\.\d+/,
    );
    expect(await cusp('user', 'cat', '--timeline', '--show', 'nothing')).toContain(
      'expected one of "session"',
    );
    expect(await cusp('user', '--property', 'plan~ea')).toContain('cat');
    expect(await cusp('user', 'c')).toContain('prefix');
    expect(await cusp('user', '--property', 'plan=team')).toContain('cat');
    expect(await cusp('user', 'zoe')).toContain('no user "zoe" was ever seen');
  });

  it('asks what a file says, with its warnings', async () => {
    const file = join(data, 'question.json');
    await writeFile(
      file,
      JSON.stringify({ kind: 'journey', anchor: { names: ['limit_hits'], filters: [] } }),
    );
    expect(await cusp('query', file)).toContain('did you mean "limit_hit"?');
    await writeFile(file, '{');
    expect(await cusp('query', file)).toContain('is not JSON');
  });

  it('tells who is new, stays, comes back and goes', async () => {
    const said = await cusp(
      'lifecycle',
      '--event',
      'limit_hit',
      '--per',
      'day',
      '--from',
      '2026-01-19',
      ...AS_OF,
    );
    expect(said).toMatchInlineSnapshot(`
      "Active users by day, UTC, as of 2026-01-20 14:00:00 UTC.

      day           active                  new  current  back  dormant  pulse
      2026-01-19         0                    0        0     0        0      -
      2026-01-20 …       3  ██████████████    3        0     0        0      -

      back: active again after a pause; dormant: active the day before, and not in
      this; pulse: new and back for each dormant; …: not over yet"
    `);
  });

  it('tells on how many days of a week they are active', async () => {
    const weeks = ['--from', '2026-01-12', '--to', '2026-01-20', '--as-of', '2026-01-21'];
    const said = await cusp('stickiness', '--event', 'limit_hit', '--per', 'week', ...weeks);
    expect(said).toMatchInlineSnapshot(`
      "On how many days of a week the users active in it were so, UTC, as of 2026-01-21
      00:00:00 UTC.

      nobody was active in a whole week.

      Over time
      week          active  days each  sticky    2+    3+    5+    7+
      2026-01-12         0          -       -     -     -     -     -
      2026-01-19 …       3          1       -  0.0%  0.0%  0.0%  0.0%

      sticky: the share of a week’s days that an active user was active on: the mean
      of daily active users, by weekly active ones; …: not over yet, and only in the
      table over time"
    `);
    const days = ['--per', 'day', '--from', '2026-01-20', '--to', '2026-01-21', '--as-of', '2026-01-21'];
    expect(
      await cusp('stickiness', ...days, '--segment', 'blocked', '--segment', 'everyone-else'),
    ).toMatchInlineSnapshot(`
      "In how many hours of a day the users active in it were so, UTC, as of 2026-01-21
      00:00:00 UTC.

      blocked: 1 whole day, 3 active in each, in 1 hour of it on average: sticky 4.2%

      hours  exactly                 or more
          1  ██████████████  100.0%  ██████████████  100.0%

      Over time
      day         active  hours each  sticky    2+    4+    8+   12+
      2026-01-20       3           1    4.2%  0.0%  0.0%  0.0%  0.0%

      everyone-else: nobody was active in a whole day.

      Over time
      day         active  hours each  sticky  2+  4+  8+  12+
      2026-01-20       0           -       -   -   -   -    -

      sticky: the share of a day’s hours that an active user was active in"
    `);
  });

  it('tells how often they did it, and saves a bar as a cohort', async () => {
    expect(await cusp('frequency', 'limit_hit', '--by', 'limit', ...AS_OF)).toMatchInlineSnapshot(`
      "3 users did it, 4 times, from 2025-12-21 14:00:00 UTC, before 2026-01-20
      14:00:00 UTC. Times each: mean 1.33, median 1, p90 1.8, most 2.

      times      users                    share  95% interval
      1              2  ████████████████  66.7%  20.8% to 93.9%
      2 or more      1  ████████          33.3%  6.1% to 79.2%

      value    users  mean  median  p90  most     1    2+
      seats        1     2       2    2     2    0%  100%
      api          1     1       1    1     1  100%    0%
      storage      1     1       1    1     1  100%    0%

      of those who did it with this value; who has several values is counted under
      each

      --save-cohort NAME --bar N saves a bar; --json gives their definitions"
    `);
    const docs = ['frequency', 'docs_opened', '--cohort', 'blocked', '--ever', '--edges', '1,2,5'];
    expect(await cusp(...docs, ...AS_OF)).toMatchInlineSnapshot(`
      "2 of 3 users did it, 2 times, ever, before 2026-01-20 14:00:00 UTC. Times each:
      mean 0.667, median 1, p90 1, most 1.

      times         users                    share  95% interval
      0                 1  ████████          33.3%  6.1% to 79.2%
      1                 2  ████████████████  66.7%  20.8% to 93.9%
      2 to under 5      0                     0.0%  0.0% to 56.1%
      5 or more         0                     0.0%  0.0% to 56.1%

      --save-cohort NAME --bar N saves a bar; --json gives their definitions"
    `);
    const saved = await cusp(...docs, '--save-cohort', 'read no docs', '--bar', '1');
    expect(saved).toContain('in cohort "blocked"\n  and did docs_opened at most 0 times');
    expect(await cusp(...docs, '--save-cohort', 'none', '--bar', '9')).toContain('there are 4 bars');
    expect(await cusp(...docs, '--bar', '1')).toContain('--save-cohort and --bar need each other');
    expect(await cusp('frequency', 'limit_hit', '--sum', 'amount', '--days')).toContain(
      'give one of --days and --sum',
    );
  });

  it('lists every kind of question in the help', async () => {
    const help = await cusp('query', '--help');
    for (const { kind, summary } of analyses) {
      expect(help).toContain(`\n  ${kind} `);
      expect(help.replaceAll(/\s+/g, ' ')).toContain(summary);
    }
    expect(Math.max(...help.split('\n').map((line) => line.length))).toBeLessThanOrEqual(80);
  });

  it('saves a part of a cohort as a cohort', async () => {
    const byLimit = ['segment', 'cohort', 'blocked', '--limit-hit', 'limit_hit', '--ever'];
    const saved = await cusp(...byLimit, '--save-cohort', 'no seats', '--part', '2');
    expect(saved.replace(/\s+/g, ' ')).toContain(
      'in cohort "blocked" and did limit_hit where limit = "seats"',
    );
    const members = await cusp('cohort', 'members', 'no seats', '--json');
    expect([...members.matchAll(/"id": ?"(\w+)"/g)].map(([, id]) => id)).toEqual(['ann']);

    const byDays = ['segment', 'cohort', 'blocked', '--frequency', '--active-days', '--ever'];
    expect(await cusp(...byDays, '--save-cohort', 'a day', '--part', '2')).toMatch(
      /on at least 1\s+(different )?day/,
    );
    expect(await cusp(...byLimit, '--save-cohort', 'none', '--part', '9')).toContain('there are 3 parts');
    expect(await cusp(...byLimit, '--part', '1')).toContain('need each other');
  });
});
