import { counted } from '../../../ui/format.ts';
import type { CohortSummary } from '../cohort-types.ts';

/** What the list says, in one sentence: how many are live, and what needs attention. */
export function CohortsLine({ cohorts }: { readonly cohorts: readonly CohortSummary[] }) {
  const kept = cohorts.filter(({ archivedAt }) => archivedAt === null);
  const of = (state: CohortSummary['live']['state']) =>
    kept.filter(({ live }) => live.state === state).length;
  const [live, building, stopped] = [of('live'), of('building'), of('stopped')];
  const largest = kept.toSorted((a, b) => (b.live.size ?? 0) - (a.live.size ?? 0))[0];
  if (kept.length === 0) return <>No cohort is kept up to date now.</>;
  return (
    <>
      {live === kept.length
        ? `${counted(live, 'cohort')} live`
        : `${live} of ${counted(kept.length, 'cohort')} live`}
      {building > 0 && `, ${building} being built`}
      {stopped > 0 && `, ${stopped} stopped by an error that needs you`}
      {largest !== undefined && (largest.live.size ?? 0) > 0 && (
        <>
          ; the largest, <bdi>{largest.name.slice(0, 80)}</bdi>, has{' '}
          {counted(largest.live.size ?? 0, 'member')}
        </>
      )}
      .
    </>
  );
}
