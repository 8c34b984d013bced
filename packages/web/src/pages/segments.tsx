import type { Segment } from '@cusp/engine/analyse/segmentation/result.ts';
import { Text } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { cohortList } from '../api/cohorts.ts';
import { useProject } from '../api/use-project.ts';
import { useQuestion } from '../api/use-question.ts';
import { splitAnswer } from '../features/segments/answer-line.ts';
import { splitQuestion } from '../features/segments/question.ts';
import type { SegmentsSearch } from '../features/segments/search.ts';
import { SegmentBars } from '../features/segments/segment-bars.tsx';
import { SegmentTable } from '../features/segments/segment-table.tsx';
import { SegmentsExample } from '../features/segments/segments-example.tsx';
import { SplitEditor } from '../features/segments/split-editor.tsx';
import { answerLine } from '../ui/answer-line.ts';
import { Columns } from '../ui/columns.tsx';
import { DataLine } from '../ui/data-line.tsx';
import { EmptyState } from '../ui/empty-state.tsx';
import { ExportMenu } from '../ui/export-menu.tsx';
import { Loaded } from '../ui/loaded.tsx';
import { Page } from '../ui/page.tsx';
import { Panel } from '../ui/panel.tsx';
import { useOpenPeople } from '../ui/people/people.ts';
import { useMinute } from '../ui/use-minute.ts';
import { labelText } from '../ui/value-label.ts';

/** Who wants what? The members of a cohort, split; each segment a cohort of its own. */
export function SegmentsPage() {
  const search = useSearch({ from: '/$project/segments' });
  const navigate = useNavigate({ from: '/$project/segments' });
  const openPeople = useOpenPeople();
  const minute = useMinute();
  const cohorts = useQuery(cohortList(useProject()));
  const unit = cohorts.data?.cohorts.find(({ name }) => name === search.cohort)?.unit ?? 'user';
  const question = cohorts.data === undefined ? undefined : splitQuestion(search, unit, minute);
  const result = useQuestion<'segmentation'>(question);
  // Whose members are split, users or accounts, is known once the cohorts are.
  const asks = splitQuestion(search, unit, minute) !== undefined;
  const open = ({ label, definition, why }: Segment): void => {
    if (definition === null) {
      notifications.show({ title: 'No definition selects these', message: why ?? '' });
      return;
    }
    openPeople({
      title: `${search.cohort}: ${labelText(label)}`,
      cohort: definition,
      ...(question?.asOf === undefined ? {} : { asOf: question.asOf }),
    });
  };
  return (
    <Page
      title="Segments"
      actions={<ExportMenu<'segmentation'> name="segments" question={question} />}
      answer={answerLine({ data: result.data, error: result.error ?? cohorts.error }, asks, (data) =>
        data.answer.of === 'cohort' ? splitAnswer(data.answer, search.cohort ?? '') : null,
      )}
    >
      <Panel>
        <SplitEditor
          search={search}
          unit={unit}
          onChange={(part) =>
            void navigate({ search: (now) => ({ ...now, ...part }) as SegmentsSearch, replace: true })
          }
        />
      </Panel>
      {!asks ? (
        <EmptyState
          title="Seat-limit people want Team, API people want Enterprise"
          example={<SegmentsExample />}
        >
          Choose a cohort and what to split it by: the limit that they hit, their role, the size of their
          company, how often they come. Each segment becomes a cohort by one click.
        </EmptyState>
      ) : question === undefined ? (
        <Loaded query={cohorts} skeleton={[[240, 180]]}>
          {() => null}
        </Loaded>
      ) : (
        <Loaded query={result} skeleton={[[240, 180]]}>
          {({ answer: split }) =>
            split.of === 'cohort' ? (
              <Columns>
                <Panel title="Members by segment">
                  <SegmentBars answer={split} onOpen={open} />
                  {split.mayOverlap && (
                    <Text size="sm" c="dimmed" mt="sm">
                      A member can be in several segments, so that shares may come to more than the whole.
                    </Text>
                  )}
                </Panel>
                <Panel title="What it is made of">
                  <SegmentTable
                    answer={split}
                    question={question}
                    cohort={search.cohort ?? ''}
                    onOpen={open}
                  />
                </Panel>
              </Columns>
            ) : null
          }
        </Loaded>
      )}
      <DataLine of={question && result.data} />
    </Page>
  );
}
