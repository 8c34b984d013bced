import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { arbitraryDefinition } from '../../../../../test/support/arbitrary-definition.ts';
import { parseCohort } from '../../define/language/parse.ts';
import { printCohort } from '../../define/language/print.ts';
import { definitionLines } from './definition-lines.ts';

const FUNNEL = `users who
  in funnel (wall then optionally help then plans then pay) dropped at step 4 within 7 days without chat between steps 1 and 3 with the same (feature, user.plan), in the last 30 days
  and did pay`;

describe('the lines of a definition', () => {
  it('breaks a long condition between its parts', () => {
    expect(definitionLines(FUNNEL, 80)).toMatchInlineSnapshot(`
      "users who
        in funnel (wall then optionally help then plans then pay) dropped at step 4
            within 7 days without chat between steps 1 and 3 with the same (feature,
            user.plan), in the last 30 days
        and did pay"
    `);
  });

  it('leaves alone what fits, and a text in quotes', () => {
    const short = 'users who\n  did a\n  and did b';
    expect(definitionLines(short, 80)).toBe(short);
    const quoted = `users who did "a then b, then c" then "${'x '.repeat(20)}"`;
    expect(definitionLines(quoted, 20).split('\n    ')).toHaveLength(2);
  });

  it('reads back to the same definition', () => {
    let broken = 0;
    fc.assert(
      fc.property(arbitraryDefinition(), (definition) => {
        const text = printCohort(definition);
        const lines = definitionLines(text, 60);
        if (lines !== text) broken += 1;
        expect(parseCohort(lines)).toEqual(parseCohort(text));
      }),
      { seed: 3, numRuns: 300 },
    );
    expect(broken).toBeGreaterThan(50);
  });
});
