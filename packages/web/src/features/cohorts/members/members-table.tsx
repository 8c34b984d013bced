import type { CohortMember } from '@cusp/engine/analyse/cohort/result.ts';
import { Button, Skeleton } from '@mantine/core';
import { useIntersection } from '@mantine/hooks';
import { useEffect } from 'react';
import { useProject } from '../../../api/use-project.ts';
import { type Column, DataTable } from '../../../ui/data-table.tsx';
import { AnchorLink } from '../../../ui/links.tsx';
import { valueText } from '../../../ui/value-text.ts';

export interface MembersTableProps {
  readonly unit: 'user' | 'account';
  readonly rows: readonly CohortMember[];
  readonly isPending: boolean;
  readonly columns: readonly string[];
  readonly onWhy: (id: string) => void;
  /** Called when the end comes into sight. */
  readonly onEnd: (() => void) | undefined;
}

/** Members with chosen properties; each opens why it is in. */
export function MembersTable({ unit, rows, isPending, columns, onWhy, onEnd }: MembersTableProps) {
  const project = useProject();
  const { ref, entry } = useIntersection<HTMLDivElement>({ threshold: 0 });
  const isAtEnd = entry?.isIntersecting === true;
  // biome-ignore lint/correctness/useExhaustiveDependencies: once more for every page that did not fill the view
  useEffect(() => {
    if (isAtEnd) onEnd?.();
  }, [isAtEnd, rows.length]);
  if (isPending) return <Skeleton height={360} />;
  const shown: readonly Column<CohortMember>[] = [
    {
      key: 'id',
      header: unit === 'user' ? 'User' : 'Account',
      cell: ({ id }) => (
        <AnchorLink
          size="sm"
          to={unit === 'user' ? '/$project/users/$user' : '/$project/accounts/$account'}
          params={{ project, user: id, account: id }}
          onClick={(event) => event.stopPropagation()}
        >
          <bdi>{id}</bdi>
        </AnchorLink>
      ),
    },
    ...columns.map(
      (property): Column<CohortMember> => ({
        key: `of ${property}`,
        header: property,
        cell: ({ properties }) => <bdi>{valueText(properties[property])}</bdi>,
      }),
    ),
    {
      key: 'why',
      header: '',
      cell: ({ id }) => (
        <Button
          size="compact-xs"
          variant="subtle"
          aria-label={`Why in: ${id}`}
          onClick={(event) => {
            event.stopPropagation();
            onWhy(id);
          }}
        >
          Why in
        </Button>
      ),
    },
  ];
  if (rows.length === 0) return null;
  return (
    <>
      <DataTable
        label="Members"
        columns={shown}
        rows={rows}
        rowKey={({ unit: key }) => key}
        onOpen={({ id }) => onWhy(id)}
        maxHeight={640}
      />
      <div ref={ref} />
    </>
  );
}
