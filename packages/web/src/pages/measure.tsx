import type { RunConversion } from '@cusp/engine/measure/conversion/result.ts';
import { Stack } from '@mantine/core';
import { useNavigate, useSearch } from '@tanstack/react-router';
import type { QuestionOf } from '../api/questions.ts';
import { useProject } from '../api/use-project.ts';
import { useQuestion } from '../api/use-question.ts';
import { ConversionChart } from '../features/measure/conversion-chart.tsx';
import { ConversionTable } from '../features/measure/conversion-table.tsx';
import { ExampleConversion } from '../features/measure/example-conversion.tsx';
import { MeasureEditor } from '../features/measure/measure-editor.tsx';
import { type Receiver, useReceivers } from '../features/measure/receivers.ts';
import { DEFAULT_DAYS, type MeasureSearch } from '../features/measure/search.ts';
import { DataLine } from '../ui/data-line.tsx';
import { EmptyState } from '../ui/empty-state.tsx';
import { ExportMenu } from '../ui/export-menu.tsx';
import { finishedEvent, isEventUnfinished, NO_EVENT } from '../ui/fields/event-field.tsx';
import { ButtonLink } from '../ui/links.tsx';
import { Loaded } from '../ui/loaded.tsx';
import { Page } from '../ui/page.tsx';
import { Panel } from '../ui/panel.tsx';

const DAY_MS = 86_400_000;

/** Did it work? What became of those whom a receiver was told of, beside comparable people. */
export function MeasurePage() {
  const project = useProject();
  const search = useSearch({ from: '/$project/measure' });
  const navigate = useNavigate({ from: '/$project/measure' });
  const { syncs, exports, all, chosen } = useReceivers(search);
  // Which is the first is known when both lists are.
  const areKnown = syncs.data !== undefined && exports.data !== undefined;
  const question = areKnown ? questionOf(search, chosen) : undefined;
  const result = useQuestion<'conversion'>(question);
  const areAwaited = !areKnown && syncs.error === null && exports.error === null;
  const isOnItsWay = result.isLoading || (areAwaited && !isEventUnfinished(search.goal ?? NO_EVENT));
  return (
    <Page
      title="Measure"
      actions={question && <ExportMenu name="conversion" question={question} />}
      answer={isOnItsWay ? null : result.data?.answer.sentence}
    >
      <Loaded<unknown>
        query={syncs.data === undefined || syncs.error !== null ? syncs : exports}
        skeleton={[220, 320]}
      >
        {() =>
          chosen === undefined ? (
            <EmptyState
              title="What became of those who were told"
              example={<ExampleConversion />}
              action={
                <ButtonLink to="/$project/act" params={{ project }}>
                  Reach a cohort first
                </ButtonLink>
              }
            >
              Once members are in a messaging tool, or a receiver was told who entered, this page says how
              many of them converted, beside comparable people who were not told, with an interval.
            </EmptyState>
          ) : (
            <Stack gap="lg">
              <Panel>
                <MeasureEditor
                  search={search}
                  receivers={all}
                  chosen={chosen}
                  onChange={(part) =>
                    void navigate({ search: (now) => ({ ...now, ...part }) as MeasureSearch, replace: true })
                  }
                />
              </Panel>
              {question === undefined ? (
                <EmptyState title="What were they hoped to do?" example={<ExampleConversion />}>
                  Choose the goal above, such as the upgrade.
                </EmptyState>
              ) : (
                <Loaded query={result}>
                  {({ answer }) =>
                    answer.runs.length === 0 ? (
                      <EmptyState title="Nobody was told yet" example={<ExampleConversion />}>
                        {chosen.kind === 'sync'
                          ? 'As soon as the destination has taken a member, what becomes of them is counted from that moment on.'
                          : 'Run the export on the page Act: what becomes of those whom it tells of is counted from then on.'}
                      </EmptyState>
                    ) : (
                      <Stack gap="lg">
                        {answer.runs.some(hasConverted) && (
                          <Panel title="Converted, by when they were told">
                            <ConversionChart answer={answer} />
                          </Panel>
                        )}
                        <Panel title="What it is made of">
                          <ConversionTable answer={answer} />
                        </Panel>
                      </Stack>
                    )
                  }
                </Loaded>
              )}
              <DataLine of={question && result.data} />
            </Stack>
          )
        }
      </Loaded>
    </Page>
  );
}

/** Did anybody, told or not? Until then there is nothing to draw. */
function hasConverted({ told, others }: RunConversion): boolean {
  return told.count + others.count > 0;
}

function questionOf(
  { goal = NO_EVENT, days = DEFAULT_DAYS, every, comparable }: MeasureSearch,
  chosen: Receiver | undefined,
): QuestionOf<'conversion'> | undefined {
  if (chosen === undefined || isEventUnfinished(goal)) return undefined;
  return {
    kind: 'conversion',
    ...(chosen.kind === 'sync'
      ? { sync: chosen.id, ...(every === undefined ? {} : { every }) }
      : { export: chosen.id }),
    goal: finishedEvent(goal),
    horizonMs: days * DAY_MS,
    ...(comparable === undefined ? {} : { comparable }),
  };
}
