import type { JourneyStep } from '@cusp/engine/analyse/journeys/result.ts';
import { Button, Group, SegmentedControl, Select, Stack, Tabs } from '@mantine/core';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useQuestion } from '../api/use-question.ts';
import { stepName } from '../features/funnels/step-name.ts';
import { journeyAnswer } from '../features/journeys/answer-line.ts';
import { DriversPanel } from '../features/journeys/drivers-panel.tsx';
import { EdgeTable } from '../features/journeys/edge-table.tsx';
import { JourneyEditor } from '../features/journeys/journey-editor.tsx';
import { JourneyExample } from '../features/journeys/journey-example.tsx';
import { OutcomeTable } from '../features/journeys/outcome-table.tsx';
import { edgeTitle, stopTitle } from '../features/journeys/part-titles.ts';
import { driversQuestion, journeyQuestion } from '../features/journeys/question.ts';
import type { JourneySearch, JourneyTab } from '../features/journeys/search.ts';
import { StopTable } from '../features/journeys/stop-table.tsx';
import { useOpenPart } from '../features/journeys/use-open-part.ts';
import { WaysChart } from '../features/journeys/ways-chart.tsx';
import { answerLine } from '../ui/answer-line.ts';
import { Columns } from '../ui/columns.tsx';
import { DataLine } from '../ui/data-line.tsx';
import { EmptyState } from '../ui/empty-state.tsx';
import { ExportMenu } from '../ui/export-menu.tsx';
import { RangeField } from '../ui/fields/range-field.tsx';
import { SegmentsField } from '../ui/fields/segments-field.tsx';
import { Loaded } from '../ui/loaded.tsx';
import { NobodyFound } from '../ui/nobody-found.tsx';
import { Page } from '../ui/page.tsx';
import { Panel } from '../ui/panel.tsx';
import { proseName } from '../ui/prose-name.ts';
import { TabList } from '../ui/tab-list.tsx';

const DEFAULT_STEPS = 3;
const DEFAULT_LIMIT = 6;
const MOST_STEPS = 10;

