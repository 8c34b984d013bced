import { Stack } from '@mantine/core';
import { useNavigate } from '@tanstack/react-router';
import { asProblem } from '../../api/problem.ts';
import { useProject } from '../../api/use-project.ts';
import { useQuestion } from '../../api/use-question.ts';
import { Columns } from '../../ui/columns.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { counted } from '../../ui/format.ts';
import { ButtonLink } from '../../ui/links.tsx';
import { Loaded } from '../../ui/loaded.tsx';
import { Page } from '../../ui/page.tsx';
import { Panel } from '../../ui/panel.tsx';
import { instantText, useTimeZone } from '../../ui/time-zone.ts';
import { CohortsOf } from './cohorts-of.tsx';
import { MetList } from './met-list.tsx';
import { PropertiesOf } from './properties-of.tsx';
import type { ProfileSearch } from './search.ts';
import { Timeline } from './timeline.tsx';

export interface ProfileProps {
  readonly unit: 'user' | 'account';
  readonly id: string;
  readonly search: ProfileSearch;
}

/** Everything known of one user or account beside everything that happened. */
export function Profile({ unit, id, search }: ProfileProps) {
  const timeZone = useTimeZone();
  const navigate = useNavigate();
  const one = useQuestion<'lookup'>({
    kind: 'lookup',
    of: 'one',
    unit,
    id,
    sessions: 0,
    events: { limit: 0 },
  });
  const project = useProject();
  const isUnknown = one.error !== null && asProblem(one.error).status === 404;
  // A server that fails is told of once.
  const isUnread = one.error !== null && one.data === undefined;
  const answer = one.data?.answer;
  const known = answer?.of === 'one' ? answer : undefined;
  return (
    <Page
      title={id}
      answer={
        known
          ? `${counted(known.events, 'event')} since ${instantText(known.firstSeen, timeZone)}, the last one ${instantText(known.lastSeen, timeZone)}.`
          : one.isPending
            ? null
            : undefined
      }
    >
      {isUnknown ? (
        <EmptyState
          title={`No such ${unit} was seen`}
          action={
            <ButtonLink to="/$project/users" params={{ project }} search={{ unit }} variant="default">
              Search {unit}s
            </ButtonLink>
          }
        >
          The id may be cut off or written another way, or its events have not come in yet. An id is searched
          by its beginning, an email address whole.
        </EmptyState>
      ) : isUnread ? (
        <Loaded query={one}>{() => null}</Loaded>
      ) : (
        <Columns>
          <Panel title="What happened">
            <Timeline
              unit={unit}
              id={id}
              search={search}
              onChange={(part) =>
                void navigate({
                  to: '.',
                  search: (now: ProfileSearch) => ({ ...now, ...part }),
                  replace: true,
                })
              }
            />
          </Panel>
          <Loaded query={one} skeleton={[160, 120]}>
            {({ answer: whole }) =>
              whole.of === 'one' ? (
                <Stack gap="lg">
                  <Panel title="Cohorts">
                    <CohortsOf unit={unit} id={id} />
                  </Panel>
                  <Panel title="Properties, as they stand now">
                    <PropertiesOf properties={whole.properties} changes={whole.changes} />
                  </Panel>
                  {whole.accounts.length > 0 && (
                    <Panel title="Accounts">
                      <MetList met={whole.accounts} to="account" />
                    </Panel>
                  )}
                  {whole.users.length > 0 && (
                    <Panel title="Users">
                      <MetList met={whole.users} to="user" />
                    </Panel>
                  )}
                  {whole.devices.length > 0 && (
                    <Panel title="Devices">
                      <MetList met={whole.devices} to="device" />
                    </Panel>
                  )}
                  {whole.aliases.length > 0 && (
                    <Panel title="Earlier ids">
                      <MetList
                        met={whole.aliases.map(({ id: alias, since }) => ({
                          id: alias,
                          firstSeen: since,
                          lastSeen: since,
                          events: 0,
                        }))}
                        to="alias"
                      />
                    </Panel>
                  )}
                </Stack>
              ) : null
            }
          </Loaded>
        </Columns>
      )}
    </Page>
  );
}
