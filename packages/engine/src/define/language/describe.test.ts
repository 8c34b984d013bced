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
    ['users who did a in the first 7 days', 'Users who did a in their first 7 days.'],
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
