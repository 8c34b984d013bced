import { describe, expect, it } from 'vitest';
import { must } from '../../util/assert.ts';
import { describeCohort } from './describe.ts';
import { parseCohort } from './parse.ts';

function inWords(text: string): string {
  const parsed = parseCohort(text);
  return describeCohort(must(parsed.ok ? parsed.value : undefined, text));
}

describe('describeCohort', () => {
  it.each([
    ['users who did a', 'Users who did a.'],
    ['users who did not do a in the last 7 days', 'Users who did not do a in the last 7 days.'],
    ['users who did a exactly 0 times', 'Users who did not do a.'],
    ['users who not did a less than 1 time', 'Users who did a.'],
    [
      'users who not did a at least 3 times since 2026-01-01',
      'Users who did not do a at least 3 times since 2026-01-01 (UTC).',
    ],
    [
      'users who did any event where x in ("a", 2) and user.plan is set at most twice',
      'Users who did any event (whose x is "a" or 2 and while the user\'s plan is known) at most 2 times.',
    ],
    [
      'users who did a then any of (b, c) within 2 days, between 2026-01-01 and 2026-02-01',
      'Users who did a, then b or c within 2 days of the first, all from 2026-01-01 until just before 2026-02-01 (UTC).',
    ],
    [
      'users who did a more than 2 times in any 3 days, since 2026-01-01 and did not do b in one session',
      'Users who did a more than 2 times in any 3 days, since 2026-01-01 (UTC), and who did not do b in one session.',
    ],
    [
      'users who did a where x = 1 with sum of user.seats >= 3 in the last 7 days',
      "Users whose sum of the user's seats over a (whose x is 1) in the last 7 days is at least 3.",
    ],
    [
      'users who did not do a with average of x > 3 and not did a with distinct values of x = 3',
      'Users whose average of x over a is at most 3, or is not known, and whose number of distinct values of x over a is not 3.',
    ],
    ['users who did a in the first 7 days', 'Users who did a in their first 7 days.'],
    [
      'users who did a on at least 3 days of zone "Europe/Berlin" in the last 7 days',
      'Users who did a on at least 3 days (of Europe/Berlin) in the last 7 days.',
    ],
    [
      'users who did a at least twice as often in the last 7 days as in the 1 week before',
      'Users who did a at least 2 times as often in the last 7 days as in the 7 days before.',
    ],
    [
      'users who had plan = "pro" in the last 30 days',
      'Users whose plan was "pro" at some time in the last 30 days.',
    ],
    ['users who not had title contains "x"', 'Users whose title contained "x" at no time.'],
    [
      'users who did a at least as often as the median of cohort paid in the last 7 days',
      'Users who did a at least as often as the median member of the cohort "paid" in the last 7 days.',
    ],
    [
      'users who not did a at least as often as the P75 of cohort paid',
      'Users who did not do a at least as often as the member at percentile 75 of the cohort "paid".',
    ],
    ['accounts who have seats >= 80% of limit', 'Accounts whose seats is at least 80% of their limit.'],
    [
      'accounts who do not have seats > 99.5% of limit',
      'Accounts whose seats is not more than 99.5% of their limit, or cannot be compared.',
    ],
    ['users who not did a on at most 1 day', 'Users who did not do a on at most 1 day (of UTC).'],
    [
      'users who did a then within 1 hour b then c within 2 days',
      'Users who did a, then within 1 hour b, then c, within 2 days of the first.',
    ],
    [
      'users who did a then b in one session within 2 hours in the last 3 days',
      'Users who did a, then b within 2 hours of the first, all in one session, in the last 3 days.',
    ],
    [
      'users who did a then within 2 days not did b in the last 9 days',
      'Users who did a, followed by no b within 2 days, in the last 9 days.',
    ],
    [
      'users who not did a for the second time in the last 9 days',
      'Users who did not do a for the 2nd time in the last 9 days.',
    ],
    ['accounts who do not have seats > 3', 'Accounts whose seats is not more than 3, or is not known.'],
    ['users who do not have plan = "free"', 'Users whose plan is not "free".'],
    ['users who not not in cohort "x"', 'Users who are in the cohort "x".'],
    [
      'users who have plan = "free" or not first seen in the last 1 day',
      'Users whose plan is "free", or who were not first seen in the last 1 day.',
    ],
  ])('%s', (text, words) => {
    expect(inWords(text)).toBe(words);
  });

  it('lists what is long or nested', () => {
    expect(
      inWords('users who did a and not (did b or have c = 1) and not (did d and (did e or did f))'),
    ).toBe(
      [
        'Users who fit all of these:',
        '  - did a',
        '  - fit none of these:',
        '    - did b',
        '    - their c is 1',
        '  - do not fit all of these:',
        '    - did d',
        '    - fit at least one of these:',
        '      - did e',
        '      - did f',
      ].join('\n'),
    );
  });
});
