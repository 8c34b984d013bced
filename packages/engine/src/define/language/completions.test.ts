import { describe, expect, it } from 'vitest';
import { completionsAt } from './completions.ts';

/** What may stand at `|`: names as `<event>`, then words. */
function at(marked: string): string {
  const offset = marked.indexOf('|');
  const { names, keywords } = completionsAt(marked.replace('|', ''), offset);
  return [...(names === undefined ? [] : [`<${names}>`]), ...keywords].join(' ');
}

const CONDITION = 'did do first have in not';
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
    ['users who did a in the |', 'first last'],
    ['users who did a in the last 3 |', 'days hours milliseconds minutes seconds weeks'],
    ['users who did a and have |', '<property>'],
    ['users who in cohort |', '<cohort>'],
    ['users who first seen |', 'at between in since'],
    ['users who did a then b within 7 days | and did c', 'and at between in or since within'],
    ['users who have plan |', 'contains does in is not starts'],
    ['users who did a for the |', 'eighth fifth first fourth ninth second seventh sixth tenth third'],
    ['users who did a for the 3rd |', 'time'],
    ['users who did a at least 3 |', 'times'],
    ['users who did a |', 'and at between exactly for in less more not or since then where'],
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
