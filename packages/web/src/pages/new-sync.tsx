import { useQuery } from '@tanstack/react-query';
import { destinationList } from '../api/syncs.ts';
import { useProject } from '../api/use-project.ts';
import { NewSyncForm } from '../features/act/new-sync-form.tsx';
import { ChangeLink } from '../ui/change-button.tsx';
import { EmptyState } from '../ui/empty-state.tsx';
import { Loaded } from '../ui/loaded.tsx';
import { Page } from '../ui/page.tsx';

/** Binds a cohort to an audience. It starts paused, so that the next page can show what would be sent before anything is. */
export function NewSyncPage() {
  const project = useProject();
  const destinations = useQuery(destinationList(project));
  const hasNone = destinations.data?.destinations.length === 0;
  return (
    <Page
      title="New sync"
      answer={
        hasNone
          ? undefined
          : 'Nothing is sent yet: the sync begins paused, and its page shows what would go out.'
      }
    >
      <Loaded query={destinations} skeleton={[220, 200]}>
        {({ destinations: all }) =>
          all.length === 0 ? (
            <EmptyState
              title="There is no destination yet"
              action={
                <ChangeLink to="/$project/act/destinations/new" params={{ project }}>
                  Add a destination
                </ChangeLink>
              }
            >
              A sync keeps a cohort in an audience of a messaging tool. Add the tool first.
            </EmptyState>
          ) : (
            <NewSyncForm destinations={all} />
          )
        }
      </Loaded>
    </Page>
  );
}
