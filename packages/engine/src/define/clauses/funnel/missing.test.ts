import { describe, expect, it } from 'vitest';
import { HOUR_MS } from '../../../model/time.ts';
import { parseCohort } from '../../language/parse.ts';
import { funnelLive } from './live.ts';
import { missingSteps } from './missing.ts';

const STEPS = '(wall then optionally help then plans then pay)';

/** What a clause that does not hold lacks, of a user who did these an hour apart. */
function lacks(bar: string, ...names: readonly string[]): string | undefined {
  const read = parseCohort(`users who in funnel ${STEPS} ${bar} within 7 days`);
  if (!read.ok || read.value.where.kind !== 'funnel') throw new Error('no funnel');
  const clause = read.value.where;
  const tracker = funnelLive.track(clause, undefined);
  names.forEach((name, seq) => {
    funnelLive.inputs(clause).events.forEach(({ selector }, input) => {
      if (!selector.names.includes(name)) return;
      tracker.event?.(input, { time: seq * HOUR_MS, seq, session: undefined, values: [] });
    });
  });
  const at = names.length * HOUR_MS;
  const unit = { knownSince: 0 };
  return tracker.truth(at, unit).holds ? undefined : missingSteps(clause, tracker.value(at, unit) ?? null);
}

describe('what a funnel lacks', () => {
  it('names steps by the numbers that they have in the clause', () => {
    expect(lacks('reached step 4')).toBe('no step was reached');
    expect(lacks('reached step 4', 'wall', 'help')).toBe('the furthest step reached is 1');
    expect(lacks('reached step 4', 'wall', 'plans')).toBe('the furthest step reached is 3');
    expect(lacks('dropped at step 4', 'wall', 'plans', 'pay')).toBe('went on to step 4');
    expect(lacks('dropped at step 3', 'wall', 'plans')).toBe('went on to step 3');
    expect(lacks('dropped at step 3', 'wall')).toBeUndefined();
  });

  it('says of a step that may be left out whether it was', () => {
    expect(lacks('reached step 2', 'wall')).toBe('the furthest step reached is 1');
    expect(lacks('reached step 2', 'wall', 'plans')).toBe('step 2 was left out');
    expect(lacks('dropped at step 2', 'wall', 'help')).toBe('step 2 was done');
    expect(lacks('dropped at step 2', 'wall', 'help', 'plans', 'pay')).toBe('step 2 was done');
    expect(lacks('dropped at step 2', 'wall', 'plans')).toBeUndefined();
  });
});
