import { useQuery } from '@tanstack/react-query';
import { useProject } from '../../api/use-project.ts';
import { counted, countText } from '../../ui/format.ts';
import { When } from '../../ui/when.tsx';
import { population } from './cohort-queries.ts';
import type { CohortWhole } from './cohort-types.ts';

const WEEK_DAYS = 7;

/** What the cohort says, in one sentence: how many, which way in a week, and when somebody last came or left. */
export function CohortLine({ cohort }: { readonly cohort: CohortWhole }) {
  const project = useProject();
  const { id, version, unit, live, archivedAt } = cohort;
  const { data } = useQuery({ ...population(project, id, version, 'day'), enabled: archivedAt === null });
  if (archivedAt !== null) return <>It is archived: nothing keeps it up to date, and nothing acts on it.</>;
  const points = data?.points ?? [];
  const size = live.size ?? points.at(-1)?.size;
  const before = points.at(-1 - WEEK_DAYS)?.size;
  const gap = size === undefined || before === undefined ? undefined : size - before;
  if (size === undefined) return <>How many are in it is being worked out.</>;
  return (
    <>
      {counted(size, unit)} {size === 1 ? 'is' : 'are'} in it now
      {gap !== undefined &&
        (gap === 0
          ? ', as many as a week ago'
          : `, ${countText(Math.abs(gap))} ${gap > 0 ? 'more' : 'fewer'} than a week ago`)}
      {live.lastTransition !== null && (
        <>
          ; the last came or left <When at={live.lastTransition} />
        </>
      )}
      .
    </>
  );
}
