import type { Sync } from '../../api/syncs.ts';
import { counted, countText } from '../../ui/format.ts';

/** How the syncs stand, in one sentence. */
export function syncsAnswer(syncs: readonly Sync[]): string {
  if (syncs.length === 0) return 'No cohort is kept in a messaging tool yet.';
  const inTrouble = syncs.filter(({ health }) => health.state !== 'healthy' && health.state !== 'paused');
  const there = sum(syncs, ({ there: n }) => n);
  const stuck = sum(syncs, ({ rejected, unresolved }) => rejected + unresolved);
  const state =
    inTrouble.length === 0
      ? syncs.length === 1
        ? 'The sync is healthy'
        : `All ${countText(syncs.length)} syncs are healthy or paused`
      : `${counted(inTrouble.length, 'sync')} of ${countText(syncs.length)} ${inTrouble.length === 1 ? 'needs' : 'need'} a look`;
  const rest = stuck === 0 ? '' : `, and ${countText(stuck)} could not be taken`;
  return `${state}: ${countText(there)} ${there === 1 ? 'member is' : 'members are'} where the messages are written${rest}.`;
}

function sum(syncs: readonly Sync[], of: (sync: Sync) => number): number {
  return syncs.reduce((total, sync) => total + of(sync), 0);
}
