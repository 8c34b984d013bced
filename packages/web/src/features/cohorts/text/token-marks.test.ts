import { parseCohort } from '@cusp/engine/define/language/parse.ts';
import { printCohort } from '@cusp/engine/define/language/print.ts';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { arbitraryDefinition } from '../../../../../../test/support/arbitrary-definition.ts';
import { tokenMarks } from './token-marks.ts';

/** The looks of a text, each with its characters. */
function looks(text: string): string[] {
  return tokenMarks(text).map(({ from, to, look }) => `${look} ${text.slice(from, to)}`);
}

describe('the look of a text', () => {
  it('tells words of the language from names, also where a name is such a word', () => {
    expect(looks('users who did session at least 3 times # often')).toEqual([
      'keyword users',
      'keyword who',
      'keyword did',
      'name session',
      'keyword at',
      'keyword least',
      'number 3',
      'keyword times',
      'comment # often',
    ]);
  });

  it('colours values and dates', () => {
    expect(looks('have plan = "free" since 2026-01-31')).toEqual([
      'keyword have',
      'name plan',
      'string "free"',
      'keyword since',
      'number 2026-01-31',
    ]);
  });

  it('never throws, and never lets two runs overlap, whatever the text', () => {
    const texts = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 200 }),
      arbitraryDefinition().map(printCohort),
    );
    fc.assert(
      fc.property(texts, fc.nat(400), (text, cut) => {
        const part = text.slice(0, cut);
        let at = 0;
        for (const { from, to } of tokenMarks(part)) {
          expect(from).toBeGreaterThanOrEqual(at);
          expect(to).toBeGreaterThan(from);
          expect(to).toBeLessThanOrEqual(part.length);
          at = to;
        }
        expect(typeof parseCohort(part).ok).toBe('boolean');
      }),
    );
  });
});
