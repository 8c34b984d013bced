import { Stack, Text } from '@mantine/core';
import { IconArchive, IconArchiveOff } from '@tabler/icons-react';
import { useNavigate } from '@tanstack/react-router';
import { useProject } from '../../../api/use-project.ts';
import { ChangeIcon } from '../../../ui/change-button.tsx';
import { type Column, DataTable } from '../../../ui/data-table.tsx';
import { countText } from '../../../ui/format.ts';
import { AnchorLink } from '../../../ui/links.tsx';
import { When } from '../../../ui/when.tsx';
import type { CohortSummary, SyncSummary } from '../cohort-types.ts';
import { Freshness } from '../freshness.tsx';
import { useArchive } from '../use-archive.tsx';
import { Sparkline } from './sparkline.tsx';
import { SyncBadges } from './sync-badges.tsx';

export interface CohortTableProps {
  readonly cohorts: readonly CohortSummary[];
  readonly syncs: readonly SyncSummary[];
}

/** The cohorts as people compare them: how many, which way, how fresh, where they go. */
export function CohortTable({ cohorts, syncs }: CohortTableProps) {
  const project = useProject();
  const navigate = useNavigate();
  const { archive, restore } = useArchive();
  const columns: readonly Column<CohortSummary>[] = [
    {
      key: 'name',
      header: 'Cohort',
      sortBy: ({ name }) => name,
      cell: ({ id, name, description }) => (
        <Stack gap={0} miw={160} maw={420}>
          <AnchorLink to="/$project/cohorts/$cohort" params={{ project, cohort: id }} fw={500}>
            <bdi>{name.length > 80 ? `${name.slice(0, 80)}…` : name}</bdi>
          </AnchorLink>
          {description !== '' && (
            <Text size="xs" c="dimmed" lineClamp={1}>
              <bdi>{description}</bdi>
            </Text>
          )}
        </Stack>
      ),
    },
    {
      key: 'size',
      header: 'Members',
      isNumber: true,
      sortBy: ({ live }) => live.size ?? -1,
      cell: ({ live }) => countText(live.size),
    },
    {
      key: 'trend',
      header: '30 days',
      cell: ({ id, version, archivedAt }) =>
        archivedAt === null ? <Sparkline id={id} version={version} /> : '–',
    },
    {
      key: 'fresh',
      header: 'State',
      sortBy: ({ live }) => live.state,
      cell: ({ live, archivedAt }) => (
        <Stack gap={2} align="flex-start">
          <Freshness live={live} isArchived={archivedAt !== null} />
          {live.state === 'stopped' && live.error !== null && (
            <Text size="xs" c="var(--cusp-exited)" lineClamp={2}>
              {live.error}
            </Text>
          )}
          {live.state === 'live' && live.building !== null && (
            <Text size="xs" c="dimmed">
              version {live.building.version} is being built
            </Text>
          )}
        </Stack>
      ),
    },
    {
      key: 'last',
      header: 'Last change of members',
      sortBy: ({ live }) => live.lastTransition ?? 0,
      cell: ({ live }) => <When at={live.lastTransition} />,
    },
    {
      key: 'unit',
      header: 'Of',
      sortBy: ({ unit }) => unit,
      cell: ({ unit }) => <span style={{ whiteSpace: 'nowrap' }}>{unit}s</span>,
    },
    {
      key: 'syncs',
      header: 'Syncs',
      cell: ({ id, name }) => (
        <SyncBadges syncs={syncs.filter(({ cohort }) => cohort === name || cohort === id)} />
      ),
    },
    {
      key: 'archive',
      header: '',
      cell: (cohort) => {
        const isArchived = cohort.archivedAt !== null;
        const label = isArchived ? 'Bring back' : 'Archive';
        return (
          <ChangeIcon
            label={label}
            variant="subtle"
            color="gray"
            size={28}
            aria-label={`${label} ${cohort.name}`}
            onClick={(event) => {
              event.stopPropagation();
              void (isArchived ? restore(cohort) : archive(cohort));
            }}
          >
            {isArchived ? <IconArchiveOff size={16} /> : <IconArchive size={16} />}
          </ChangeIcon>
        );
      },
    },
  ];
  return (
    <DataTable
      label="Cohorts"
      columns={columns}
      rows={cohorts}
      rowKey={({ id }) => id}
      maxHeight={720}
      onOpen={({ id }) => void navigate({ to: '/$project/cohorts/$cohort', params: { project, cohort: id } })}
    />
  );
}
