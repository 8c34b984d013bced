import type { Sync } from '../../api/syncs.ts';
import { StateBadge, type Tone } from '../../ui/state-badge.tsx';

const TONES: Readonly<Record<Sync['health']['state'], Tone>> = {
  healthy: 'good',
  behind: 'waiting',
  drifting: 'waiting',
  parked: 'bad',
  paused: 'quiet',
};

/** How a sync is, in the word that `cusp status` has for it. */
export function HealthBadge({ health }: Pick<Sync, 'health'>) {
  return (
    <StateBadge tone={TONES[health.state]} hint={health.state === 'healthy' ? undefined : health.message}>
      {health.state}
    </StateBadge>
  );
}
