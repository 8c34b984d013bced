import { Group, Text } from '@mantine/core';
import type { SyncWhole } from '../../api/syncs.ts';
import { useProject } from '../../api/use-project.ts';
import { AnchorLink } from '../../ui/links.tsx';

/** What a sync is between, with the ways to its cohort, its destination, and what became of those who were told. */
export function SyncBetween({ sync }: { readonly sync: SyncWhole }) {
  const project = useProject();
  const { id, cohort, cohortId, destination, destinationId, audience, mode } = sync;
  return (
    <Group gap="lg" justify="space-between">
      <Text size="sm" className="name">
        {mode === 'once' ? 'Puts the members of ' : 'Keeps the members of '}
        <AnchorLink to="/$project/cohorts/$cohort" params={{ project, cohort: cohortId }}>
          <bdi>{cohort}</bdi>
        </AnchorLink>
        {' in the audience '}
        <bdi>{audience}</bdi>
        {' of '}
        <AnchorLink
          to="/$project/act/destinations/$destination"
          params={{ project, destination: destinationId }}
        >
          <bdi>{destination}</bdi>
        </AnchorLink>
        {mode === 'once' ? ', once.' : '.'}
      </Text>
      <AnchorLink size="sm" to="/$project/measure" params={{ project }} search={{ sync: id }}>
        What became of them
      </AnchorLink>
    </Group>
  );
}
