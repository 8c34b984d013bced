import { useNavigate, useSearch } from '@tanstack/react-router';
import { NewCohort } from '../features/cohorts/editor/new-cohort.tsx';
import { Page } from '../ui/page.tsx';

/** Who is ready? Written as a sentence. */
export function NewCohortPage() {
  const { view = 'builder' } = useSearch({ from: '/$project/cohorts/new' });
  const navigate = useNavigate({ from: '/$project/cohorts/new' });
  return (
    <Page title="New cohort">
      <NewCohort
        view={view}
        onView={(chosen) => void navigate({ search: { view: chosen }, replace: true })}
      />
    </Page>
  );
}
