import { describe, expect, it } from 'vitest';
import { parseCohort } from '../../language/parse.ts';

describe('what does not fit in a funnel', () => {
  it.each([
    ['(a) reached step 1 within 1 day', 'a funnel has at least 2 steps, got a list of 1'],
    ['(a then b) reached step 0 within 1 day', 'steps are counted from 1, got the number 0'],
    ['(a then b) reached step 3 within 1 day', 'there are 2 steps: name one of them'],
    ['(a then b) dropped at step 1 within 1 day', 'nobody drops before the first step: name a later step'],
    ['(a then b) reached step 2 within 367 days', 'at most 366 days'],
    [
      '(a then optionally b then c) reached step 3 in any order within 1 day',
      'steps can be left out only in the order that they are listed in, not in any or exact order',
    ],
    [
      '(a then b then a) reached step 3 in any order within 1 day',
      'is the same as step 1: in any order one event would fill both, so ask for the order that they are listed in',
    ],
    [
      '(a then b then c) reached step 3 in any order within 1 day without d after step 2',
      'in any order there is no between two steps: do not name any',
    ],
    [
      '(a then b) reached step 2 within 1 day without d after step 2',
      'step 2 is not before step 2: name one that is',
    ],
    [
      '(a then b) reached step 2 within 1 day counting each',
      '"each" counts held values or sessions: hold a property, or ask for one session in place of a time',
    ],
    [
      '(a then b) reached step 2 within 1 day with the same (c, d, e, f)',
      'at most 3 are held, got a list of 4',
    ],
  ])('is told in words that are not those of JSON: %s', (funnel, what) => {
    const read = parseCohort(`users who in funnel ${funnel}`);
    const messages = read.ok ? [] : read.problems.map(({ message }) => message);
    expect(messages).toEqual([`This part does not fit the funnel: ${what}.`]);
  });
});
