import { describe, expect, it } from 'vitest';
import { backtestAnswer } from '../../analyse/backtest/answer.ts';
import type { BacktestAnswer, BacktestCourse } from '../../analyse/backtest/result.ts';
import type { FunnelAnswer, FunnelStep } from '../../analyse/funnel/result.ts';
import { columnsOf } from '../../analyse/retention/columns.ts';
import type { RetentionAnswer, RetentionRow } from '../../analyse/retention/result.ts';
import type { EventSelector } from '../../define/selector/event-selector.ts';
import { DAY_MS, HOUR_MS } from '../../model/time.ts';
import { shareDifference } from '../../util/statistics/difference.ts';
import { proportion } from '../../util/statistics/proportion.ts';
import { shareRatio } from '../../util/statistics/ratio.ts';
import { TERMINAL_WIDTH } from '../output/table.ts';
import { answerWords } from './answer-words.ts';
import { backtestWords } from './backtest.ts';
import { funnelWords } from './funnel.ts';
import { retentionWords } from './retention.ts';
import { validationWords } from './validation.ts';

const START = Date.UTC(2026, 0, 1);

function event(name: string, filters: EventSelector['filters'] = []): EventSelector {
  return { names: [name], filters };
}

function funnelOf(counts: readonly number[], more: Partial<FunnelAnswer> = {}): FunnelAnswer {
  const selectors = [
    event('Home'),
    event('limit_hit', [{ scope: 'event', property: 'limit', op: 'is', values: ['seats'] }]),
    event('plan_upgraded'),
  ];
  return {
    kind: 'funnel',
    unit: 'user',
    order: 'this',
    count: 'units',
    from: START,
    to: START + 31 * DAY_MS,
    asOf: START + 31 * DAY_MS,
    conversionWindowMs: 7 * DAY_MS,
    steps: counts.map(
      (count, at): FunnelStep => ({
        event: selectors[at] ?? event(`step ${at}`),
        count,
        ofFirst: proportion(count, counts[0] ?? 0),
        ofPrevious: at === 0 ? null : proportion(count, counts[at - 1] ?? 0),
        medianMsFromPrevious: at === 0 || count === 0 ? null : at * 23 * HOUR_MS,
        medianMsFromFirst: null,
      }),
    ),
    open: 0,
    breakdown: null,
    ...more,
  };
}

/** `returned` by interval, of as many as it is over for. */
function row(started: number, cells: readonly (readonly [returned: number, of: number])[]): RetentionRow {
  return {
    started,
    cells: cells.map(([returned, of], interval) => ({
      interval,
      returned: proportion(returned, of),
      immature: started - of,
    })),
  };
}

function retentionOf(more: Partial<RetentionAnswer> = {}): RetentionAnswer {
  const intervals = { unit: 'day', kind: 'rolling', last: 3, weekStart: 'monday' } as const;
  return {
    kind: 'retention',
    unit: 'user',
    count: 'on',
    intervals,
    timeZone: 'UTC',
    asOf: START + 3 * DAY_MS,
    overall: row(30, [
      [30, 30],
      [12, 22],
      [2, 10],
      [0, 0],
    ]),
    byDate: [
      {
        date: '2026-01-01',
        ...row(10, [
          [10, 10],
          [6, 10],
          [2, 10],
          [0, 0],
        ]),
      },
      {
        date: '2026-01-02',
        ...row(20, [
          [20, 20],
          [6, 12],
          [0, 0],
          [0, 0],
        ]),
      },
    ],
    comparison: null,
    columns: columnsOf(more.intervals ?? intervals),
    returns: [event('Home')],
    curves: [],
    breakdown: null,
    overTime: null,
    membersAsOf: START + 3 * DAY_MS,
    ...more,
  };
}

/** Instants two weeks apart, the last not over: `members` of 40 and `others` of 900 convert after each. */
function backtestOf(members: number, others: number, size = 1): BacktestAnswer {
  const instants = [0, 14, 28].map((day) => START + day * DAY_MS);
  const courses = instants.flatMap((_, stratum): BacktestCourse[] => [
    { subjects: members * size, entries: [{ stratum, inBase: false, success: true, leadMs: 50 * HOUR_MS }] },
    { subjects: (40 - members) * size, entries: [{ stratum, inBase: false, success: false }] },
    { subjects: others * size, entries: [{ stratum, inBase: true, success: true }] },
    { subjects: (900 - others) * size, entries: [{ stratum, inBase: true, success: false }] },
  ]);
  return backtestAnswer(
    { unit: 'user', firstTime: true },
    instants,
    START + 30 * DAY_MS,
    14 * DAY_MS,
    courses,
  );
}

