import fc from 'fast-check';
import { describe, it } from 'vitest';
import { assertFollowsReference } from '../../../../../../test/support/live-parity.ts';
import type { EventCountClause, Together } from './schema.ts';

const hours = fc.constantFrom(1, 2, 24, 48).map((amount) => ({ amount, unit: 'hour' }) as const);

/** Of any event, so that many meet. */
const closeTogether: fc.Arbitrary<EventCountClause> = fc.record({
  kind: fc.constant('event-count' as const),
  event: fc.constant({ names: [], filters: [] }),
  op: fc.constantFrom('at-least' as const, 'more-than' as const),
  count: fc.constantFrom(1, 2, 3),
  together: fc.oneof(
    hours.map((duration): Together => ({ kind: 'any', duration })),
    fc.constant<Together>({ kind: 'session' }),
  ),
  window: fc.oneof(
    { weight: 3, arbitrary: hours.map((duration) => ({ kind: 'last', duration }) as const) },
    { weight: 1, arbitrary: hours.map((duration) => ({ kind: 'first', duration }) as const) },
    { weight: 1, arbitrary: fc.constant({ kind: 'ever' } as const) },
  ),
});

describe('the live reading of event-count', () => {
  it('says what the reference says, whatever the order in which rows come', () => {
    assertFollowsReference('event-count');
  });

  it('says so of events close together', () => {
    assertFollowsReference('event-count', { numRuns: 1_000, clauses: closeTogether });
  });
});
