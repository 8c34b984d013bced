import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { arbitraryDefinition } from '../../../../../test/support/arbitrary-definition.ts';
import { checkCohort } from './check.ts';
import { parseCohort } from './parse.ts';
import { printCohort } from './print.ts';

const SEED = 20260131;

describe('the text and the tree', () => {
  it('parse gives back what print was given', () => {
    fc.assert(
      fc.property(arbitraryDefinition(), (definition) => {
        const text = printCohort(definition);
        expect(parseCohort(text), text).toEqual({ ok: true, value: definition });
        expect(checkCohort(JSON.parse(JSON.stringify(definition)))).toEqual({ ok: true, value: definition });
      }),
      { seed: SEED, numRuns: 3_000 },
    );
  });

  it('reads keywords in any case, comments, and any blanks between words', () => {
    const text = printCohort({
      unit: 'user',
      where: { kind: 'in-cohort', cohort: 'a' },
    });
    expect(text).toBe('users who in cohort "a"');
    expect(parseCohort(' USERS # the paying ones\r\n\twho -- or not\n  In\u00a0COHORT a')).toEqual(
      parseCohort(text),
    );
  });
});
