import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { arbitraryDefinition } from '../../../../../test/support/arbitrary-definition.ts';
import { checkCohort } from './check.ts';
import { completionsAt } from './completions.ts';
import { describeCohort } from './describe.ts';
import { parseCohort } from './parse.ts';
import { printCohort } from './print.ts';
import { renderDiagnostic } from './render-diagnostic.ts';
import { RESERVED_WORDS } from './reserved-words.ts';

const SEED = 20260201;

/** Whatever the text: a definition that prints and reads back the same, or mistakes inside the text. Never an exception. */
function holdsUp(text: string): void {
  const parsed = parseCohort(text);
  const { from } = completionsAt(text, Math.floor(text.length / 2));
  expect(from <= text.length / 2, text).toBe(true);
  if (parsed.ok) {
    expect(parseCohort(printCohort(parsed.value)), text).toEqual(parsed);
    expect(checkCohort(parsed.value), text).toEqual(parsed);
    expect(describeCohort(parsed.value).length).toBeGreaterThan(0);
    return;
  }
  expect(parsed.problems.length, text).toBeGreaterThan(0);
  for (const problem of parsed.problems) {
    const { start, end } = problem.span;
    expect(start >= 0 && start <= end && end <= text.length, text).toBe(true);
    // biome-ignore lint/suspicious/noControlCharactersInRegex: that no control character comes out is the point.
    expect(renderDiagnostic(text, problem)).not.toMatch(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u202e]/);
  }
}

const WORDS = [
  ...RESERVED_WORDS,
  ...[
    'event',
    'of',
    'cohort',
    'seen',
    'the',
    'last',
    'least',
    'most',
    'times',
    'with',
    'contain',
    'set',
    'user',
    'one',
    'session',
    'third',
    '3rd',
  ],
  ...[
    '3',
    '-1',
    '2.5',
    '2026-01-01',
    'days',
    'a',
    'b.c',
    '"x"',
    '"',
    '(',
    ')',
    ',',
    '.',
    '=',
    '!=',
    '>=',
    '<',
  ],
  ...[
    '__proto__',
    'constructor',
    'toString',
    'hasOwnProperty',
    '#',
    '--',
    '\n',
    '%',
    'é',
    '\u202e',
    '\ud800',
  ],
];

describe('whatever is typed', () => {
  it('reads texts of any characters', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary', maxLength: 200 }), holdsUp), {
      seed: SEED,
      numRuns: 2_000,
    });
  });

  it('reads words of the language in any order', () => {
    const words = fc.array(fc.constantFrom(...WORDS), { maxLength: 40 });
    const head = fc.constantFrom('users who ', 'accounts who did a ', 'users who have a = 1 ', '');
    const text = fc.tuple(head, words).map(([start, rest]) => start + rest.join(' '));
    fc.assert(fc.property(text, holdsUp), { seed: SEED, numRuns: 5_000 });
  });

  it('reads texts with pieces lost, doubled, moved and put in', () => {
    const edit = fc.record({
      at: fc.nat(),
      length: fc.nat(12),
      to: fc.nat(),
      word: fc.constantFrom('', ...WORDS),
    });
    const text = fc
      .tuple(arbitraryDefinition().map(printCohort), fc.array(edit, { minLength: 1, maxLength: 3 }))
      .map(([start, edits]) =>
        edits.reduce((left, { at, length, to, word }) => {
          const from = at % (left.length + 1);
          const piece = left.slice(from, from + length);
          const rest = left.slice(0, from) + left.slice(from + length);
          const target = to % (rest.length + 1);
          return `${rest.slice(0, target)}${to % 2 ? piece : ''}${word}${rest.slice(target)}`;
        }, start),
      );
    fc.assert(fc.property(text, holdsUp), { seed: SEED, numRuns: 2_000 });
  });

  it('reads what is nested without end, and long runs of one thing', () => {
    for (const piece of [
      '(',
      ')',
      'not ',
      '"',
      '\\',
      ',',
      'did a and ',
      'a.',
      '-',
      '1',
      'x in (',
      '“',
      '#\n',
      '\u0301',
      '😀',
    ]) {
      holdsUp(piece.repeat(Math.floor(50_000 / piece.length)));
      holdsUp(`users who did a where x = ${piece.repeat(Math.floor(50_000 / piece.length))}`);
    }
  });

  it('checks JSON of any shape', () => {
    const pieces = fc.constantFrom<unknown>(
      'all',
      'any',
      'not',
      'property',
      'event-count',
      '__proto__',
      'user',
      'is',
      null,
      0,
    );
    const key = fc.constantFrom(
      'kind',
      'unit',
      'where',
      'conditions',
      'condition',
      '__proto__',
      'constructor',
      'op',
    );
    const json = fc.letrec((tie) => ({
      value: fc.oneof(
        { maxDepth: 5 },
        pieces,
        fc.array(tie('value'), { maxLength: 3 }),
        fc.dictionary(key, tie('value')),
      ),
    })).value;
    const shape = fc.oneof(
      fc.anything(),
      json,
      json.map((where) => ({ unit: 'user', where })),
    );
    fc.assert(
      fc.property(shape, (value) => {
        const checked = checkCohort(value);
        if (!checked.ok) expect(checked.problems.length).toBeGreaterThan(0);
      }),
      { seed: SEED, numRuns: 5_000 },
    );
  });
});
