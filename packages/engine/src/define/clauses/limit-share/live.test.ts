import { describe, it } from 'vitest';
import { assertFollowsReference } from '../../../../../../test/support/live-parity.ts';

describe('the live reading of limit-share', () => {
  it('says what the reference says, whatever the order in which rows come', () => {
    assertFollowsReference('limit-share');
  });
});
