import { NumberInput, Select, Stack, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import type { QuestionOf } from '../api/questions.ts';
import { exportList } from '../api/syncs.ts';
import { useProject } from '../api/use-project.ts';
import { useQuestion } from '../api/use-question.ts';
import { ConversionChart } from '../features/measure/conversion-chart.tsx';
import { ConversionTable } from '../features/measure/conversion-table.tsx';
import { ExampleConversion } from '../features/measure/example-conversion.tsx';
import { DEFAULT_DAYS, type MeasureSearch } from '../features/measure/search.ts';
import { Columns } from '../ui/columns.tsx';
import { DataLine } from '../ui/data-line.tsx';
import { EmptyState } from '../ui/empty-state.tsx';
import { ExportMenu } from '../ui/export-menu.tsx';
import { CohortSelect } from '../ui/fields/cohort-select.tsx';
import { EventField, finishedEvent, isEventUnfinished, NO_EVENT } from '../ui/fields/event-field.tsx';
import { ButtonLink } from '../ui/links.tsx';
import { Loaded } from '../ui/loaded.tsx';
import { Option } from '../ui/options.tsx';
import { Page } from '../ui/page.tsx';
import { Panel } from '../ui/panel.tsx';

const DAY_MS = 86_400_000;

/** Did it work? What became of those whom a receiver was told of, beside comparable people. */
export function MeasurePage() {
  const project = useProject();
  const search = useSearch({ from: '/$project/measure' });
  const navigate = useNavigate({ from: '/$project/measure' });
  const exports = useQuery(exportList(project));
  const all = exports.data?.exports ?? [];
  const chosen = all.find(({ id }) => id === search.export) ?? all[0];
  const goal = search.goal ?? NO_EVENT;
  const question: QuestionOf<'conversion'> | undefined =
    chosen === undefined || isEventUnfinished(goal)
      ? undefined
      : {
          kind: 'conversion',
          export: chosen.id,
          goal: finishedEvent(goal),
          horizonMs: (search.days ?? DEFAULT_DAYS) * DAY_MS,
          ...(search.comparable === undefined ? {} : { comparable: search.comparable }),
        };
  const result = useQuestion<'conversion'>(question);
  const change = (part: Partial<MeasureSearch>): void =>
    void navigate({ search: (now) => ({ ...now, ...part }), replace: true });
  return (
    <Page
      title="Measure"
      actions={question && <ExportMenu name="conversion" question={question} />}
      answer={result.data?.answer.sentence}
    >
      <Loaded query={exports} skeleton={[120]}>
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
              Once a receiver was told who entered, this page says how many of them converted, beside
              comparable people who were not told, with an interval.
            </EmptyState>
          ) : (
            <Stack gap="lg">
              <Panel>
                <Stack gap="sm">
                  <Option label="Told of">
                    <Select
                      size="xs"
                      w={320}
                      aria-label="Export"
                      data={all.map(({ id, cohort, url }) => ({
                        value: id,
                        label: `${cohort} → ${url ?? 'CSV files'}`,
                      }))}
                      value={chosen.id}
                      allowDeselect={false}
                      onChange={(id) => id !== null && change({ export: id })}
                    />
                  </Option>
                  <Option label="Hoped to do">
                    <EventField label="Goal" value={goal} onChange={(event) => change({ goal: event })} />
                  </Option>
                  <Option label="Within">
                    <NumberInput
                      size="xs"
                      w={120}
                      aria-label="Days to convert"
                      suffix=" days"
                      min={1}
                      max={366}
                      allowDecimal={false}
                      value={search.days ?? DEFAULT_DAYS}
                      onChange={(days) => typeof days === 'number' && days >= 1 && change({ days })}
                    />
                  </Option>
                  <Option label="Beside">
                    <CohortSelect
                      label="Comparable people"
                      placeholder="Everyone who is known"
                      value={search.comparable}
                      isClearable
                      onChange={(comparable) => change({ comparable })}
                    />
                  </Option>
                </Stack>
              </Panel>
              {question === undefined ? (
                <EmptyState title="What were they hoped to do?" example={<ExampleConversion />}>
                  Choose the goal above, such as the upgrade.
                </EmptyState>
              ) : (
                <Loaded query={result}>
                  {({ answer }) => (
                    <Columns>
                      <Panel title="Converted, by when they were told">
                        <ConversionChart answer={answer} />
                        <Text size="sm" c="dimmed" mt="sm">
                          Nobody was held out at random: a difference may come from who was told rather than
                          from telling them.
                        </Text>
                      </Panel>
                      <Panel title="What it is made of">
                        <ConversionTable answer={answer} />
                      </Panel>
                    </Columns>
                  )}
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
