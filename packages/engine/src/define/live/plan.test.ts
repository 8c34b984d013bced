import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { clauseOfKind } from '../../../../../test/parity/generate-definition.ts';
import { DAY_MS } from '../../model/time.ts';
import { type ClauseKind, clauses } from '../clauses/registry.ts';
import { LivePlan, slotsOf } from './plan.ts';

const START = Date.UTC(2026, 0, 1);
/** They stand for other conditions, or compare with what others did. */
const LEFT_OUT: readonly ClauseKind[] = ['in-cohort', 'typical-count'];
const KINDS = (Object.keys(clauses) as ClauseKind[]).filter((kind) => !LEFT_OUT.includes(kind));

describe('what is true of a unit of which nothing has come for a clause', () => {
  it.each(KINDS)('stays as it is whatever the time, unless it is told to be restless: %s', (kind) => {
    const instant = fc.integer({ min: -400, max: 400 }).map((days) => START + days * DAY_MS);
    fc.assert(
      fc.property(
        clauseOfKind(kind),
        instant,
        fc.array(instant, { minLength: 5 }),
        (clause, knownSince, ats) => {
          const plan = new LivePlan(() => ({ at: () => undefined, changesAfter: () => undefined }));
          const node = plan.compile(clause, { definition: () => undefined });
          for (const { isRestless, empty } of slotsOf(node)) {
            if (isRestless) continue;
            const later = ats.filter((at) => at >= knownSince);
            const truths = later.map((at) => empty.truth(at, { knownSince }));
            for (const { holds } of truths) expect(holds).toBe(truths[0]?.holds);
          }
        },
      ),
      { numRuns: 60, seed: 4 },
    );
  });
});
