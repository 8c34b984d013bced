import { describe, it } from 'vitest';
import { assertFollowsReference } from '../../../../../../test/support/live-parity.ts';

describe('the live reading of property-ever', () => {
  it('says what the reference says, whatever the order in which rows come', () => {
    assertFollowsReference('property-ever', { numRuns: 1_000 });
  });
});
