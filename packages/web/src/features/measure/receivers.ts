import { useQuery } from '@tanstack/react-query';
import { exportList, syncList } from '../../api/syncs.ts';
import { useProject } from '../../api/use-project.ts';
import { quiet } from '../../ui/quiet.ts';
import type { MeasureSearch } from './search.ts';

/** Somebody who is told of a cohort: the receiver of an export, or the audience that a sync fills. */
export interface Receiver {
  readonly kind: 'export' | 'sync';
  readonly id: string;
  readonly label: string;
}

/** The receivers of a project, syncs first, and the one that the page's address names, or else the first. */
export function useReceivers({ export: exported, sync }: MeasureSearch) {
  const project = useProject();
  const exports = useQuery(exportList(project));
  const syncs = useQuery(syncList(project));
  const all: readonly Receiver[] = [
    ...(syncs.data?.syncs ?? []).map(
      ({ id, cohort, destination }): Receiver => ({ kind: 'sync', id, label: `${cohort} → ${destination}` }),
    ),
    ...(exports.data?.exports ?? []).map(
      ({ id, cohort, url }): Receiver => ({
        kind: 'export',
        id,
        label: `${cohort} → ${url ?? 'CSV files'}`,
      }),
    ),
  ];
  const named = all.find(({ kind, id }) => id === (kind === 'sync' ? sync : exported));
  return { syncs: quiet(syncs), exports, all, chosen: named ?? all[0] };
}
