import { Progress, Stack, Text } from '@mantine/core';
import { shareText } from '../../../ui/format.ts';
import type { CohortWhole } from '../cohort-types.ts';

/** How far a version is that is being built; until it is done everything shows the one before. */
export function BuildingBar({ cohort }: { readonly cohort: CohortWhole }) {
  const { live, pendingVersion, version } = cohort;
  const { building } = live;
  if (building === null && pendingVersion === null) return null;
  const next = building?.version ?? pendingVersion;
  const share = building?.share ?? 0;
  return (
    <Stack gap={4} role="status">
      <Text size="sm">
        {live.version === null
          ? `The cohort is being built, ${shareText(share, 0)}.`
          : `Version ${next} is being built, ${shareText(share, 0)}. Until it is done everybody reads version ${live.version ?? version}.`}
      </Text>
      <Progress
        value={share * 100}
        size="sm"
        aria-label={`Version ${next} is built to ${shareText(share, 0)}`}
      />
    </Stack>
  );
}
