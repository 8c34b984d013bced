import { Box, Group, Title } from '@mantine/core';
import { useDocumentTitle } from '@mantine/hooks';
import type { ReactNode } from 'react';
import classes from './page.module.css';
import { useTimeZone } from './time-zone.ts';

export interface PageProps {
  readonly title: string;
  /** Beside the title: version, freshness, size. */
  readonly meta?: ReactNode;
  /** At the right of the title: share, save, export. */
  readonly actions?: ReactNode;
  /** The bar under the title: time range, segments, comparison. */
  readonly controls?: ReactNode;
  /** What the page has to say, in one sentence, before any chart. `null` while it is not known yet: an outline stands in its line. */
  readonly answer?: ReactNode;
  readonly children: ReactNode;
}

/** Every page: title, one bar of controls, the answer in words, and what it is made of. */
export function Page({ title, meta, actions, controls, answer, children }: PageProps) {
  useDocumentTitle(`${title} · Cusp`);
  const timeZone = useTimeZone();
  return (
    <div className={classes.page}>
      <header className={classes.head}>
        <Group justify="space-between" gap="sm" wrap="wrap">
          <Group gap="md" wrap="wrap" miw={0}>
            <Title order={1} className="name" lineClamp={3} title={title}>
              <bdi>{title}</bdi>
            </Title>
            {meta}
          </Group>
          {actions !== undefined && <Group gap="sm">{actions}</Group>}
        </Group>
        {controls !== undefined && (
          <Box className={classes.controls}>
            {controls}
            <span className={classes.zone}>Times in {timeZone}</span>
          </Box>
        )}
      </header>
      {answer !== undefined && (
        <p className={classes.answer} aria-live="polite" aria-busy={answer === null}>
          {answer}
        </p>
      )}
      {children}
    </div>
  );
}
