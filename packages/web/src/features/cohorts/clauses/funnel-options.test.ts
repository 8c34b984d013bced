import type { FunnelClause } from '@cusp/engine/define/clauses/funnel/schema.ts';
import { checkCohort } from '@cusp/engine/define/language/check.ts';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { arbitraryDefinition } from '../../../../../../test/support/arbitrary-definition.ts';
import { leavesOf } from '../tree/leaves.ts';
import { fittingFunnel } from './funnel-options.ts';

const funnels = arbitraryDefinition()
  .map(({ where }) =>
    leavesOf(where)
      .map(({ clause }) => clause)
      .find(({ kind }) => kind === 'funnel'),
  )
  .filter((clause) => clause !== undefined) as fc.Arbitrary<FunnelClause>;

describe('a funnel that is changed', () => {
  it('stays as it is when nothing is wrong with it', () => {
    fc.assert(
      fc.property(funnels, (clause) => {
        expect(fittingFunnel(clause)).toEqual(clause);
      }),
      { numRuns: 60 },
    );
  });

  it('is put right after a step goes, the order changes, or nothing is held any more', () => {
    fc.assert(
      fc.property(
        funnels,
        fc.nat(),
        fc.constantFrom('this' as const, 'exact' as const),
        fc.boolean(),
        (clause, at, order, holds) => {
          const steps =
            clause.steps.length > 2 ? clause.steps.toSpliced(at % clause.steps.length, 1) : clause.steps;
          const changed = fittingFunnel({
            ...clause,
            steps,
            order,
            conversionWindow: { amount: 1, unit: 'day' },
            holdConstant: holds ? clause.holdConstant : [],
          });
          const read = checkCohort({ unit: 'user', where: changed });
          expect(read.ok ? [] : read.problems).toEqual([]);
        },
      ),
      { numRuns: 60 },
    );
  });
});