function fits(text: string): string {
  expect(
    text.split('\n').filter((line) => [...line].length > TERMINAL_WIDTH || line !== line.trimEnd()),
  ).toEqual([]);
  return text;
}

describe('a funnel', () => {
  it('says the whole conversion, then each step', () => {
    expect(fits(funnelWords(funnelOf([1200, 300, 21], { open: 9 })))).toMatchInlineSnapshot(`
      "21 of 1,200 users went all the way within 7 d: 1.8% (1.1% to 2.7%). They began
      from 2026-01-01 00:00:00 UTC to 2026-02-01 00:00:00 UTC.

                         users  of first  95% interval    of prior    median
      1  Home
         ██████████████  1,200    100.0%
      2  limit_hit where limit = "seats"
         ███▌              300     25.0%  22.6% to 27.5%     25.0%      23 h
      3  plan_upgraded
         ▎                  21      1.8%  1.1% to 2.7%        7.0%  1 d 22 h

      9 of those not there yet are still within their 7 d as of 2026-02-01 00:00:00
      UTC: they may yet convert."
    `);
  });

  it('breaks down by a value of the first step', () => {
    const rows = [
      { value: 'free', counts: [900, 250, 20], converted: proportion(20, 900) },
      { value: null, counts: [200, 40, 1], converted: proportion(1, 200) },
    ];
    const other = { values: 12, counts: [100, 10, 0], converted: proportion(0, 100) };
    const breakdown = { scope: 'user' as const, property: 'plan', step: 1, rows, other, unreached: null };
    const [, text = ''] = fits(funnelWords(funnelOf([1200, 300, 21], { breakdown }))).split(/\n(?=users by)/);
    expect(text).toMatchInlineSnapshot(`
      "users by user.plan at the first step
      user.plan         step 1  step 2  step 3   all  95% interval
      free                 900     250      20  2.2%  1.4% to 3.4%  ▎
      (none)               200      40       1  0.5%  0.1% to 2.8%
      (12 more values)     100      10       0  0.0%  0.0% to 3.7%"
    `);
  });

  it('has no shares of nobody, and shows no control characters', () => {
    expect(fits(funnelWords(funnelOf([0, 0])))).toMatchInlineSnapshot(`
      "Nobody began from 2026-01-01 00:00:00 UTC to 2026-02-01 00:00:00 UTC.

           users  of first  95% interval  of prior  median
      1  Home
               0         -
      2  limit_hit where limit = "seats"
               0         -  -                    -       -"
    `);
    const steps = funnelOf([5, 1]).steps.map((step) => ({
      ...step,
      event: event(`a\u001b[31m${'x'.repeat(100)}`),
    }));
    expect(fits(funnelWords(funnelOf([], { steps })))).not.toContain('\u001b');
  });

  it('keeps to the width with large numbers and many steps', () => {
    const counts = Array.from({ length: 12 }, (_, at) => 123_456_789 - at);
    const rows = [{ value: 'v'.repeat(200), counts, converted: proportion(1, 123_456_789) }];
    const breakdown = { scope: 'event' as const, property: 'p', step: 1, rows, other: null, unreached: null };
    fits(funnelWords(funnelOf(counts, { breakdown })));
  });
});

