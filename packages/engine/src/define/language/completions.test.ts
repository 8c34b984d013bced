import { describe, expect, it } from 'vitest';
import { completionsAt } from './completions.ts';

/** What may stand at `|`: names as `<event>`, then words. */
function at(marked: string): string {
  const offset = marked.indexOf('|');
  const { names, keywords } = completionsAt(marked.replace('|', ''), offset);
  return [...(names === undefined ? [] : [`<${names}>`]), ...keywords].join(' ');
}

const CONDITION = 'did do first had have in not';
const AFTER = 'and or';

describe('completionsAt', () => {
  it.each([
    ['|', 'accounts users'],
    ['users |', 'who'],
    ['users who |', CONDITION],
    ['users who d|', CONDITION],
    ['users who did |', '<event> any not'],
    ['users who did any |', 'event of'],
    ['users who did any of (a, |', '<event>'],
    ['users who did "Page V|', '<event>'],
    ['users who did "|', '<event>'],
    ['users who did a then |', '<event> any not within'],
    ['users who did a then within 1 hour |', '<event> any not'],
    ['users who did a then not b |', 'at between in since where within'],
    ['users who did a where |', '<property>'],
    ['users who did a where user.pl|', '<user-property>'],
    ['users who did a where user.|', '<user-property>'],
    ['users who did a in one |', 'session'],
    ['users who did a with |', 'average distinct maximum minimum sum'],
    ['users who did a with sum of |', '<property>'],
    ['users who did a in the |', 'first last'],
    ['users who did a in the last 3 |', 'days hours milliseconds minutes seconds weeks'],
    ['users who did a and have |', '<property>'],
    ['users who in cohort |', '<cohort>'],
    ['users who first seen |', 'at between in since'],
    ['users who did a then b within 7 days | and did c', 'and at between in or since within'],
    ['users who have plan |', 'contains does in is not starts'],
    ['users who did a |', 'and at between exactly for in less more not on or since then where with'],
    ['users who did a at least as often |', 'as in'],
    ['users who did a at least as often as the |', 'median'],
    ['users who did a at least as often as the p75 of cohort |', '<cohort>'],
    ['users who did a at least as often in the last 7 days |', 'as'],
    ['users who have a >= 80% |', 'of'],
    ['users who had |', '<property>'],
    ['users who had a is set |', 'and at between in or since'],
    ['users who have a >= 80% of |', '<property>'],
    [
      'users who did a on at least 3 days |',
      'and at between exactly for in less more not of on or since where with',
    ],
    ['users who did a for the |', 'eighth fifth first fourth ninth second seventh sixth tenth third'],
    ['users who did a for the 3rd |', 'time'],
    ['users who did a at least 3 |', 'times'],
    ['users who have plan is |', 'false in not set true'],
    ['users who have plan = "free" |', AFTER],
    ['users who did a where x = 1 and |', CONDITION],
  ])('%s', (marked, expected) => {
    expect(at(marked)).toBe(expected);
  });

  it('says where the word begins that is being typed', () => {
    expect(completionsAt('users who did sig', 17).from).toBe(14);
    expect(completionsAt('users who did "Page V', 21).from).toBe(14);
    expect(completionsAt('users who did a where user.pl', 29).from).toBe(27);
    expect(completionsAt('users who did ', 14).from).toBe(14);
    expect(completionsAt('users', 99)).toMatchObject({ from: 0 });
    expect(completionsAt('users', -1)).toMatchObject({ from: 0 });
  });
});
