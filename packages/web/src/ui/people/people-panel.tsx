import { Button, Drawer, Group, Skeleton, Stack, Text } from '@mantine/core';
import { useMediaQuery } from '@mantine/hooks';
import { useInfiniteQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { ask } from '../../api/ask.ts';
import type { QuestionOf } from '../../api/questions.ts';
import { useProject } from '../../api/use-project.ts';
import { ExportMenu } from '../export-menu.tsx';
import { counted } from '../format.ts';
import { ProblemNotice } from '../problem-notice.tsx';
import type { People } from './people.ts';
import classes from './people-panel.module.css';
import { SaveCohort } from './save-cohort.tsx';

const PAGE = 100;

export interface PeoplePanelProps {
  readonly people: People | undefined;
  readonly onClose: () => void;
}

/** Who is behind a number: a list to look into, to save as a cohort that stays up to date, or to take along as CSV. */
export function PeoplePanel({ people, onClose }: PeoplePanelProps) {
  const isPhone = useMediaQuery('(max-width: 48em)');
  return (
    <Drawer
      opened={people !== undefined}
      onClose={onClose}
      position={isPhone ? 'bottom' : 'right'}
      size={isPhone ? '85%' : 420}
      title={<bdi className="name">{people?.title}</bdi>}
    >
      {people !== undefined && <PeopleList people={people} />}
    </Drawer>
  );
}

type PeopleKind = 'cohort' | 'retention-cell' | 'journey-people' | 'funnel-people';

function peopleQuestion(people: People): QuestionOf<PeopleKind> {
  if ('cell' in people) return people.cell;
  const { cohort, asOf } = people;
  return {
    kind: 'cohort',
    show: 'members',
    cohort: typeof cohort === 'string' ? cohort : { ...cohort },
    ...(asOf === undefined ? {} : { asOf }),
  };
}

function PeopleList({ people }: { readonly people: People }) {
  const project = useProject();
  const { note, title } = people;
  const question = peopleQuestion(people);
  const { data, error, isPending, hasNextPage, fetchNextPage, isFetchingNextPage, refetch } =
    useInfiniteQuery({
      queryKey: ['people', project, question],
      queryFn: ({ pageParam, signal }) =>
        ask<PeopleKind>(
          { ...question, limit: PAGE, ...(pageParam === undefined ? {} : { cursor: pageParam }) },
          signal,
        ),
      initialPageParam: undefined as string | undefined,
      getNextPageParam: ({ answer }) => ('next' in answer ? (answer.next ?? undefined) : undefined),
    });
  if (error !== null) return <ProblemNotice error={error} onRetry={() => void refetch()} />;
  const first = data?.pages[0]?.answer;
  const members = data?.pages.flatMap(({ answer }) => ('members' in answer ? answer.members : [])) ?? [];
  const unit = first?.unit ?? 'user';
  const cell = first !== undefined && 'definition' in first ? first : undefined;
  const ofMembersNow = cell !== undefined && 'ofMembersNow' in cell ? cell.ofMembersNow : undefined;
  const definition =
    'cohort' in people && typeof people.cohort !== 'string' ? people.cohort : cell?.definition;
  return (
    <Stack gap="md">
      <Group justify="space-between">
        {first === undefined ? (
          <Skeleton width={90} height={20} />
        ) : (
          <Text fw={600}>{counted(first.size, unit)}</Text>
        )}
        <Group gap={4}>
          <ExportMenu<PeopleKind>
            name={title}
            question={{ ...question, limit: 10_000 }}
            hasChart={false}
            isPage={false}
          />
        </Group>
      </Group>
      {note !== undefined && (
        <Text size="sm" c="dimmed">
          {note}
        </Text>
      )}
      {definition && <SaveCohort definition={definition} suggestedName={title} />}
      {cell?.why !== undefined && (
        <Text size="xs" c="dimmed">
          This list is as of one instant. No cohort can keep it up to date: {cell.why}.
        </Text>
      )}
      {ofMembersNow !== undefined && (
        <Stack gap={4}>
          <Text size="xs" c="dimmed">
            A cohort of the same bar can be kept of those who are members now. It may hold others than this
            list.
          </Text>
          <SaveCohort definition={ofMembersNow} suggestedName={title} />
        </Stack>
      )}
      {isPending ? (
        <Skeleton height={240} />
      ) : (
        <ul className={classes.list}>
          {members.map(({ id, unit: key }) => (
            <li key={key}>
              <Link
                to={unit === 'user' ? '/$project/users/$user' : '/$project/accounts/$account'}
                params={{ project, user: id, account: id }}
              >
                <bdi>{id}</bdi>
              </Link>
            </li>
          ))}
        </ul>
      )}
      {!isPending && members.length === 0 && <Text c="dimmed">Nobody, as of that instant.</Text>}
      {hasNextPage && (
        <Button variant="default" loading={isFetchingNextPage} onClick={() => void fetchNextPage()}>
          Show more
        </Button>
      )}
    </Stack>
  );
}