describe('retention', () => {
  it('marks what is not over yet, wholly or for some', () => {
    expect(fits(retentionWords(retentionOf()))).toMatchInlineSnapshot(`
      "30 users started; who came back in each day of elapsed time since the start, as
      of 2026-01-04 00:00:00 UTC.

      day  came back                     of  95% interval     not over yet for
        0  ████████████████████  100.0%  30  88.6% to 100.0%
        1  ██████████▉            54.5%  22  34.7% to 73.1%                  8
        2  ████                   20.0%  10  5.7% to 51.0%                  20
        3                             ·   0                                 30

      By day of the start
      start       started      0      1      2   3
      2026-01-01       10  █100%   ▓60%   ░20%   ·
      2026-01-02       20  █100%   ▒50%*     ·   ·
      · not over yet; * over for some only, and the share is of those"
    `);
  });

  it('puts members beside the others', () => {
    const [members, baseline] = [
      row(10, [
        [10, 10],
        [6, 8],
      ]),
      row(20, [
        [20, 20],
        [6, 14],
      ]),
    ];
    const answer = retentionOf({
      intervals: { unit: 'week', kind: 'calendar', last: 3, weekStart: 'monday' },
      count: 'on-or-after',
      byDate: [],
      comparison: {
        membersAsOf: START,
        members,
        baseline,
        differences: members.cells.map(({ interval, returned }, at) => {
          const other = baseline.cells[at]?.returned ?? proportion(0, 0);
          return { interval, ...shareDifference(returned.count, returned.of, other.count, other.of) };
        }),
      },
    });
    expect(fits(retentionWords(answer))).toMatchInlineSnapshot(`
      "30 users started; who came back in or after each calendar week (UTC) since the
      start, as of 2026-01-04 00:00:00 UTC.

      week  came back                     of  95% interval     not over yet for
         0  ████████████████████  100.0%  30  88.6% to 100.0%
         1  ██████████▉            54.5%  22  34.7% to 73.1%                  8
         2  ████                   20.0%  10  5.7% to 51.0%                  20
         3                             ·   0                                 30

      Members as of 2026-01-01 00:00:00 UTC beside the others
      week       members        others  difference in points, 95% interval
         0  100.0% of 10  100.0% of 20  0.0 (-27.8 to +16.1)
         1    75.0% of 8   42.9% of 14  +32.1 (-9.9 to +60.1)"
    `);
  });

  it('says which intervals do not fit beside the dates, and who did not start', () => {
    const cells = Array.from({ length: 31 }, () => [5, 10] as const);
    const answer = retentionOf({
      intervals: { unit: 'day', kind: 'rolling', last: 30, weekStart: 'monday' },
      overall: row(20, cells),
      byDate: ['2026-01-01', '2026-01-02'].map((date) => ({ date, ...row(10, cells) })),
    });
    expect(fits(retentionWords(answer)).split('\n').at(-1)).toBe('days 7 to 30: --json');
    const partly = [...cells.slice(0, 7), [5, 6] as const, [0, 0] as const];
    const some = retentionOf({
      intervals: { unit: 'week', kind: 'rolling', last: 8, weekStart: 'monday' },
      byDate: ['2026-01-05', '2026-01-12'].map((date) => ({
        date,
        ...row(10, [...partly.slice(0, 6), [0, 0], ...partly.slice(7)]),
      })),
    });
    expect(fits(retentionWords(some))).toMatch(/; weeks 7 to 8: --json$/);
    expect(retentionWords(retentionOf({ overall: row(0, [[0, 0]]) }))).toBe(
      'Nobody started, as of 2026-01-04 00:00:00 UTC.',
    );
  });
});

describe('a backtest', () => {
  it('says the verdict first, and which instants are not over', () => {
    expect(fits(backtestWords(backtestOf(12, 27)))).toMatchInlineSnapshot(`
      "Signal: members converted 10.00 times as often as others, 95% interval 6.53 to
      15.31 (24 of 80 times against 54 of 1800, over 2 instants).

      Members at each instant, and who did the goal in the 14 d after it, of users who
      had not done it before:

      as of       members   converted  others  converted  lift, 95% interval
      2026-01-01       40  12 (30.0%)     900  27 (3.0%)  10x (5.38 to 17.6)
      2026-01-15       40  12 (30.0%)     900  27 (3.0%)  10x (5.38 to 17.6)
      2026-01-29       40  12 (30.0%)     900  27 (3.0%)  not over yet

      Over the 2 instants that are over: members 24 of 80 (30.0%), others 54 of 1,800
      (3.0%), lift 10x (6.53 to 15.3).
      80 different users were members and 24 of them converted, a median of 2 d 2 h
      later. Of all conversions 30.8% were members'."
    `);
  });

  it('has words for lifts without bounds, and room for large numbers', () => {
    expect(fits(backtestWords(backtestOf(12, 0)))).toMatch(/others none \(\d+(\.\d+)? or more\)/);
    expect(fits(backtestWords(backtestOf(0, 0)))).toContain('0 (0.0%)');
    expect(fits(backtestWords(backtestOf(12, 27, 10_000)))).toMatch(/400,000 +30\.0%/);
  });
});