/** What happens around the wall? */
export function JourneysPage() {
  const search = useSearch({ from: '/$project/journeys' });
  const navigate = useNavigate({ from: '/$project/journeys' });
  const change = (part: Partial<Record<keyof JourneySearch, unknown>>): void =>
    void navigate({ search: (now) => ({ ...now, ...part }) as JourneySearch, replace: true });
  const { tab = 'ways', list = 'edges', steps = DEFAULT_STEPS } = search;
  const question = journeyQuestion({ limit: DEFAULT_LIMIT, ...search, steps });
  const drivers = driversQuestion(search);
  const result = useQuestion<'journey'>(question);
  const answer = result.data?.answer;
  const part = answer?.segments?.[search.segment ?? -1] ?? answer;
  const openPart = useOpenPart(
    question ?? { kind: 'journey', anchor: search.anchor },
    answer?.asOf ?? 0,
    answer?.segments?.[search.segment ?? -1]?.name,
  );
  const stops = {
    search,
    onChange: change,
    onPeople: ({ step, node }: Pick<JourneyStep, 'step' | 'node'>): void =>
      openPart(stopTitle({ step, node }), { kind: 'stop', step, node }),
  };
  return (
    <Page
      title="Journeys"
      actions={
        tab === 'ways' ? (
          <ExportMenu<'journey'> name="journey" question={question} />
        ) : (
          <ExportMenu<'drivers'> name="drivers" question={drivers} hasChart={false} />
        )
      }
      controls={
        <>
          <RangeField value={search.range} onChange={(range) => change({ range })} />
          <SegmentsField
            value={search.segments ?? []}
            unit={search.unit ?? 'user'}
            onChange={(segments) =>
              change({ segments: segments.length === 0 ? undefined : segments, segment: undefined })
            }
          />
          {answer?.segments != null && (
            <Select
              size="xs"
              w={180}
              aria-label="Whose ways are drawn"
              data={[
                { value: '-1', label: 'All' },
                ...answer.segments.map(({ name }, i) => ({ value: String(i), label: name })),
              ]}
              value={String(search.segment ?? -1)}
              allowDeselect={false}
              onChange={(value) => change({ segment: value === '-1' ? undefined : Number(value) })}
            />
          )}
        </>
      }
      answer={answerLine({ data: part, error: result.error }, question !== undefined, (shown) =>
        journeyAnswer(shown, search.unit ?? 'user', stepName(search.anchor)),
      )}
    >
      <Panel>
        <JourneyEditor search={search} onChange={change} />
      </Panel>
      {question === undefined ? (
        <EmptyState title="What happens around an event" example={<JourneyExample />}>
          Choose the anchor above, such as the wall: what people did in the half hour before it, what right
          after, who left, and who came back to the same feature.
        </EmptyState>
      ) : (
        <Tabs
          value={tab}
          keepMounted={false}
          onChange={(value) => change({ tab: (value ?? 'ways') as JourneyTab })}
        >
          <TabList active={tab} mb="lg">
            <Tabs.Tab value="ways">Around the anchor</Tabs.Tab>
            <Tabs.Tab value="drivers">Conversion drivers</Tabs.Tab>
          </TabList>
          <Tabs.Panel value="ways">
            <Stack gap="lg">
              <Loaded query={result} skeleton={[320]}>
                {(loaded) => {
                  const shown = loaded.answer.segments?.[search.segment ?? -1] ?? loaded.answer;
                  return shown.anchors === 0 ? (
                    <NobodyFound
                      title={`Nobody did ${proseName(stepName(search.anchor))} in this time`}
                      example={<JourneyExample />}
                    >
                      A journey needs its anchor. Choose a longer time, another anchor, or see whether its
                      event arrives.
                    </NobodyFound>
                  ) : (
                    <Stack gap="lg">
                      <Panel
                        title="Before, and after"
                        actions={
                          <Group gap={4}>
                            <Button
                              size="compact-xs"
                              variant="default"
                              disabled={steps <= 1}
                              onClick={() => change({ steps: steps - 1 })}
                            >
                              Fewer steps
                            </Button>
                            <Button
                              size="compact-xs"
                              variant="default"
                              disabled={steps >= MOST_STEPS}
                              onClick={() => change({ steps: steps + 1 })}
                            >
                              More steps
                            </Button>
                          </Group>
                        }
                      >
                        <WaysChart part={shown} openPart={openPart} {...stops} />
                      </Panel>
                      <Columns>
                        <Panel
                          title={list === 'stops' ? 'Stops' : 'From stop to stop'}
                          actions={
                            <SegmentedControl
                              size="xs"
                              aria-label="Which numbers"
                              value={list}
                              data={[
                                { value: 'edges', label: 'From stop to stop' },
                                { value: 'stops', label: 'Stops' },
                              ]}
                              onChange={(value) => change({ list: value === 'stops' ? value : undefined })}
                            />
                          }
                        >
                          {list === 'stops' ? (
                            <StopTable stops={shown.steps} {...stops} />
                          ) : (
                            <EdgeTable
                              edges={shown.edges}
                              onOpen={({ step, from, to }) =>
                                openPart(edgeTitle({ from, to }), { kind: 'edge', step, from, to })
                              }
                            />
                          )}
                        </Panel>
                        <Panel title="What became of them">
                          <OutcomeTable part={shown} unit={search.unit ?? 'user'} openPart={openPart} />
                        </Panel>
                      </Columns>
                    </Stack>
                  );
                }}
              </Loaded>
              <DataLine of={result.data} />
            </Stack>
          </Tabs.Panel>
          <Tabs.Panel value="drivers">
            <DriversPanel question={drivers} />
          </Tabs.Panel>
        </Tabs>
      )}
    </Page>
  );
}
