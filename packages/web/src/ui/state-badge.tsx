import { Badge, Tooltip } from '@mantine/core';
import { IconAlertTriangle, IconCheck, IconClock, IconPlayerPause, IconX } from '@tabler/icons-react';
import type { ReactNode } from 'react';

export type Tone = 'good' | 'bad' | 'waiting' | 'quiet';

const COLOURS: Readonly<Record<Tone, string>> = {
  good: 'var(--cusp-entered)',
  bad: 'var(--cusp-exited)',
  waiting: 'var(--cusp-stale)',
  quiet: 'var(--cusp-unknown)',
};

const ICONS = { good: IconCheck, bad: IconX, waiting: IconClock, quiet: IconPlayerPause };

export interface StateBadgeProps {
  readonly tone: Tone;
  readonly children: ReactNode;
  /** What it comes from, on hover. */
  readonly hint?: string | null | undefined;
}

/** A state in a word, with a sign beside the colour. */
export function StateBadge({ tone, children, hint }: StateBadgeProps) {
  const Icon = hint && tone === 'waiting' ? IconAlertTriangle : ICONS[tone];
  const badge = (
    <Badge
      variant="outline"
      color={COLOURS[tone]}
      leftSection={<Icon size={12} aria-hidden />}
      tt="none"
      fw={500}
      style={{ flex: 'none' }}
    >
      {children}
    </Badge>
  );
  return hint ? (
    <Tooltip label={hint} multiline maw={360}>
      {badge}
    </Tooltip>
  ) : (
    badge
  );
}