describe('a validation', () => {
  it('is the backtest, then retention and funnel beside the others', () => {
    const backtest = backtestOf(12, 27);
    const [members, baseline] = [
      row(40, [
        [40, 40],
        [20, 40],
      ]),
      row(900, [
        [900, 900],
        [90, 900],
      ]),
    ];
    const comparison = {
      membersAsOf: START,
      members,
      baseline,
      differences: [0, 1].map((interval) => {
        const [a, b] = [members.cells[interval]?.returned, baseline.cells[interval]?.returned];
        return { interval, ...shareDifference(a?.count ?? 0, a?.of ?? 0, b?.count ?? 0, b?.of ?? 0) };
      }),
    };
    const text = validationWords({
      kind: 'validation',
      unit: 'user',
      asOf: backtest.asOf,
      from: START + 16 * DAY_MS,
      verdict: backtest.verdict,
      backtest,
      afterEntry: {
        entered: proportion(9, 30),
        others: { count: 40, of: 2_000, share: 0.02 },
        ratio: shareRatio(9, 30, 40, 2_000),
        difference: shareDifference(9, 30, 40, 2_000),
        course: [],
      },
      months: [
        {
          ...{
            month: '2026-01',
            instants: 2,
            members: proportion(12, 40),
            expected: null,
            isAsExpected: null,
          },
          ratio: shareRatio(12, 40, 27, 900),
        },
        {
          ...{
            month: '2026-02',
            instants: 1,
            members: proportion(2, 20),
            expected: 0.3,
            isAsExpected: false,
          },
          ratio: shareRatio(2, 20, 27, 900),
        },
      ],
      thresholds: [
        {
          path: 'where.count',
          clause: 'did limit_hit at least 3 times in the last 14 days',
          shifted: 'did limit_hit at least 2 times in the last 14 days',
          ...{ from: 3, to: 2, distinctMembers: 80, finding: 'signal' },
          members: { count: 20, of: 100, share: 0.2 },
          recall: { count: 20, of: 40, share: 0.5 },
          ratio: shareRatio(20, 100, 20, 900),
        },
      ],
      thresholdsLeftOut: 4,
      retention: retentionOf({ comparison }),
      funnel: { members: funnelOf([40, 30, 12]), baseline: funnelOf([500, 100, 27]) },
    });
    expect(fits(text).startsWith(backtestWords(backtest))).toBe(true);
    expect(text.slice(backtestWords(backtest).length)).toMatchInlineSnapshot(`
      "

      Within 14 d of entering 9 of 30 (30.0%) converted; of those who were there and
      did not enter 40 of 2,000 (2.0%), lift 15x (7.78 to 26.6).

      Month by month, beside what the months before would have made one expect:
      month    members  converted   from     to  expected
      2026-01       40      30.0%  18.1%  45.4%         -
      2026-02       20      10.0%   2.8%  30.1%     30.0%  not as expected

      The same with one number shifted:
      shift         members  precision  recall  lift                in
      as it is           80      30.0%   30.8%  10x (6.53 to 15.3)
      count 3 to 2       80      20.0%   50.0%  9x (5.02 to 15.9)   did limit_hit at …
      4 more shifts were left out

      Who came back, members as of 2026-01-17 00:00:00 UTC beside the others:
      day       members         others  difference in points, 95% interval
        0  100.0% of 40  100.0% of 900  0.0 (-8.8 to +0.4)
        1   50.0% of 40   10.0% of 900  +40.0 (+25.0 to +54.9)

      How far they went within 7 d, from 2026-01-17 00:00:00 UTC on:
      step                             members  of first  others  of first
      Home                                  40    100.0%     500    100.0%
      limit_hit where limit = "seats"       30     75.0%     100     20.0%
      plan_upgraded                         12     30.0%      27      5.4%"
    `);
  });
});

describe('an answer of the door', () => {
  it('ends with what it was read from, and is JSON where no words fit its kind', () => {
    const data = {
      asOf: START,
      watermark: START,
      timeZone: 'UTC',
      range: null,
      filters: [],
      unit: 'user' as const,
      units: 1234,
      engineMs: 5,
    };
    const text = answerWords({ kind: 'strange', spec: {}, answer: { a: 1 }, warnings: [], data });
    expect(text).toMatchInlineSnapshot(`
      "{
        "a": 1
      }

      1,234 known users, newest received 2026-01-01 00:00:00 UTC, UTC, 5 ms"
    `);
    expect(answerWords({ kind: 'funnel', spec: {}, answer: funnelOf([3, 1]), warnings: [], data })).toContain(
      'went all the way',
    );
  });
});
