import type { Sync } from '../../api/syncs.ts';
import { counted, countText } from '../../ui/format.ts';

/** How one sync stands, in a sentence or two. */
export function syncAnswer({ health, state, wanted, there, pending, rejected, unresolved }: Sync): string {
  const stuck = rejected + unresolved;
  const standing =
    wanted === null
      ? 'Nothing was compared yet.'
      : `${countText(there)} of ${counted(wanted, 'member')} ${there === 1 ? 'is' : 'are'} there${pending > 0 ? `, ${countText(pending)} to be tried again` : ''}${
          stuck > 0 ? `, ${countText(stuck)} could not be taken` : ''
        }.`;
  if (health.state !== 'healthy' && health.state !== 'paused') return `${health.message} ${standing}`;
  return state === 'paused' ? `Paused: nothing is sent until it is resumed. ${standing}` : standing;
}
