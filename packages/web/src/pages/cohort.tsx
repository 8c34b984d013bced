import { useQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { oneCohort } from '../api/cohorts.ts';
import { asProblem } from '../api/problem.ts';
import { useProject } from '../api/use-project.ts';
import { CohortDetail } from '../features/cohorts/cohort-detail.tsx';
import { answerLine } from '../ui/answer-line.ts';
import { EmptyState } from '../ui/empty-state.tsx';
import { ButtonLink } from '../ui/links.tsx';
import { Loaded } from '../ui/loaded.tsx';
import { Page } from '../ui/page.tsx';
import { quiet } from '../ui/quiet.ts';

const REFRESH_MS = 10_000;
const BUILDING_MS = 1_000;

/** One cohort: who is in it, since when, why, and what it says. */
export function CohortPage() {
  const project = useProject();
  const { cohort: id } = useParams({ from: '/$project/cohorts/$cohort' });
  const query = useQuery({
    ...oneCohort(project, id),
    refetchInterval: ({ state: { data } }) =>
      data?.live.building || data?.pendingVersion || data?.live.state === 'building'
        ? BUILDING_MS
        : REFRESH_MS,
  });
  if (query.data === undefined) {
    const isUnknown = query.error !== null && asProblem(query.error).status === 404;
    return (
      <Page title="Cohort" answer={answerLine(query, true, () => null)}>
        {isUnknown ? (
          <EmptyState
            title="There is no such cohort"
            action={
              <ButtonLink to="/$project/cohorts" params={{ project }} variant="default">
                See all cohorts
              </ButtonLink>
            }
          >
            It may be in another project, or the address was cut off. Archived cohorts are kept and found.
          </EmptyState>
        ) : (
          <Loaded query={query} skeleton={[36, [400, 320]]}>
            {() => null}
          </Loaded>
        )}
      </Page>
    );
  }
  // Another cohort is another page: nothing that was begun in one goes over.
  return <CohortDetail key={query.data.id} query={quiet(query)} cohort={query.data} />;
}
