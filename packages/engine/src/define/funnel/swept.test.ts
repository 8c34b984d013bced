import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { clauseOfKind } from '../../../../../test/parity/generate-definition.ts';
import { HOUR_MS } from '../../model/time.ts';
import { planBar } from '../clauses/funnel/plan.ts';
import { everyWay } from './every-way.ts';
import type { MarkedEvent, PathEvent } from './groups.ts';
import { swept } from './swept.ts';

/** Events of one group, an hour apart or at once, with any marks. */
const group = fc
  .array(fc.tuple(fc.nat(1), fc.uniqueArray(fc.nat(7), { maxLength: 3 })), { maxLength: 12 })
  .map((made) => {
    let time = 0;
    return made.map(([gap, marks], seq): MarkedEvent<PathEvent> => {
      time += gap * HOUR_MS;
      return { event: { time, seq }, marks: new Set(marks) };
    });
  });

describe('the sweep over a group', () => {
  it('finds the path that trying every way finds', () => {
    const depths = new Set<string>();
    fc.assert(
      fc.property(clauseOfKind('funnel'), group, fc.boolean(), (clause, events, isAttempt) => {
        if (clause.kind !== 'funnel') return;
        const plan = planBar(clause, 'user', 10 ** 9);
        const marked = events.map((each) => (plan.spec.order === 'any' ? withStart(each, plan) : each));
        const starts = marked.flatMap(({ marks }, i) => (marks.has(plan.startMark) ? [i] : []));
        const asked = isAttempt ? starts.slice(0, 1) : starts;
        const wanted = everyWay(marked, asked, plan, isAttempt);
        expect(swept(marked, asked, plan, isAttempt)).toEqual(wanted);
        depths.add(`${plan.spec.order} ${wanted?.events.length}`);
      }),
      { seed: 5, numRuns: 20_000 },
    );
    for (const order of ['this', 'any', 'exact'])
      for (const depth of [1, 2, 3]) expect(depths, `${order} ${depth}`).toContain(`${order} ${depth}`);
  });

  it('takes a long history in a moment', () => {
    const [clause] = fc.sample(
      clauseOfKind('funnel').filter(
        (each) => each.kind === 'funnel' && each.order === 'this' && each.steps.length === 3,
      ),
      { seed: 1, numRuns: 1 },
    );
    if (clause?.kind !== 'funnel') throw new Error('no funnel');
    const plan = planBar({ ...clause, conversionWindow: { amount: 366, unit: 'day' } }, 'user', 10 ** 12);
    const events = Array.from({ length: 50_000 }, (_, seq): MarkedEvent<PathEvent> => {
      return { event: { time: seq, seq }, marks: new Set([seq % 2]) };
    });
    const starts = events.flatMap((_, i) => (i % 2 === 0 ? [i] : []));
    expect(swept(events, starts, plan, false)?.events).toEqual([0, 1]);
  });
});

/** In any order what fills a step may begin a path, and is not excluded. */
function withStart(
  { event, marks }: MarkedEvent<PathEvent>,
  plan: ReturnType<typeof planBar>,
): MarkedEvent<PathEvent> {
  const steps = [...marks].filter((mark) => mark < plan.required.length);
  const others = [...marks].filter((mark) => mark !== plan.startMark && mark >= plan.required.length);
  return { event, marks: new Set(steps.length > 0 ? [...steps, plan.startMark] : others) };
}
