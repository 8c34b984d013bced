import { Badge, Tooltip } from '@mantine/core';
import { elapsedText, shareText } from '../../ui/format.ts';
import type { LiveState } from './cohort-types.ts';

export interface FreshnessProps {
  readonly live: LiveState;
  readonly isArchived?: boolean;
}

const LATE_MS = 5 * 60_000;

/** Whether a cohort is up to date: a word, never a colour alone. */
export function Freshness({ live, isArchived = false }: FreshnessProps) {
  const { word, color, hint } = freshnessOf(live, isArchived);
  return (
    <Tooltip label={hint} disabled={hint === undefined} multiline maw={360}>
      <Badge variant="outline" color={color} tt="none" fw={500} miw="max-content">
        {word}
      </Badge>
    </Tooltip>
  );
}

interface Shown {
  readonly word: string;
  readonly color: string;
  readonly hint: string | undefined;
}

function freshnessOf(live: LiveState, isArchived: boolean): Shown {
  const { state, building, error, watermark, now } = live;
  if (isArchived)
    return { word: 'archived', color: 'var(--cusp-unknown)', hint: 'It is kept, and not kept up to date' };
  switch (state) {
    case 'stopped':
      return { word: 'stopped', color: 'var(--cusp-exited)', hint: error ?? undefined };
    case 'off':
      return {
        word: 'not live',
        color: 'var(--cusp-unknown)',
        hint: 'No server keeps it up to date: numbers are counted when they are asked for',
      };
    case 'building':
      return {
        word: building === null ? 'building' : `building, ${shareText(building.share, 0)}`,
        color: 'var(--cusp-stale)',
        hint: 'It is worked out from what is stored',
      };
    case 'live': {
      const lag = watermark === null ? null : Math.max(0, now - watermark);
      const isLate = lag !== null && lag > LATE_MS;
      return {
        word: isLate ? `live, ${elapsedText(lag)} behind` : 'live',
        color: isLate ? 'var(--cusp-stale)' : 'var(--cusp-entered)',
        hint: lag === null ? undefined : `Knows everything up to ${elapsedText(lag)} ago`,
      };
    }
  }
}
