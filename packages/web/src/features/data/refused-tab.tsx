import { Button, Code, Stack, Text } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { api, found } from '../../api/client.ts';
import type { paths } from '../../api/schema.d.ts';
import { useProject } from '../../api/use-project.ts';
import { Columns } from '../../ui/columns.tsx';
import { type Column, DataTable } from '../../ui/data-table.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { countText } from '../../ui/format.ts';
import { Loaded } from '../../ui/loaded.tsx';
import { Panel } from '../../ui/panel.tsx';
import { When } from '../../ui/when.tsx';

type Rejected =
  paths['/api/v1/rejected']['get']['responses'][200]['content']['application/json']['rejected'][number];

const PAGE = 200;

const COLUMNS: readonly Column<Rejected>[] = [
  { key: 'received', header: 'Came in', cell: ({ received }) => <When at={received} /> },
  { key: 'source', header: 'By', cell: ({ source }) => source },
  { key: 'field', header: 'Field', cell: ({ field }) => <bdi>{field || '–'}</bdi> },
  { key: 'message', header: 'Why', cell: ({ message }) => <bdi>{message}</bdi> },
];

/** What could not be taken, and why. Kept for 30 days. */
export function RefusedTab() {
  const project = useProject();
  const [opened, setOpened] = useState<Rejected>();
  const pages = useInfiniteQuery({
    queryKey: ['rejected', project],
    queryFn: ({ pageParam, signal }) =>
      found(
        api.GET('/api/v1/rejected', {
          params: { query: { limit: PAGE, ...(pageParam === undefined ? {} : { before: pageParam }) } },
          signal,
        }),
      ),
    initialPageParam: undefined as number | undefined,
    getNextPageParam: ({ rejected }) => (rejected.length < PAGE ? undefined : rejected.at(-1)?.received),
    staleTime: 0,
  });
  return (
    <Loaded query={pages} skeleton={[[360, 120]]}>
      {({ pages: read }) => {
        const rows = read.flatMap(({ rejected }) => rejected);
        if (rows.length === 0) {
          return (
            <EmptyState title="Nothing was refused">
              An event that cannot be taken is kept here for 30 days with its field, the reason and what was
              sent, so that nothing is lost in silence.
            </EmptyState>
          );
        }
        return (
          <Columns>
            <Panel title={`${countText(read[0]?.total)} refused`}>
              <Stack gap="md">
                <DataTable
                  label="Refused events"
                  columns={COLUMNS}
                  rows={rows}
                  rowKey={(row) => `${row.received} ${row.position} ${row.field} ${row.payload.slice(0, 80)}`}
                  onOpen={setOpened}
                  maxHeight={600}
                />
                {pages.hasNextPage && (
                  <Button
                    size="xs"
                    variant="default"
                    loading={pages.isFetchingNextPage}
                    onClick={() => void pages.fetchNextPage()}
                  >
                    Show more
                  </Button>
                )}
              </Stack>
            </Panel>
            <Panel title="As it came">
              {opened === undefined ? (
                <Text size="sm" c="dimmed">
                  Choose an event to see it as it came.
                </Text>
              ) : (
                <Code block style={{ whiteSpace: 'pre-wrap', overflowWrap: 'anywhere' }}>
                  {opened.payload}
                </Code>
              )}
            </Panel>
          </Columns>
        );
      }}
    </Loaded>
  );
}
