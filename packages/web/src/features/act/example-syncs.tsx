import type { Sync } from '../../api/syncs.ts';
import { SyncTable } from './sync-table.tsx';

const BASE: Omit<Sync, 'id' | 'cohort' | 'destination' | 'kind' | 'wanted' | 'there'> = {
  cohortId: '',
  destinationId: '',
  audience: '',
  audienceId: null,
  mode: 'dynamic',
  state: 'running',
  destinationState: 'ready',
  message: null,
  health: { state: 'healthy', reason: 'good', message: '' },
  pending: 0,
  rejected: 0,
  unresolved: 0,
  exclusive: false,
  drift: null,
  comparedAt: null,
  goodAt: null,
  createdAt: 0,
};

/** Made-up syncs, for the page that has none yet. */
export function ExampleSyncs() {
  return (
    <SyncTable
      syncs={[
        {
          ...BASE,
          id: '1',
          cohort: 'upgrade ready',
          destination: 'Braze',
          kind: 'braze',
          wanted: 412,
          there: 412,
        },
        {
          ...BASE,
          id: '2',
          cohort: 'seat limit',
          destination: 'HubSpot',
          kind: 'hubspot',
          wanted: 87,
          there: 85,
          rejected: 2,
        },
      ]}
    />
  );
}
