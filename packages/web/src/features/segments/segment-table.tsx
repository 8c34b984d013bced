import type { CohortAnswer, Segment } from '@cusp/engine/analyse/segmentation/result.ts';
import { notifications } from '@mantine/notifications';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { api, found } from '../../api/client.ts';
import type { QuestionOf } from '../../api/questions.ts';
import { useProject } from '../../api/use-project.ts';
import { ChangeButton } from '../../ui/change-button.tsx';
import { type Column, DataTable } from '../../ui/data-table.tsx';
import { countText, shareText } from '../../ui/format.ts';
import { Rate } from '../../ui/rate.tsx';
import { showFailure } from '../../ui/show-failure.ts';
import { labelText } from '../../ui/value-label.ts';

export interface SegmentTableProps {
  readonly answer: CohortAnswer;
  readonly question: Extract<QuestionOf<'segmentation'>, { of: 'cohort' }>;
  readonly cohort: string;
  readonly onOpen: (segment: Segment) => void;
}

/** Segments in numbers, each saved as a cohort of its own by one click. */
export function SegmentTable({ answer, question, cohort, onOpen }: SegmentTableProps) {
  const project = useProject();
  const client = useQueryClient();
  const save = useMutation({
    mutationFn: ({ label }: Segment) =>
      found(
        api.POST('/api/v1/cohorts/from-split', {
          body: {
            split: question,
            segment: label,
            name: `${cohort}: ${labelText(label)}`.slice(0, 200),
            description: '',
          } as never,
        }),
      ),
    onSuccess: (made) => {
      notifications.show({ message: `Saved as “${made.cohort?.name ?? ''}”. It is kept up to date.` });
      return client.invalidateQueries({ queryKey: ['cohorts', project] });
    },
    onError: showFailure('Not saved'),
  });
  const columns: readonly Column<Segment>[] = [
    { key: 'label', header: 'Segment', cell: ({ label }) => <bdi>{labelText(label)}</bdi> },
    {
      key: 'members',
      header: 'Members',
      isNumber: true,
      cell: ({ members }) => countText(members),
      sortBy: ({ members }) => members,
    },
    {
      key: 'share',
      header: 'Share',
      isNumber: true,
      cell: ({ share }) => shareText(share),
      sortBy: ({ share }) => share,
    },
    ...(answer.goal === null
      ? []
      : [
          {
            key: 'conversion',
            header: 'Got to the goal',
            isNumber: true,
            cell: ({ conversion }: Segment) => <Rate of={conversion} />,
            sortBy: ({ conversion }: Segment) => conversion?.share ?? -1,
          },
        ]),
    {
      key: 'save',
      header: 'Cohort',
      isNumber: true,
      cell: (segment) => (
        <ChangeButton
          size="compact-xs"
          variant="default"
          disabled={segment.definition === null}
          title={segment.why}
          aria-label={`Save ${labelText(segment.label)} as a cohort`}
          onClick={(event) => {
            event.stopPropagation();
            save.mutate(segment);
          }}
        >
          Save
        </ChangeButton>
      ),
    },
  ];
  return (
    <DataTable
      label="Segments"
      columns={columns}
      rows={answer.segments}
      rowKey={({ label }) => JSON.stringify(label)}
      onOpen={onOpen}
    />
  );
}
