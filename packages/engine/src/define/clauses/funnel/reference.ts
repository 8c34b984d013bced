import type { History } from '../../../model/history.ts';
import { funnelPaths } from '../../funnel/reference.ts';
import type { ReferenceContext } from '../define-clause.ts';
import { isInBar, planBar } from './plan.ts';
import type { FunnelClause } from './schema.ts';

/** Some path of the unit that counts is in the bar. */
export function funnelReference(clause: FunnelClause, history: History, { asOf }: ReferenceContext): boolean {
  // Whose history it is does not matter to it: an account's events carry whose they are.
  const plan = planBar(clause, 'user', asOf);
  return funnelPaths(plan, [history]).some((path) => isInBar(path, plan));
}
