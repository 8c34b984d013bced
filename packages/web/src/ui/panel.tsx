import { Group, Title } from '@mantine/core';
import type { ReactNode } from 'react';
import classes from './panel.module.css';

export interface PanelProps {
  readonly title?: ReactNode;
  /** At the right of the title. */
  readonly actions?: ReactNode;
  readonly children: ReactNode;
}

/** A part of a page with a border around it. */
export function Panel({ title, actions, children }: PanelProps) {
  return (
    <section className={classes.panel}>
      {(title !== undefined || actions !== undefined) && (
        <Group justify="space-between" gap="sm" mb={12}>
          <Title order={2} fz={14} lh="20px">
            {title}
          </Title>
          {actions}
        </Group>
      )}
      {children}
    </section>
  );
}
