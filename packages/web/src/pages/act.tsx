import { useQuery } from '@tanstack/react-query';
import { destinationList, exportList, syncList } from '../api/syncs.ts';
import { useProject } from '../api/use-project.ts';
import { syncsAnswer } from '../features/act/answer.ts';
import { DestinationTable } from '../features/act/destination-table.tsx';
import { ExampleSyncs } from '../features/act/example-syncs.tsx';
import { ExportTable } from '../features/act/export-table.tsx';
import { SyncTable } from '../features/act/sync-table.tsx';
import { ChangeLink } from '../ui/change-button.tsx';
import { EmptyState } from '../ui/empty-state.tsx';
import { Loaded } from '../ui/loaded.tsx';
import { Page } from '../ui/page.tsx';
import { Panel } from '../ui/panel.tsx';
import { quiet } from '../ui/quiet.ts';

/** Are they reached? Syncs, destinations and exports. */
export function ActPage() {
  const project = useProject();
  const syncs = useQuery(syncList(project));
  const destinations = useQuery(destinationList(project));
  const exports = useQuery(exportList(project));
  const hasDestination = (destinations.data?.destinations.length ?? 0) > 0;
  // Then the page itself has the one thing to do.
  const isStart = destinations.data?.destinations.length === 0 && syncs.data?.syncs.length === 0;
  return (
    <Page
      title="Act"
      actions={
        <>
          {!isStart && (
            <ChangeLink size="xs" variant="default" to="/$project/act/destinations/new" params={{ project }}>
              Add a destination
            </ChangeLink>
          )}
          {hasDestination && (
            <ChangeLink size="xs" to="/$project/act/syncs/new" params={{ project }}>
              New sync
            </ChangeLink>
          )}
        </>
      }
      answer={syncs.data ? syncsAnswer(syncs.data.syncs) : syncs.isPending ? null : undefined}
    >
      <Loaded query={quiet(syncs)} skeleton={[180]}>
        {({ syncs: all }) =>
          all.length > 0 ? (
            <Panel title="Syncs">
              <SyncTable syncs={all} />
            </Panel>
          ) : (
            <EmptyState
              title="Members, in the tool where the messages are written"
              example={<ExampleSyncs />}
              action={
                hasDestination ? (
                  <ChangeLink to="/$project/act/syncs/new" params={{ project }}>
                    Start a sync
                  </ChangeLink>
                ) : (
                  <ChangeLink to="/$project/act/destinations/new" params={{ project }}>
                    Add a destination
                  </ChangeLink>
                )
              }
            >
              {hasDestination
                ? 'Choose a cohort and an audience: members appear there within a second of entering, and are taken out when they leave.'
                : 'Add Braze, Iterable, Intercom, Customer.io, HubSpot, a webhook, Slack or files. Its credentials are tried before anything is stored.'}
            </EmptyState>
          )
        }
      </Loaded>
      {/* A server that fails is told of once. */}
      {syncs.error === null && (
        <>
          <Loaded query={destinations} skeleton={[120]}>
            {({ destinations: all }) =>
              all.length === 0 ? null : (
                <Panel title="Destinations">
                  <DestinationTable destinations={all} />
                </Panel>
              )
            }
          </Loaded>
          <Loaded query={exports} skeleton={[]}>
            {({ exports: all }) =>
              all.length === 0 ? null : (
                <Panel title="Exports">
                  <ExportTable exports={all} />
                </Panel>
              )
            }
          </Loaded>
        </>
      )}
    </Page>
  );
}
