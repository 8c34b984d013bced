import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { api, found } from '../api/client.ts';
import { type Report, reportList } from '../api/reports.ts';
import { useProject } from '../api/use-project.ts';
import { STEPS, TOOLS } from '../frame/places.ts';
import { ChangeButton } from '../ui/change-button.tsx';
import { type Column, DataTable } from '../ui/data-table.tsx';
import { EmptyState } from '../ui/empty-state.tsx';
import { counted } from '../ui/format.ts';
import { ButtonLink } from '../ui/links.tsx';
import { Loaded } from '../ui/loaded.tsx';
import { Page } from '../ui/page.tsx';
import { Panel } from '../ui/panel.tsx';
import { showFailure } from '../ui/show-failure.ts';
import { showUndo } from '../ui/show-undo.tsx';
import { When } from '../ui/when.tsx';

/** As the rail has it; a kind that has no page there as it is. */
function pageName(kind: string): string {
  return [...STEPS, ...TOOLS].find(({ to }) => to === `/$project/${kind}`)?.label ?? kind;
}

/** What did we look at? Pages that were saved under a name. */
export function ReportsPage() {
  const project = useProject();
  const client = useQueryClient();
  const navigate = useNavigate();
  const reports = useQuery(reportList(project));
  const again = () => client.invalidateQueries({ queryKey: ['reports', project] });
  const archive = useMutation({
    mutationFn: ({
      id,
      archived,
    }: {
      readonly id: string;
      readonly name: string;
      readonly archived: boolean;
    }) => found(api.PATCH('/api/v1/reports/{id}', { params: { path: { id } }, body: { archived } })),
    onSuccess: (_, { id, name, archived }) => {
      if (archived) showUndo(`“${name}” was removed.`, () => archive.mutate({ id, name, archived: false }));
    },
    onError: showFailure('Not done'),
    onSettled: again,
  });
  const columns: readonly Column<Report>[] = [
    { key: 'name', header: 'Report', cell: ({ name }) => <bdi>{name}</bdi>, sortBy: ({ name }) => name },
    { key: 'kind', header: 'Page', cell: ({ kind }) => pageName(kind), sortBy: ({ kind }) => kind },
    {
      key: 'by',
      header: 'By',
      cell: ({ createdBy }) => <bdi>{createdBy}</bdi>,
      sortBy: ({ createdBy }) => createdBy,
    },
    {
      key: 'updated',
      header: 'Saved',
      isNumber: true,
      cell: ({ updatedAt }) => <When at={updatedAt} />,
      sortBy: ({ updatedAt }) => updatedAt,
    },
    {
      key: 'remove',
      header: '',
      isNumber: true,
      cell: ({ id, name }) => (
        <ChangeButton
          size="compact-xs"
          variant="default"
          aria-label={`Remove ${name}`}
          onClick={(event) => {
            event.stopPropagation();
            archive.mutate({ id, name, archived: true });
          }}
        >
          Remove
        </ChangeButton>
      ),
    },
  ];
  return (
    <Page
      title="Saved reports"
      answer={
        reports.data === undefined
          ? reports.isLoading
            ? null
            : undefined
          : reports.data.reports.length === 0
            ? 'Nothing is saved yet.'
            : `${counted(reports.data.reports.length, 'report')} of this project, for everybody in it.`
      }
    >
      <Loaded query={reports} skeleton={[240]}>
        {({ reports: all }) =>
          all.length === 0 ? (
            <EmptyState
              title="A page as you left it, for everybody"
              action={
                <ButtonLink to="/$project/funnels" params={{ project }} search={{} as never}>
                  Open funnels
                </ButtonLink>
              }
            >
              Save stands at the top of every question: steps, range, segments and filters are kept under a
              name, and found by search.
            </EmptyState>
          ) : (
            <Panel>
              <DataTable
                label="Saved reports"
                columns={columns}
                rows={all}
                rowKey={({ id }) => id}
                onOpen={({ kind, search }) =>
                  void navigate({
                    to: `/$project/${kind}` as '/$project/funnels',
                    params: { project },
                    search: search as never,
                  })
                }
              />
            </Panel>
          )
        }
      </Loaded>
    </Page>
  );
}
