import type { AudienceContext } from './audience.ts';
import type { Operation } from './operation.ts';
import type { PlanContext } from './planned-request.ts';

/** Everybody who is in the cohort and can be addressed, a row each, in chunks. */
export interface SnapshotContext<Settings>
  extends AudienceContext<Settings>,
    Pick<PlanContext<Settings>, 'cohort' | 'order' | 'fields' | 'now'> {
  readonly members: AsyncIterable<readonly Pick<Operation, 'address' | 'attributes' | 'came'>[]>;
}
