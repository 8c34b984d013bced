import { notifications } from '@mantine/notifications';
import { useMutation } from '@tanstack/react-query';
import { api, found } from '../../api/client.ts';
import type { ExportShown } from '../../api/syncs.ts';
import { ChangeButton } from '../../ui/change-button.tsx';
import { type Column, DataTable } from '../../ui/data-table.tsx';
import { showFailure } from '../../ui/show-failure.ts';
import { When } from '../../ui/when.tsx';

const COLUMNS: readonly Column<ExportShown>[] = [
  { key: 'cohort', header: 'Cohort', cell: ({ cohort }) => <bdi>{cohort}</bdi> },
  { key: 'to', header: 'To', cell: (each) => <bdi>{each.url ?? 'CSV files'}</bdi> },
  { key: 'properties', header: 'With', cell: ({ properties }) => <bdi>{properties.join(', ') || '–'}</bdi> },
  { key: 'created', header: 'Added', isNumber: true, cell: ({ createdAt }) => <When at={createdAt} /> },
  { key: 'run', header: '', isNumber: true, cell: (each) => <RunButton export={each} /> },
];

/** Exports: who entered and who left since the receiver was last told, on demand. */
export function ExportTable({ exports }: { readonly exports: readonly ExportShown[] }) {
  return <DataTable label="Exports" columns={COLUMNS} rows={exports} rowKey={({ id }) => id} />;
}

function RunButton({ export: { id } }: { readonly export: ExportShown }) {
  const run = useMutation({
    mutationFn: () => found(api.POST('/api/v1/exports/{id}/runs', { params: { path: { id } }, body: {} })),
    onSuccess: () => notifications.show({ message: 'The receiver was told who entered and who left.' }),
    onError: showFailure('Not told'),
  });
  return (
    <ChangeButton size="compact-xs" variant="default" loading={run.isPending} onClick={() => run.mutate()}>
      Tell now
    </ChangeButton>
  );
}
