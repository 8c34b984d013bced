import { Group, Text } from '@mantine/core';
import { countText, elapsedText } from '../../ui/format.ts';
import type { CohortWhole } from './cohort-types.ts';
import { Freshness } from './freshness.tsx';

/** Version and freshness beside the title: "v4 · live · 412 members · 0.3 s". */
export function CohortMeta({ cohort }: { readonly cohort: CohortWhole }) {
  const { live, version, archivedAt, unit } = cohort;
  const lag = live.watermark === null ? undefined : Math.max(0, live.now - live.watermark);
  return (
    <Group gap={8}>
      <Text span size="sm" c="dimmed">
        v{version}
      </Text>
      <Freshness live={live} isArchived={archivedAt !== null} />
      {live.size !== null && (
        <Text span size="sm">
          {countText(live.size)} {live.size === 1 ? 'member' : 'members'}
        </Text>
      )}
      {lag !== undefined && live.state === 'live' && (
        <Text span size="sm" c="dimmed" title="How far what is counted lies behind the clock">
          {lag < 10_000 ? `${(lag / 1_000).toFixed(1)} s` : elapsedText(lag)}
        </Text>
      )}
      <Text span size="sm" c="dimmed">
        of {unit}s
      </Text>
    </Group>
  );
}
