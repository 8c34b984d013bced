import { Group, Stack, Text } from '@mantine/core';
import type { ReactNode } from 'react';
import classes from './empty-state.module.css';

export interface EmptyStateProps {
  /** What would be here, as a sentence. */
  readonly title: string;
  readonly children: ReactNode;
  /** The one next thing to do. */
  readonly action?: ReactNode;
  /** The page's answer on example data, greyed and out of reach. */
  readonly example?: ReactNode;
}

/** A page without data: what it would say, on an example, and the next thing to do. */
export function EmptyState({ title, children, action, example }: EmptyStateProps) {
  return (
    <div className={classes.empty}>
      <Stack gap={8} align="flex-start" maw={560}>
        <Text fw={600} fz={16}>
          {title}
        </Text>
        <Text c="dimmed" component="div">
          {children}
        </Text>
        {action !== undefined && <Group mt={8}>{action}</Group>}
      </Stack>
      {example !== undefined && (
        <div className={classes.example} inert aria-hidden>
          <span className={classes.mark}>Example</span>
          {example}
        </div>
      )}
    </div>
  );
}
