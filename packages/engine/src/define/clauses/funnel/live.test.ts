import { describe, it } from 'vitest';
import { assertFollowsReference } from '../../../../../../test/support/live-parity.ts';

describe('the live reading of funnel', () => {
  it('says what the reference says, whatever the order in which rows come', { timeout: 120_000 }, () => {
    assertFollowsReference('funnel', { numRuns: 500 });
  });
});
