import { Group, Tooltip } from '@mantine/core';
import { IconAlertTriangle, IconCheck, IconPlayerPause } from '@tabler/icons-react';
import { useProject } from '../../../api/use-project.ts';
import { AnchorLink } from '../../../ui/links.tsx';
import type { SyncSummary } from '../cohort-types.ts';

/** The syncs of a cohort, each with how it is. */
export function SyncBadges({ syncs }: { readonly syncs: readonly SyncSummary[] }) {
  const project = useProject();
  if (syncs.length === 0) return <span>–</span>;
  return (
    <Group gap={8}>
      {syncs.map(({ id, destination, state, health }) => {
        const isGood = health.state === 'healthy' || state === 'done';
        const Icon = state === 'paused' ? IconPlayerPause : isGood ? IconCheck : IconAlertTriangle;
        const color = state === 'paused' ? 'unknown' : isGood ? 'entered' : 'stale';
        const word = state === 'paused' ? 'paused' : health.state;
        return (
          <Tooltip key={id} label={`${word}: ${health.message}`} multiline maw={320}>
            <AnchorLink
              to="/$project/act/syncs/$sync"
              params={{ project, sync: id }}
              size="sm"
              onClick={(event) => event.stopPropagation()}
            >
              <Icon size={13} color={`var(--cusp-${color})`} aria-label={word} /> <bdi>{destination}</bdi>
            </AnchorLink>
          </Tooltip>
        );
      })}
    </Group>
  );
}
