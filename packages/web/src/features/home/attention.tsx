import { Text } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import type { Playbook } from '../../api/playbook.ts';
import { useProject } from '../../api/use-project.ts';
import classes from './attention.module.css';

type Item = Playbook['attention'][number];

/** What somebody should look at, the most urgent first, each with the way there. */
export function Attention({ attention }: { readonly attention: readonly Item[] }) {
  return (
    <ul className={classes.list}>
      {attention.map((item) => (
        <li key={`${item.kind} ${item.id ?? item.title}`}>
          <AttentionLink item={item}>
            <Text component="span" fw={600} fz={13} className="name">
              <bdi>{item.kind === 'rejected' ? 'Refused events' : item.title}</bdi>
            </Text>
            <Text component="span" fz={13} c="dimmed" className="name">
              <bdi>{item.words}</bdi>
            </Text>
          </AttentionLink>
        </li>
      ))}
    </ul>
  );
}

function AttentionLink({
  item: { kind, id },
  children,
}: {
  readonly item: Item;
  readonly children: ReactNode;
}) {
  const project = useProject();
  const shared = { className: classes.item, children };
  if (kind === 'sync' && id !== null)
    return <Link to="/$project/act/syncs/$sync" params={{ project, sync: id }} {...shared} />;
  if (kind === 'cohort' && id !== null)
    return (
      <Link
        to="/$project/cohorts/$cohort"
        params={{ project, cohort: id }}
        search={{} as never}
        {...shared}
      />
    );
  if (kind === 'rejected')
    return <Link to="/$project/data" params={{ project }} search={{ tab: 'refused' }} {...shared} />;
  if (kind === 'alert')
    return <Link to="/$project/settings" params={{ project }} search={{ tab: 'alerts' }} {...shared} />;
  return <Link to="/$project/act" params={{ project }} {...shared} />;
}
