import { Paper, Stack, Title } from '@mantine/core';
import { useDocumentTitle } from '@mantine/hooks';
import type { ReactNode } from 'react';
import classes from './outside-frame.module.css';

/** A page of somebody who is not signed in: a card in the middle. */
export function OutsideFrame({ title, children }: { readonly title: string; readonly children: ReactNode }) {
  useDocumentTitle(`${title} · Cusp`);
  return (
    <main id="main" className={classes.outside}>
      <Paper withBorder p={24} w="100%" maw={400}>
        <Stack gap="lg">
          <img src="/icon.svg" alt="Cusp" width={32} height={32} />
          <Title order={1}>{title}</Title>
          {children}
        </Stack>
      </Paper>
    </main>
  );
}
