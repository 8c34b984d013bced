import { Text } from '@mantine/core';
import { useQueries, useQuery } from '@tanstack/react-query';
import { api, found } from '../../api/client.ts';
import { cohortList } from '../../api/cohorts.ts';
import { useProject } from '../../api/use-project.ts';
import { useQuestion } from '../../api/use-question.ts';
import { AnchorLink } from '../../ui/links.tsx';
import { Loaded } from '../../ui/loaded.tsx';
import { StateBadge } from '../../ui/state-badge.tsx';
import { When } from '../../ui/when.tsx';
import classes from './cohorts-of.module.css';

/** A question may name so many cohorts. */
const MOST = 100;

/** Which cohorts it is in, since when, with a link to why. */
export function CohortsOf({ unit, id }: { readonly unit: 'user' | 'account'; readonly id: string }) {
  const project = useProject();
  const list = useQuery(cohortList(project));
  const ofUnit = (list.data?.cohorts ?? []).filter((each) => each.unit === unit).slice(0, MOST);
  const names = ofUnit.map(({ name }) => name);
  const one = useQuestion<'lookup'>(
    names.length === 0
      ? undefined
      : { kind: 'lookup', of: 'one', unit, id, sessions: 0, events: { limit: 0 }, cohorts: names },
  );
  const answer = one.data?.answer;
  const memberOf = new Set(
    answer?.of === 'one' ? answer.cohorts.filter(({ isMember }) => isMember).map(({ name }) => name) : [],
  );
  const inThem = ofUnit.filter(({ name }) => memberOf.has(name));
  const since = useQueries({
    queries: inThem.map(({ id: cohort }) => ({
      queryKey: ['why', project, cohort, id],
      queryFn: ({ signal }: { signal: AbortSignal }) =>
        found(
          api.GET('/api/v1/cohorts/{id}/why', {
            params: { path: { id: cohort }, query: { unit: id } },
            signal,
          }),
        ),
    })),
  });
  if (list.data !== undefined && names.length === 0) {
    return (
      <Text size="sm" c="dimmed">
        No cohort of {unit}s is saved.
      </Text>
    );
  }
  return (
    <Loaded query={one} skeleton={[60]}>
      {() => (
        <ul className={classes.list}>
          {ofUnit
            .toSorted((a, b) => Number(memberOf.has(b.name)) - Number(memberOf.has(a.name)))
            .map(({ id: cohort, name }) => {
              const at = inThem.findIndex((each) => each.id === cohort);
              return (
                <li key={cohort}>
                  <AnchorLink
                    size="sm"
                    to="/$project/cohorts/$cohort"
                    params={{ project, cohort }}
                    search={{ why: id } as never}
                  >
                    <bdi>{name}</bdi>
                  </AnchorLink>
                  {at >= 0 ? (
                    <span>
                      <StateBadge tone="good">in</StateBadge> entered <When at={since[at]?.data?.since} />
                    </span>
                  ) : (
                    <Text span size="sm" c="dimmed">
                      not in
                    </Text>
                  )}
                </li>
              );
            })}
        </ul>
      )}
    </Loaded>
  );
}
