import fc from 'fast-check';
import { describe, it } from 'vitest';
import { assertFollowsReference } from '../../../../../../test/support/live-parity.ts';

import { aggregate, type EventAggregateClause, numberComparison } from './schema.ts';

const hours = fc.constantFrom(1, 2, 24, 48).map((amount) => ({ amount, unit: 'hour' }) as const);

/** Of any event and one property, so that many numbers meet. */
const clauses: fc.Arbitrary<EventAggregateClause> = fc.record({
  kind: fc.constant('event-aggregate' as const),
  event: fc.constant({ names: [], filters: [] }),
  aggregate: fc.constantFrom(...aggregate.options),
  scope: fc.constantFrom('event' as const, 'user' as const),
  property: fc.constant('plan'),
  op: fc.constantFrom(...numberComparison.options),
  value: fc.constantFrom(-1, 0, 1, 1.5, 2, 3, 4, 6.5),
  window: fc.oneof(
    { weight: 3, arbitrary: hours.map((duration) => ({ kind: 'last', duration }) as const) },
    { weight: 1, arbitrary: hours.map((duration) => ({ kind: 'first', duration }) as const) },
    { weight: 1, arbitrary: fc.constant({ kind: 'ever' } as const) },
  ),
});

describe('the live reading of event-aggregate', () => {
  it('says what the reference says, whatever the order in which rows come', () => {
    assertFollowsReference('event-aggregate');
    assertFollowsReference('event-aggregate', {
      numRuns: 1_500,
      clauses,
      values: [1, 2, 3, 4, 2.5, -1, [3, 4], [1, 1], '3', true],
    });
  });
});
