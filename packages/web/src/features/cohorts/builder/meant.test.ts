import type { ClauseNode } from '@cusp/engine/define/language/ast.ts';
import { parseCohort } from '@cusp/engine/define/language/parse.ts';
import { describe, expect, it } from 'vitest';
import { meantBy, withMeant } from './meant.ts';
import { missingWords } from './missing-words.ts';

function clause(text: string): ClauseNode {
  const read = parseCohort(`users who ${text}`);
  if (!read.ok) throw new Error(read.problems[0]?.message);
  return read.value.where as ClauseNode;
}

describe('what was probably meant', () => {
  it('takes the place of the name everywhere in the clause, and of no value', () => {
    const wrong = clause('did paywal where limt = "paywal" then paywal');
    const warning = {
      code: 'unknown-event',
      path: 'where.conditions.0.condition.steps.1.names.0',
      message: 'no event named "paywal" has come in: did you mean "paywall"?',
    };
    const meant = meantBy(wrong, warning);
    expect(meant).toEqual({ seen: 'paywal', meant: 'paywall' });
    expect(meant && withMeant(wrong, meant)).toEqual(
      clause('did paywall where limt = "paywal" then paywall'),
    );
  });

  it('is nothing where nothing is near, or the warning is not of a name', () => {
    const wrong = clause('have plann = 3');
    expect(
      meantBy(wrong, { code: 'x', path: 'where.property', message: 'no user has had it' }),
    ).toBeUndefined();
    expect(meantBy(wrong, { code: 'x', path: 'where', message: 'a: did you mean "b"?' })).toBeUndefined();
  });
});

describe('what a condition still needs', () => {
  it.each([
    ['where.event.names.0', 'Choose an event.'],
    ['where.event.filters.0.property', 'Choose the property of the filter.'],
    ['where.comparison.values', 'Choose what it is compared with.'],
    ['where.cohort', 'Choose a cohort.'],
    ['where.steps.1', 'steps.1: is wrong'],
  ])('%s', (path, words) => {
    expect(missingWords([{ code: 'x', path, message: 'is wrong' }], 'where')).toBe(words);
  });

  it('is nothing for a finished one', () => {
    expect(missingWords([], 'where')).toBeUndefined();
  });
});
