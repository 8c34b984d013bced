import { Text } from '@mantine/core';
import { IconDoorEnter, IconDoorExit } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { api, found } from '../../api/client.ts';
import type { ProjectTransition } from '../../api/playbook.ts';
import { useProject } from '../../api/use-project.ts';
import { useServerEvents } from '../../api/use-server-events.ts';
import { Loaded } from '../../ui/loaded.tsx';
import { StateBadge } from '../../ui/state-badge.tsx';
import { useBatched } from '../../ui/use-batched.ts';
import { When } from '../../ui/when.tsx';
import classes from './live-transitions.module.css';

const SHOWN = 20;
const DRAWN_MS = 400;

/** Entries and exits over all cohorts as they happen, the newest on top. */
export function LiveTransitions() {
  const project = useProject();
  const recent = useQuery({
    queryKey: ['transitions', project],
    queryFn: ({ signal }) =>
      found(api.GET('/api/v1/transitions', { params: { query: { limit: SHOWN } }, signal })),
    staleTime: 0,
  });
  const [came, add] = useBatched<ProjectTransition>(SHOWN, DRAWN_MS);
  const state = useServerEvents('/api/v1/transitions?stream=1', ({ event, data }) => {
    if (event === 'transition') add(data as ProjectTransition);
  });
  return (
    <Loaded query={recent} skeleton={[200]}>
      {({ transitions }) => {
        const seen = new Set(came.map(({ ordinal }) => ordinal));
        const shown = [...came, ...transitions.filter(({ ordinal }) => !seen.has(ordinal))].slice(0, SHOWN);
        return (
          <>
            {state === 'lost' && (
              <StateBadge tone="waiting" hint="The line broke; it comes back by itself.">
                coming back
              </StateBadge>
            )}
            {shown.length === 0 ? (
              <Text size="sm" c="dimmed">
                Nobody entered or left a cohort yet. It shows here the moment it happens.
              </Text>
            ) : (
              <ul className={classes.list} aria-label="Latest entries and exits">
                {shown.map((each) => (
                  <Row key={each.ordinal} transition={each} />
                ))}
              </ul>
            )}
          </>
        );
      }}
    </Loaded>
  );
}

function Row({
  transition: { unit, id, direction, at, cohort },
}: {
  readonly transition: ProjectTransition;
}) {
  const project = useProject();
  const hasEntered = direction === 'entered';
  const Icon = hasEntered ? IconDoorEnter : IconDoorExit;
  return (
    <li className={classes.row}>
      <Icon
        size={16}
        stroke={1.6}
        aria-hidden
        color={hasEntered ? 'var(--cusp-entered)' : 'var(--cusp-exited)'}
      />
      <span className="name">
        <Link
          to={unit === 'user' ? '/$project/users/$user' : '/$project/accounts/$account'}
          params={{ project, user: id, account: id }}
          search={{}}
          className={classes.link}
        >
          <bdi>{id}</bdi>
        </Link>{' '}
        {hasEntered ? 'entered' : 'left'}{' '}
        <Link
          to="/$project/cohorts/$cohort"
          params={{ project, cohort: cohort.id }}
          search={{} as never}
          className={classes.link}
        >
          <bdi>{cohort.name}</bdi>
        </Link>
      </span>
      <span className={classes.when}>
        <When at={at} />
      </span>
    </li>
  );
}
